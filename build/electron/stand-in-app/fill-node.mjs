/** The stand-in has Node 20. undici asks a newer one for these while it is imported, and the product never uses them. */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const require = createRequire(import.meta.url);
require('node:zlib').createZstdDecompress ??= () => {
  throw new Error('this Node has no zstd');
};
require('node:worker_threads').markAsUncloneable ??= () => undefined;
syncBuiltinESMExports();

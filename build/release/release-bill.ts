/** For a release: `npm sbom --sbom-format=cyclonedx | node build/release/release-bill.ts` prints the bill of materials of what ships. */
import { json } from 'node:stream/consumers';
import { billOfShipped, shippedPackages } from '../package/shipped-packages.ts';

console.log(
  JSON.stringify(billOfShipped(await json(process.stdin), shippedPackages(process.cwd())), null, 2),
);

/** `npm run build`: the renderer and, where the tree has one, the Electron shell. */
import { buildRenderer } from './renderer-build.ts';
import { buildShell, hasShell } from './shell-build.ts';

const root = process.cwd();
await buildRenderer(root);
if (hasShell(root)) await buildShell(root);

/** `npm run build`: the renderer and, where the tree has one, the Electron shell. */
import { buildRenderer } from './bundle/renderer-build.ts';
import { buildShell, hasShell } from './bundle/shell-build.ts';

const root = process.cwd();
await buildRenderer(root);
if (hasShell(root)) await buildShell(root);

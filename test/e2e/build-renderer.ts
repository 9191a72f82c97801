/** Runs once before all end-to-end tests: the renderer that the desk serves is the one of these sources. */
import { fileURLToPath } from 'node:url';
import { ensureRendererBuilt } from '../../build/renderer-build.ts';

export async function setup(): Promise<void> {
  await ensureRendererBuilt(fileURLToPath(new URL('../..', import.meta.url)));
}

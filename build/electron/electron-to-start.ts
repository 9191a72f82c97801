/** The Electron that `npm start` and `npm run demo` start, or why the desk must do. */
import { hasDisplay } from '../machine/has-display.ts';
import { provideElectron, type FoundElectron } from './find-electron.ts';
import { whyNoSandbox } from './sandbox.ts';

/** What the choice depends on; tests pass their own. */
export interface StartMachine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasDisplay: boolean;
  readonly provideElectron: typeof provideElectron;
  readonly whyNoSandbox: typeof whyNoSandbox;
}

const thisMachine = (): StartMachine => ({
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasDisplay: hasDisplay(),
  provideElectron,
  whyNoSandbox,
});

export async function electronToStart(
  root: string,
  { demo }: { readonly demo: boolean },
  machine = thisMachine(),
): Promise<FoundElectron> {
  if (machine.platform === 'linux' && machine.isRoot)
    return { reason: "you are root, whom Chromium's sandbox refuses" };
  if (!machine.hasDisplay) return { reason: 'there is no display' };
  // Real accounts are never trusted to an old Chromium.
  const found = await machine.provideElectron(root, { standIn: demo });
  if ('reason' in found) return found;
  return machine.whyNoSandbox(found) ?? found;
}

/** For tests: a core that has read its own extension from a demo PBX, and what that PBX was asked. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnExtension } from '../../electron/contract/own-extension.ts';
import type { Payload } from '../../electron/contract/requests.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { systemClock } from '../../electron/core/lib/system-clock.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../pbx/demo-pbx.ts';
import { signInto, startCore, type RunningCore } from './start-core.ts';

/** Amy of the document's samples: DND and always-forward are off, the two other rules lead to voicemail. */
export const me = '1002';

export interface OwnWorld {
  readonly pbx: DemoPbx;
  readonly running: RunningCore;
  readonly own: () => OwnExtension;
  /** Bodies of the updates that the device was sent, oldest first; secrets are marks. */
  readonly updates: () => unknown[];
  /** The own extension's calls in their order. */
  readonly calls: () => string[];
  /** The device's own fields of my extension. */
  readonly held: (...fields: string[]) => Record<string, unknown>;
  readonly edit: (edit: Payload<'own.edit'>) => Promise<unknown>;
  readonly save: (more?: Partial<Payload<'own.save'>>) => Promise<unknown>;
  /** A new run on the same folder; the old one ends, or stands still for ever (`crash`). */
  readonly restart: (how?: 'quit' | 'crash') => Promise<OwnWorld>;
  /** The administrator writes another file; it counts from the next run on. */
  readonly manage: (content: unknown) => Promise<void>;
  /** Everything that is on disk. */
  readonly disk: () => Promise<string>;
}

/** Cleanups are run by the test file, last one first. */
export type Cleanups = (() => Promise<void>)[];

export interface OwnWorldOptions {
  readonly pbx?: DemoPbxOptions;
  readonly ports?: Parameters<typeof startCore>[0];
  /** The administrator's file. */
  readonly managed?: unknown;
  /** Done to the PBX before anybody signs in. */
  readonly before?: (pbx: DemoPbx) => void;
}

export async function ownWorld(
  cleanups: Cleanups,
  { pbx: options = {}, ports = {}, managed, before }: OwnWorldOptions = {},
): Promise<OwnWorld> {
  const pbx = await startDemoPbx(options);
  cleanups.push(() => pbx.close());
  before?.(pbx);
  const managedFile = await fileWith(managed ?? {}, cleanups);
  const running = await startCore({ managedFile, ...ports });
  cleanups.push(() => running.close());
  await signInto(running, pbx, me);
  await running.until(({ own }) => own !== null);
  return worldOf(pbx, running, cleanups, managedFile.file);
}

function worldOf(pbx: DemoPbx, running: RunningCore, cleanups: Cleanups, managed: string): OwnWorld {
  return {
    pbx,
    running,
    own() {
      const { own } = running.snapshot();
      if (own === null) throw new Error('the own extension was not read');
      return own;
    },
    updates: () => pbx.log.filter(({ path }) => path === 'extension/update').map(({ body }) => body),
    calls: () => pbx.log.map(({ path }) => path).filter((path) => /^(extension\/|apply$)/.test(path)),
    held(...fields) {
      const all: Record<string, unknown> = { ...pbx.extensions.get(me)?.fields };
      return Object.fromEntries(fields.map((field) => [field, all[field]]));
    },
    edit: (edit) => running.request('own.edit', edit),
    save: (more = {}) => running.request('own.save', { anyway: false, choices: [], until: null, ...more }),
    async restart(how) {
      const next = await running.restart(how);
      cleanups.push(() => next.core.stop());
      return worldOf(pbx, next, cleanups, managed);
    },
    manage: (content) => writeFile(managed, JSON.stringify(content)),
    disk: () => everythingIn(running.dataFolder),
  };
}

async function fileWith(content: unknown, cleanups: Cleanups) {
  const folder = await mkdtemp(join(tmpdir(), 'lampfield-managed-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'managed.json');
  await writeFile(file, JSON.stringify(content));
  return { file, required: true };
}

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  );
  return texts.join('\n');
}

/** Real time, with every wait five times as short. */
export const hastyClock: Clock = {
  ...systemClock,
  after: (delayMs, callback) => systemClock.after(delayMs / 5, callback),
};

/** Does something right before the answer of that path leaves: the next one, or a later one. */
export function atNext(pbx: DemoPbx, path: string, act: () => void, nth = 1): void {
  let left = nth;
  const stop = pbx.onRequest((entry) => {
    if (entry.path !== path) return;
    left -= 1;
    if (left > 0) return;
    stop();
    act();
  });
}

export const done = { ok: true, value: null };
export const refused = (code: string, detail?: object) => ({
  ok: false,
  failure: detail === undefined ? { code } : { code, detail },
});

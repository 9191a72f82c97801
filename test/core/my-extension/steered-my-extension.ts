/** For tests: my extension within an app whose connections, settings and disk a test steers. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { unlockedFolder } from '../fixtures/unlocked-folder.ts';
import { createSteeredClock } from '../../steered-clock.ts';
import type { AnySetting } from '../../../electron/contract/my-extension/setting-facts.ts';
import type { PresenceState } from '../../../electron/contract/presence.ts';
import type { Notice } from '../../../electron/contract/snapshot.ts';
import { createTranslate } from '../../../electron/contract/text/translate.ts';
import type { News } from '../../../electron/core/alerts/news.ts';
import type { PbxConnection } from '../../../electron/core/connection/connection.ts';
import { createListeners } from '../../../electron/core/lib/listeners.ts';
import { withoutUndefined } from '../../../electron/core/lib/without-undefined.ts';
import type { ExtensionDetail, ExtensionUpdate } from '../../../electron/core/pbx/extension-detail.ts';
import {
  createMyExtension,
  type MyExtensionPorts,
} from '../../../electron/core/my-extension/my-extension.ts';

export const startedAt = createSteeredClock().now();
export const hourMs = 3_600_000;

/** A phone system with one extension of that number, and what it was asked. */
export function createOffice(number = '1002') {
  const states = createListeners();
  const rows = createListeners();
  const office = {
    kind: 'live',
    isListKnown: true,
    mine: 'free' as PresenceState,
    asked: [] as string[],
    updates: [] as object[],
    detail: {
      rawStatus: 'Registered',
      number,
      type: 'SIP',
      name: 'Ina',
      forward: { always: { enabled: false }, noAnswer: { enabled: false }, busy: { enabled: false } },
      ringTimeoutSeconds: 15,
      doNotDisturb: false,
      calls: [{ key: 'k', direction: 'inbound', id: '7', from: '1005', to: number }],
      secrets: {},
    } as ExtensionDetail,
    changeState(kind: string): void {
      office.kind = kind;
      states.notify();
    },
    changeRow(state: PresenceState): void {
      office.mine = state;
      rows.notify();
    },
  };
  const client = {
    async extensions() {
      office.asked.push('read');
      return [office.detail];
    },
    async update(_token: string, update: ExtensionUpdate) {
      const { forward, voicemailPin, doNotDisturb, ringTimeoutSeconds } = update;
      office.asked.push('update');
      office.updates.push(withoutUndefined({ forward, voicemailPin, doNotDisturb, ringTimeoutSeconds }));
      office.detail = {
        ...office.detail,
        ...withoutUndefined({ doNotDisturb, ringTimeoutSeconds }),
        forward: { ...office.detail.forward, ...forward },
        secrets: { ...office.detail.secrets, ...withoutUndefined({ voicemailPin }) },
      };
    },
    async deviceInfo() {
      return { firmware: '30.20.0.1' };
    },
  };
  const colleagues: Readonly<Record<string, { name: string; state: PresenceState }>> = {
    1003: { name: 'Max', state: 'free' },
    1005: { name: 'Tom', state: 'offline' },
  };
  const connection = {
    call: (work: (...args: unknown[]) => unknown) => work(client, 'token'),
    state: () => ({ kind: office.kind }),
    subscribe: (listener: () => void) => states.subscribe(listener),
    roster: {
      find: (wanted: string) =>
        wanted === number ? { name: 'Ina', state: office.mine } : colleagues[wanted],
      snapshot: () => ({ confirmedAt: office.isListKnown ? 0 : null }),
      subscribe: (listener: () => void) => rows.subscribe(listener),
    },
  } as unknown as PbxConnection;
  return Object.assign(office, { connection });
}

export async function startMyExtension(editable: readonly AnySetting[] | null = null) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lampfield-mine-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const clock = createSteeredClock();
  const settings = {
    current: {
      extension: '1002' as string | null,
      pbx: { url: 'https://pbx:8088' } as { url: string } | null,
      presets: [] as object[],
    },
    async change(by: (current: object) => object) {
      settings.current = { ...settings.current, ...by(settings.current) };
    },
  };
  const notices = new Map<string, Omit<Notice, 'id'>>();
  const news: (News | string)[] = [];
  const drawn = { times: 0 };
  const mine = createMyExtension({
    clock,
    log: { info() {}, warn() {}, error() {} },
    dataFolder,
    folder: unlockedFolder,
    dialling: () => ({ internationalPrefix: '011' }),
    settings: settings as unknown as MyExtensionPorts['settings'],
    notices: {
      set: (id: string, notice: Omit<Notice, 'id'> | undefined) =>
        void (notice === undefined ? notices.delete(id) : notices.set(id, notice)),
    } as MyExtensionPorts['notices'],
    editable,
    news: {
      tell: (one) => news.push(one),
      withdraw: (id) => news.push(id),
      translate: () => createTranslate('en'),
      language: () => 'en',
    },
    changed: () => (drawn.times += 1),
  });
  onTestFinished(() => mine.stop());
  /** With all that it leads to at once, and the disk. */
  async function settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await clock.advance(0);
  }
  async function follow(office: { readonly connection: PbxConnection } | undefined): Promise<void> {
    await mine.follow(office?.connection);
    for (let n = 0; n < 200 && office !== undefined && mine.view() === null; n += 1) await settle();
  }
  /** Past the moment in which edits are gathered, until nothing is being saved. */
  async function save(): Promise<void> {
    await clock.advance(1_500);
    for (let n = 0; n < 200 && mine.view()?.recent.some(({ outcome }) => outcome === 'pending'); n += 1)
      await settle();
  }
  return { clock, dataFolder, settings, notices, news, drawn, mine, settle, follow, save };
}

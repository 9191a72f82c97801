/** My extension as the real core shows it, on a demo PBX brought into each state: what renderer tests and pictures are based on. */

import type { MyExtension } from '../../../electron/contract/my-extension/my-extension.ts';
import type { ForwardDestination, SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import { atNext, me, openWorld, type Cleanups, type World } from './my-extension-world.ts';
import type { DemoPbx } from '../../pbx/demo-pbx.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { NOW, office } from '../../renderer/fixtures/snapshots.ts';

const hourMs = 3_600_000;
const tomorrowAtEight = new Date(NOW + 24 * hourMs).setHours(8, 0, 0, 0);

const mobileNumber = '01512345678';
const toMobile: ForwardDestination = { kind: 'mobile', prefix: '0' };
const toVoicemail: ForwardDestination = { kind: 'voicemail' };
const rule = (setting: 'forwardAll' | 'forwardNoAnswer' | 'forwardBusy', to: ForwardDestination) =>
  ({ setting, value: { on: true, destination: to } }) satisfies SettingChange;
const ring = (seconds: number) => ({ setting: 'ringTime', value: seconds }) satisfies SettingChange;

const usual: Partial<ExtensionFields> = {
  username: 'Ina Tang',
  email: 'ina@example.com',
  mobile: mobileNumber,
  mobileprefix: '0',
  enablemobile: 'on',
  maxregistrations: '2',
  ringtimeout: '30',
  busyforward: 'off',
  btransferto: 'Extension',
  btransferext: '1003',
  dnd: 'off',
  alwaysforward: 'off',
};

/** The people of the office in the pictures. */
function fill(pbx: DemoPbx, mine: Partial<ExtensionFields>): void {
  for (const { number, name, rawStatus } of office) {
    pbx.extensions.set(number, { username: name });
    pbx.extensions.setStatus(number, rawStatus);
  }
  pbx.extensions.set(me, { ...usual, ...mine });
}

interface Scene {
  readonly fields?: Partial<ExtensionFields>;
  readonly play?: (world: World) => Promise<unknown>;
}

const scenes = {
  usual: {},
  presets: {
    async play(world) {
      await world.status({ kind: 'do-not-disturb' });
      await world.request('preset.save', { name: 'Lunch', settings: ['doNotDisturb'], endsAfter: 'hour' });
      await world.status({ kind: 'forward', destination: toMobile });
      const settings = ['forwardAll' as const];
      await world.request('preset.save', { name: 'Home office', settings, endsAfter: 'end-of-day' });
      await world.status({ kind: 'normal' });
      world.clock.travel(11_000);
      await world.until(({ rows, undo }) => Object.keys(rows).length === 0 && undo === null);
    },
  },
  forwarding: { play: (world) => world.status({ kind: 'forward', destination: toMobile }, tomorrowAtEight) },
  'do-not-disturb': { play: (world) => world.status({ kind: 'do-not-disturb' }) },
  lost: {
    play: (world) => world.status({ kind: 'forward', destination: { kind: 'extension', extension: '1006' } }),
  },
  'no-mobile': { fields: { mobile: '', mobileprefix: '', enablemobile: 'off' } },
  saving: {
    async play(world) {
      const changes = [rule('forwardAll', toMobile), { setting: 'doNotDisturb', value: true } as const];
      await world.request('my-extension.set', { changes, until: null, anyway: true });
    },
  },
  refused: {
    async play(world) {
      world.pbx.faults.set({ kind: 'errno', errno: 30001 }, { path: 'extension/update', times: 1 });
      await world.set([ring(60), rule('forwardBusy', toVoicemail)]);
    },
  },
  unknown: {
    async play(world) {
      world.pbx.faults.set('answer-lost', { path: 'extension/update', times: 1 });
      atNext(world.pbx, 'extension/update', () =>
        world.pbx.faults.set({ kind: 'http', httpStatus: 503 }, { path: 'extension/query' }),
      );
      await world.request('my-extension.set', {
        changes: [rule('forwardAll', toMobile)],
        until: null,
        anyway: true,
      });
      world.clock.travel(world.mine().gatherMs);
      await world.until(({ rows }) => rows.forwardAll?.kind === 'unknown');
    },
  },
  conflict: {
    async play(world) {
      await world.request('my-extension.set', {
        changes: [rule('forwardNoAnswer', toMobile)],
        until: null,
        anyway: true,
      });
      world.pbx.extensions.set(me, { ntransferto: 'Extension', ntransferext: '1003' });
      world.clock.travel(world.mine().gatherMs);
      await world.until(({ rows }) => rows.forwardNoAnswer?.kind === 'conflict');
    },
  },
  elsewhere: {
    async play(world) {
      world.pbx.extensions.set(me, { dnd: 'on' });
      await world.request('my-extension.read', {});
    },
  },
  'end-asks': {
    async play(world) {
      await world.status({ kind: 'forward', destination: toMobile }, NOW + hourMs);
      world.pbx.extensions.set(me, { atransferto: 'Voicemail' });
      world.clock.travel(hourMs);
      await world.until(({ rows }) => rows.forwardAll?.kind === 'end-asks');
    },
  },
} satisfies Readonly<Record<string, Scene>>;

export type RecordedName = keyof typeof scenes;
export const recordedNames = Object.keys(scenes) as RecordedName[];

/** Plays one scene; resolves with what the core shows at its end. */
export async function recordMyExtension(name: RecordedName): Promise<MyExtension> {
  const cleanups: Cleanups = [];
  const scene: Scene = scenes[name];
  try {
    const world = await openWorld(cleanups, {
      pbx: { people: 40 },
      before: (pbx) => fill(pbx, scene.fields ?? {}),
      startAt: NOW,
    });
    await scene.play?.(world);
    if (name !== 'saving') await world.settled();
    return inEveryRecording(world.mine());
  } finally {
    for (const clean of cleanups.reverse()) await clean();
  }
}

/** The same ids and the same address each time: `c1` is the newest change, `p1` the first preset. */
function inEveryRecording(mine: MyExtension): MyExtension {
  const names = new Map<string, string>();
  mine.recent.forEach(({ id }, i) => names.set(id, `c${i + 1}`));
  mine.presets.forEach(({ id }, i) => names.set(id, `p${i + 1}`));
  for (const { changeId } of [...Object.values(mine.rows), ...mine.timed])
    if (!names.has(changeId)) names.set(changeId, `c${names.size + 1}`);
  const told = JSON.stringify(mine, (key, value: unknown) => {
    if (key === 'host') return 'pbx.example.com';
    if (key === 'port' && typeof value === 'number') return 8088;
    return typeof value === 'string' ? (names.get(value) ?? value) : value;
  });
  return JSON.parse(told) as MyExtension;
}

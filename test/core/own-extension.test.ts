/** My own extension through the whole core against the demo PBX: what is sent, what is not, and what is said of the outcome. */

import { afterEach, describe, expect, it } from 'vitest';
import type { OwnExtension } from '../../electron/contract/own-extension.ts';
import type { Payload } from '../../electron/contract/requests.ts';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from '../pbx/demo-pbx.ts';
import { ok, signInto, startCore, type RunningCore } from './start-core.ts';

const me = '1002';
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface World {
  readonly pbx: DemoPbx;
  readonly running: RunningCore;
  readonly own: () => OwnExtension;
}

async function world(
  options: DemoPbxOptions = {},
  ports: Parameters<typeof startCore>[0] = {},
): Promise<World> {
  const pbx = await startDemoPbx(options);
  cleanups.push(() => pbx.close());
  const running = await startCore(ports);
  cleanups.push(() => running.close());
  await signInto(running, pbx, me);
  await running.until(({ own }) => own !== null);
  return { pbx, running, own: () => ownOf(running) };
}

function ownOf(running: RunningCore): OwnExtension {
  const { own } = running.snapshot();
  if (own === null) throw new Error('the own extension was not read');
  return own;
}

const save = (more: Partial<Payload<'own.save'>> = {}): Payload<'own.save'> => ({
  anyway: false,
  choices: [],
  until: null,
  ...more,
});

/** Bodies of the updates that the device was sent, oldest first; secrets are marks. */
const updates = (pbx: DemoPbx): unknown[] =>
  pbx.log.filter(({ path }) => path === 'extension/update').map(({ body }) => body);
/** The own extension's calls in their order. */
const calls = (pbx: DemoPbx): string[] =>
  pbx.log.map(({ path }) => path).filter((path) => path.startsWith('extension/') || path === 'apply');

describe('reading', () => {
  it('asks for my own extension and no other', async () => {
    const { pbx, own } = await world();
    const asked = pbx.log.filter(({ path }) => path === 'extension/query');
    expect(asked.map(({ body }) => body)).toEqual([{ extid: me }]);
    expect(own()).toMatchObject({
      number: me,
      stored: { name: 'Amy', doNotDisturb: false, 'forward.always.enabled': false },
      save: { kind: 'idle' },
    });
  });
});

describe('a save', () => {
  it('sends what changed and nothing else, reads before and after, and can be undone', async () => {
    const { pbx, running, own } = await world();
    pbx.clearLog();
    await ok(running.request('own.edit', { field: 'name', value: 'Amy Lee' }));
    await ok(running.request('own.edit', { field: 'doNotDisturb', value: true }));
    expect(own().draft.changes).toEqual({ name: 'Amy Lee', doNotDisturb: true });
    await ok(running.request('own.save', save()));
    expect(updates(pbx)).toEqual([{ extid: me, username: 'Amy Lee', dnd: 'on' }]);
    expect(calls(pbx)).toEqual(['extension/query', 'extension/update', 'extension/query']);
    expect(own()).toMatchObject({
      stored: { name: 'Amy Lee', doNotDisturb: true },
      draft: { changes: {} },
      save: { kind: 'saved', fields: ['doNotDisturb', 'name'], foundOut: false },
    });

    pbx.clearLog();
    await ok(running.request('own.undo', {}));
    expect(updates(pbx)).toEqual([{ extid: me, username: 'Amy', dnd: 'off' }]);
    expect(own()).toMatchObject({ stored: { name: 'Amy', doNotDisturb: false }, undo: null });
  });
});

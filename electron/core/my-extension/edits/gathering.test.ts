/** Edits made within a moment go out together, and not so late that nothing is ever sent. */

import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../../test/steered-clock.ts';
import { newChange } from '../journal/change.ts';
import type { UnsentChange } from '../device/compare-with-device.ts';
import { createGathering } from './gathering.ts';

const edit = (id: string): UnsentChange => ({
  change: newChange({ id, at: 0, why: 'me' }),
  seen: {},
  secrets: {},
  secretsSeen: {},
});

function start() {
  const clock = createSteeredClock();
  const startMs = clock.uptimeMs();
  const sent: [string, number][] = [];
  const gathering = createGathering({
    clock,
    gatherMs: () => 1_500,
    send: ({ change }) => sent.push([change.id, clock.uptimeMs() - startMs]),
  });
  return { clock, sent, gathering };
}

test('waits for a moment from the last edit', async () => {
  const { clock, sent, gathering } = start();
  gathering.replace(edit('one'));
  await clock.advance(1_000);
  gathering.replace(edit('two'));
  expect(gathering.unsent?.change.id).toBe('two');
  expect([gathering.isGathered(edit('two').change), gathering.isGathered(edit('one').change)]).toEqual([
    true,
    false,
  ]);
  await clock.advance(5_000);
  expect(sent).toEqual([['two', 2_500]]);
  expect(gathering.unsent).toBe(null);
  expect(gathering.isGathered(edit('two').change)).toBe(false);
});

test('edits that keep coming are sent after five such moments, and the next one starts a new wait', async () => {
  const { clock, sent, gathering } = start();
  for (let n = 0; n < 8; n += 1) {
    gathering.replace(edit(String(n)));
    await clock.advance(1_000);
  }
  expect(sent).toEqual([['7', 7_500]]);
  gathering.replace(edit('next'));
  await clock.advance(1_500);
  expect(sent.at(-1)).toEqual(['next', 9_500]);
});

test('is sent at once where it can’t wait, once', async () => {
  const { clock, sent, gathering } = start();
  gathering.flush();
  gathering.replace(edit('one'));
  gathering.flush();
  gathering.flush();
  expect([sent, clock.pendingTimers]).toEqual([[['one', 0]], 0]);
});

test('edits that cancel each other out are not sent, and the next ones start a new wait', async () => {
  const { clock, sent, gathering } = start();
  gathering.replace(edit('one'));
  await clock.advance(1_000);
  gathering.replace(null);
  expect([gathering.unsent, clock.pendingTimers]).toEqual([null, 0]);
  gathering.replace(null);
  for (let n = 0; n < 8; n += 1) {
    gathering.replace(edit('two'));
    await clock.advance(1_000);
  }
  expect(sent).toEqual([['two', 8_500]]);
});

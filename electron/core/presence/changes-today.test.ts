import { expect, it } from 'vitest';
import type { PresenceChange } from '../../contract/presence.ts';
import { createChangesToday } from './changes-today.ts';

const morning = new Date(2026, 10, 24, 9, 0).getTime();

function change(number: string, at: number, to: PresenceChange['to']): PresenceChange {
  return { number, name: '', from: 'free', ...(to && { to }), at, afterPause: false };
}

it('keeps what was seen of each, newest first and no more than twenty', () => {
  const today = createChangesToday({ now: () => morning });
  for (let i = 0; i < 25; i += 1) today.addChanges([change('1000', morning + i, 'on-call')]);
  today.addChanges([change('1001', morning, 'offline')]);
  expect(today.of('1000').map(({ at }) => at)).toEqual(
    Array.from({ length: 20 }, (_, i) => morning + 24 - i),
  );
  expect(today.of('1001')).toEqual([{ at: morning, from: 'free', to: 'offline' }]);
  expect(today.of('1002')).toEqual([]);
});

it('starts again with every day, and with another PBX', () => {
  let now = morning;
  const today = createChangesToday({ now: () => now });
  today.addChanges([change('1000', now, 'on-call')]);
  now += 14 * 3_600_000;
  expect(today.of('1000').length).toBe(1);
  now += 2 * 3_600_000;
  expect(today.of('1000')).toEqual([]);
  today.addChanges([change('1000', now, 'on-call')]);
  today.forget();
  expect(today.of('1000')).toEqual([]);
});

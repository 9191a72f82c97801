/** From changes to updates: nothing that did not change, and apart what some devices refuse together. */

import { expect, test } from 'vitest';
import { updateOf, parted } from './own-update.ts';

test('an update holds what changed, in the wire’s own structure', () => {
  const changes = {
    'forward.always.enabled': false,
    'forward.busy.destination': { kind: 'extension', extension: '1001' },
    maxDuration: 600,
  } as const;
  expect(updateOf('1002', changes, { voicemailPin: '1234' })).toEqual({
    extension: '1002',
    forward: { always: { enabled: false }, busy: { destination: { kind: 'extension', extension: '1001' } } },
    maxDuration: { seconds: 600 },
    voicemailPin: '1234',
  });
});

test.each([
  ['voicemailToEmail', { voicemailToEmail: 'custom' }],
  ['monitorMode', { monitorMode: 'Eavesdrop' }],
  ['maxDuration', { maxDuration: 'Forever' }],
])('a word of newer firmware in %s is not written', (field, changes) => {
  expect(() => updateOf('1002', changes, {})).toThrow(
    expect.objectContaining({ code: 'extension.invalid', detail: { field, rule: 'option' } }),
  );
});

test('ring timeout and longest call part from forwarding only', () => {
  const forwarding = { 'forward.busy.enabled': true };
  const alone = updateOf('1002', { ringTimeoutSeconds: 30, name: 'Amy' }, {});
  expect(parted(alone)).toEqual([alone]);
  expect(parted(updateOf('1002', { ...forwarding, name: 'Amy' }, {}))).toHaveLength(1);
  expect(parted(updateOf('1002', { ...forwarding, name: 'Amy', ringTimeoutSeconds: 30 }, {}))).toEqual([
    { extension: '1002', name: 'Amy', forward: { busy: { enabled: true } } },
    { extension: '1002', ringTimeoutSeconds: 30 },
  ]);
});

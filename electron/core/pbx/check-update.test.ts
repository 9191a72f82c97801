import { expect, test } from 'vitest';
import { checkUpdate } from './check-update.ts';
import type { ExtensionUpdate } from './extension-detail.ts';

const refused = (field: string, rule: string): unknown =>
  expect.objectContaining({ code: 'extension.invalid', detail: { field, rule } });

/** Values that devices hold and no table allows: they may always be sent back. */
test.each<Omit<ExtensionUpdate, 'extension'>>([
  { ringTimeoutSeconds: 12 },
  { name: 'Jean-Luc Picard' },
  { mobile: '+49 151 2345678' },
  { maxDuration: { other: 'Sometimes' } },
  { voicemailToEmail: { other: 'custom' } },
  { forward: { noAnswer: { enabled: true, destination: { kind: 'number', number: '*9712', prefix: '' } } } },
  { forward: { always: { enabled: false } } },
  { doNotDisturb: false },
])('%j may be sent', (change) => {
  expect(() => checkUpdate({ extension: '1002', ...change })).not.toThrow();
});

test.each(['', '1000,1001', '1000 ', 'all'])('the extension %j could name others', (extension) => {
  expect(() => checkUpdate({ extension, doNotDisturb: true })).toThrow(refused('extension', 'digits'));
});

test('a destination in a word of newer firmware is not sent: what belongs to it is not known', () => {
  const destination = { kind: 'other', raw: 'IVR 6500' } as const;
  expect(() => checkUpdate({ extension: '1002', forward: { busy: { destination } } })).toThrow(
    refused('forward.busy', 'not-writable'),
  );
});

test.each<Omit<ExtensionUpdate, 'extension'>>([{}, { forward: {} }, { forward: { always: {} } }])(
  '%j changes nothing and is not sent',
  (change) => {
    expect(() => checkUpdate({ extension: '1002', ...change })).toThrow(
      refused('extension', 'nothing-to-change'),
    );
  },
);

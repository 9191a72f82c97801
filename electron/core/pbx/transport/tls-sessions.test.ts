import { expect, test } from 'vitest';
import { createTlsSessions } from './tls-sessions.ts';

const address = 'pbx.example:8088';
const kept = { session: Buffer.from('session'), resumptions: 0 };

test('a session is offered until it is dropped, and only at its address', () => {
  const sessions = createTlsSessions();
  sessions.store(address, 'pinned a', kept);
  expect(sessions.findSession(address, 'pinned a')?.session).toBe(kept.session);
  expect(sessions.findSession(address, 'pinned a')?.resumptions).toBe(1);
  expect(sessions.findSession('pbx.example:8089', 'pinned a')).toBeUndefined();
  sessions.drop(address);
  expect(sessions.findSession(address, 'pinned a')).toBeUndefined();
});

test('a change of trust in between drops it for good', () => {
  const sessions = createTlsSessions();
  sessions.store(address, 'pinned a', kept);
  expect(sessions.findSession(address, 'pinned b')).toBeUndefined();
  expect(sessions.findSession(address, 'pinned a')).toBeUndefined();
});

test('after 200 resumptions the certificate is seen again', () => {
  const sessions = createTlsSessions();
  sessions.store(address, 'pinned a', { ...kept, resumptions: 199 });
  expect(sessions.findSession(address, 'pinned a')).toBeDefined();
  expect(sessions.findSession(address, 'pinned a')).toBeUndefined();
});

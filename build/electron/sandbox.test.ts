/** What is said once where no test could start Electron, on machines of every kind. */
import { expect, test } from 'vitest';
import { whyNoElectronTests, type TestMachine } from './sandbox.ts';

/** Ubuntu 24.04 as it comes, for an ordinary account. */
const strict: TestMachine = { platform: 'linux', isRoot: false, grantsNamespaces: () => false };

test('an account without user namespaces is told what is wrong and which command helps', () => {
  const told = whyNoElectronTests(strict);
  expect(told).toContain("Chromium's sandbox needs user namespaces");
  expect(told).toContain('"sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"');
});

test.each<[string, Partial<TestMachine>]>([
  ['the system grants them', { grantsNamespaces: () => true }],
  ['it’s root, who hands Electron to another account', { isRoot: true }],
  ['the system is no Linux', { platform: 'darwin' }],
])('nothing is said where %s', (_, parts) => {
  expect(whyNoElectronTests({ ...strict, ...parts })).toBeUndefined();
});

/**
 * What happens after a failed poll: one line for each code; a missing one doesn't compile. What happens after a change
 * of settings that failed: `my-extension/saves/saves.ts`, and after 10025 `my-extension/saves/apply-later.ts`.
 */

import type { FailureCode } from '../../contract/failure.ts';

/**
 * - `retry`: it may pass by itself; tried again with growing pauses, quietly.
 * - `recheck`: something around the program is wrong, and the panel says so. It may change unnoticed (another network, a PBX
 *   that restarts, a keychain that comes late), so it is tried again whenever it may have, and slowly anyway.
 * - `person`: trying again cannot help and may do harm; only a person can go on, or the hour that the PBX named.
 */
export type PollFailurePolicy = 'retry' | 'recheck' | 'person';

const policies: Readonly<Record<FailureCode, PollFailurePolicy>> = {
  'network.name-unknown': 'retry',
  'network.refused': 'retry',
  'network.unreachable': 'retry',
  'network.timeout': 'retry',
  'network.silent': 'retry',
  'network.interrupted': 'retry',
  'network.redirected': 'recheck',
  'network.cancelled': 'retry',
  'tls.unknown-certificate': 'recheck',
  'tls.changed-certificate': 'recheck',
  'tls.refused-certificate': 'recheck',
  'tls.no-certificate': 'recheck',
  'tls.handshake': 'recheck',
  'tls.plain-http': 'recheck',
  'pbx.bad-credentials': 'person',
  'pbx.refused-before': 'person',
  'pbx.guarded': 'person',
  'pbx.locked-out': 'person',
  'pbx.session-expired': 'retry',
  'pbx.signed-out': 'person',
  'pbx.rejected': 'retry',
  'pbx.apply-later': 'retry',
  'pbx.http-status': 'retry',
  'pbx.too-large': 'retry',
  'pbx.malformed': 'retry',
  'extension.unknown': 'retry',
  'extension.unread': 'retry',
  'extension.invalid': 'person',
  'extension.not-allowed': 'person',
  'extension.conflict': 'person',
  'extension.not-applied': 'person',
  'extension.dead-end': 'person',
  'extension.not-mine': 'person',
  'extension.busy': 'retry',
  'setup.not-a-line': 'person',
  'setup.line-value': 'person',
  'setup.line-unknown': 'person',
  'setup.line-incomplete': 'person',
  'setup.line-has-password': 'person',
  'setup.other-certificate': 'person',
  'call.switched-off': 'person',
  'call.under-way': 'person',
  'call.number-invalid': 'person',
  'call.myself': 'person',
  'call.phone-offline': 'person',
  'call.phone-busy': 'person',
  'call.busy': 'person',
  'call.no-such-number': 'person',
  'call.no-route': 'person',
  'call.not-allowed': 'person',
  'call.gone': 'person',
  'call.refused': 'person',
  'keychain.unavailable': 'recheck',
  'keychain.locked': 'person',
  'keychain.not-set-up': 'person',
  'keychain.denied': 'person',
  'keychain.unreadable': 'person',
  'settings.invalid': 'person',
  'settings.locked': 'person',
  'settings.unwritable': 'retry',
  'settings.in-use': 'person',
  'ipc.unknown-request': 'person',
  'ipc.invalid-payload': 'person',
  'ipc.forbidden': 'person',
  'ipc.disconnected': 'retry',
  internal: 'retry',
};

export function pollFailurePolicy(code: FailureCode): PollFailurePolicy {
  return policies[code];
}

/** For values from a file: a newer version may know more codes. */
export function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(policies, code);
}

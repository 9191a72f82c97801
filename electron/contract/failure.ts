/** What can go wrong, as codes: a code says what the user can do differently. */

export const failureCodes = [
  // The address or the way to it
  'network.name-unknown',
  'network.refused',
  'network.unreachable',
  'network.timeout',
  'network.interrupted',
  'network.redirected',
  'network.cancelled',
  // Who is at the other end
  'tls.unknown-certificate',
  'tls.changed-certificate',
  'tls.refused-certificate',
  'tls.no-certificate',
  'tls.handshake',
  'tls.plain-http',
  // What the PBX answered
  'pbx.bad-credentials',
  'pbx.refused-before',
  'pbx.guarded',
  'pbx.locked-out',
  'pbx.session-expired',
  'pbx.signed-out',
  'pbx.rejected',
  'pbx.apply-later',
  'pbx.http-status',
  'pbx.too-large',
  'pbx.malformed',
  // The user's own extension
  'extension.unknown',
  'extension.unread',
  'extension.invalid',
  'extension.not-allowed',
  'extension.conflict',
  'extension.not-applied',
  'extension.dead-end',
  'extension.not-mine',
  'extension.busy',
  // A call of mine
  'call.switched-off',
  'call.under-way',
  'call.number-invalid',
  'call.myself',
  'call.phone-offline',
  'call.phone-busy',
  'call.busy',
  'call.no-such-number',
  'call.no-route',
  'call.not-allowed',
  'call.gone',
  'call.refused',
  // Where secrets are kept
  'keychain.unavailable',
  'keychain.locked',
  'keychain.not-set-up',
  'keychain.denied',
  'keychain.unreadable',
  // What is kept on disk
  'settings.invalid',
  'settings.locked',
  'settings.unwritable',
  // Between renderer and core
  'ipc.unknown-request',
  'ipc.invalid-payload',
  'ipc.forbidden',
  'ipc.disconnected',
  'internal',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/**
 * A failure as plain data, safe to show, to log and to send between processes.
 * `detail` holds facts for the wording (an errno, a field, a rule, minutes to wait, a host): never a secret's value.
 */
export interface Failure {
  readonly code: FailureCode;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

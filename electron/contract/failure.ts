/** Everything that can go wrong, as codes. A code stands for what the user can do about it; its detail holds the facts for the message. */

/** Facts for the message, the log and support: an errno, a rule, milliseconds to wait. Never the value of a secret. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** The address that was contacted. */
interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Every code with the facts that a failure of that code always has; most have more. A text for a code may only use what is
 * here (`text/en.ts` doesn't compile otherwise).
 */
interface RequiredFacts {
  // The address, or the network on the way to it
  'network.name-unknown': Address;
  'network.refused': Address;
  'network.unreachable': unknown;
  'network.timeout': unknown;
  /** Timed out repeatedly although it had always answered before: the PBX may have blocked this address. */
  'network.silent': unknown;
  'network.interrupted': unknown;
  'network.redirected': { readonly to: string };
  'network.cancelled': unknown;
  // The identity of the other side
  'tls.unknown-certificate': unknown;
  'tls.changed-certificate': unknown;
  'tls.refused-certificate': unknown;
  'tls.no-certificate': unknown;
  'tls.handshake': unknown;
  'tls.plain-http': unknown;
  // What the PBX answered
  'pbx.bad-credentials': unknown;
  'pbx.refused-before': unknown;
  'pbx.guarded': { readonly triesLeft: number };
  'pbx.locked-out': unknown;
  'pbx.session-expired': unknown;
  'pbx.signed-out': unknown;
  'pbx.rejected': unknown;
  'pbx.apply-later': unknown;
  'pbx.http-status': { readonly status: number };
  'pbx.too-large': unknown;
  'pbx.malformed': unknown;
  // The user's own extension
  'extension.unknown': unknown;
  'extension.unread': unknown;
  'extension.invalid': { readonly field: string; readonly rule: string };
  'extension.not-allowed': unknown;
  'extension.conflict': unknown;
  'extension.not-applied': unknown;
  'extension.dead-end': unknown;
  'extension.not-mine': unknown;
  'extension.busy': unknown;
  // What an administrator hands out
  'setup.not-a-line': unknown;
  'setup.line-value': { readonly key: string };
  'setup.line-unknown': { readonly key: string };
  'setup.line-incomplete': { readonly key: string };
  'setup.line-has-password': unknown;
  'setup.other-certificate': unknown;
  // My own calls
  'call.switched-off': unknown;
  'call.under-way': unknown;
  'call.number-invalid': { readonly number: string };
  'call.myself': unknown;
  'call.phone-offline': unknown;
  'call.phone-busy': unknown;
  'call.busy': { readonly name: string };
  'call.no-such-number': { readonly number: string };
  'call.no-route': { readonly number: string };
  'call.not-allowed': unknown;
  'call.gone': unknown;
  'call.refused': unknown;
  // Where secrets are kept
  'keychain.unavailable': unknown;
  'keychain.not-set-up': unknown;
  'keychain.locked': unknown;
  'keychain.denied': unknown;
  'keychain.unreadable': unknown;
  // What is kept on disk
  'settings.invalid': unknown;
  'settings.locked': unknown;
  'settings.unwritable': unknown;
  /** Another program has the data folder. */
  'settings.in-use': { readonly folder: string };
  // Between renderer and core
  'ipc.unknown-request': unknown;
  'ipc.invalid-payload': unknown;
  'ipc.forbidden': unknown;
  'ipc.disconnected': unknown;
  internal: unknown;
}

export type FailureCode = keyof RequiredFacts;

/** The facts that every failure of that code carries. */
export type RequiredFact<Code extends FailureCode> = keyof RequiredFacts[Code];

/** The facts of a failure of that code: some always, others where they are known. */
export type FailureDetail<Code extends FailureCode = FailureCode> = {
  readonly [One in Code]: RequiredFacts[One] & Facts;
}[Code];

/** A failure as plain data, safe to show, to log and to send between processes. */
export type Failure<Code extends FailureCode = FailureCode> = {
  readonly [One in Code]: { readonly code: One; readonly detail: FailureDetail<One> };
}[Code];

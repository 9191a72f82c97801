/** Sorts a keychain's refusals by their text: keytar passes on nothing else. */

import type { FailureCode } from '../../contract/failure.ts';
import { AppError } from '../app-error.ts';

type KeychainCode = Extract<FailureCode, `keychain.${string}`>;

/** First match wins. The texts of D-Bus are never translated; others may be, and then the caller's default counts. */
const sorting: readonly (readonly [RegExp, KeychainCode, reason: string])[] = [
  // The keyring daemon was restarted, and libsecret stays with the old one until this program ends.
  [/session wrapping the secret|The name :\d+\.\d+ was not provided/i, 'keychain.unavailable', 'restarted'],
  [/Rejected send message|AccessDenied|access is denied|AppArmor/i, 'keychain.denied', 'policy'],
  [/user cancell?ed|authorization was (denied|cancell?ed)/i, 'keychain.denied', 'person'],
  [/locked|interaction is not allowed/i, 'keychain.locked', 'locked'],
  // There is no keyring, and nobody gave a password for a new one when asked.
  [/Object does not exist at path/i, 'keychain.not-set-up', 'no-collection'],
  [/decode|not valid UTF-?8/i, 'keychain.unreadable', 'encoding'],
  [
    /was not provided by any \.service files|Could not connect|autolaunch D-Bus|disconnected from message bus/i,
    'keychain.unavailable',
    'no-service',
  ],
];

/** `otherwise`: what an unknown text means where the call was made. */
export function classifyKeychainError(
  error: unknown,
  otherwise: KeychainCode = 'keychain.unavailable',
): AppError {
  const text = error instanceof Error ? error.message : '';
  const known = sorting.find(([pattern]) => pattern.test(text));
  return new AppError(known?.[1] ?? otherwise, { reason: known?.[2] ?? 'refused' }, error);
}

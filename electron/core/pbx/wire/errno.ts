/**
 * The device's error numbers: what each means, and which failure it becomes (PBX notes, "Error numbers"). What happens
 * after that failure: `polling/poll-failure-policy.ts` for polls, `my-extension/saves/saves.ts` for changes of settings,
 * `my-extension/saves/apply-later.ts` for 10025.
 */

import type { FailureCode } from '../../../contract/failure.ts';

interface ErrnoMeaning {
  readonly code: FailureCode;
  readonly meaning: string;
}

/** Total over the documented numbers. 10006, 10007 and 30001 are also those that the extension API document lists. */
export const errnoMeanings = {
  10002: { code: 'pbx.rejected', meaning: 'unsupported format' },
  10003: { code: 'pbx.rejected', meaning: 'unsupported request' },
  10004: { code: 'pbx.rejected', meaning: 'a required parameter is blank' },
  10006: { code: 'extension.unknown', meaning: 'the extension does not exist' },
  10007: { code: 'pbx.rejected', meaning: 'the call does not exist' },
  10008: { code: 'pbx.rejected', meaning: 'the extension is not idle' },
  10017: { code: 'pbx.rejected', meaning: 'the extension could not be configured' },
  10025: { code: 'pbx.apply-later', meaning: 'settings were applied too often, apply later' },
  20000: { code: 'pbx.rejected', meaning: 'the request has to be JSON' },
  20001: { code: 'pbx.rejected', meaning: 'the request has to be a POST' },
  20002: { code: 'pbx.locked-out', meaning: 'login refused, this address is locked out' },
  20003: { code: 'pbx.bad-credentials', meaning: 'login refused, wrong name or password' },
  20004: { code: 'pbx.session-expired', meaning: 'no such token' },
  20005: { code: 'pbx.session-expired', meaning: 'the token is blank' },
  20006: { code: 'pbx.session-expired', meaning: 'the token has timed out' },
  20007: { code: 'pbx.rejected', meaning: 'blank data' },
  20008: { code: 'pbx.rejected', meaning: 'wrong port' },
  20009: { code: 'pbx.rejected', meaning: 'blank request' },
  20010: { code: 'pbx.rejected', meaning: 'the device could not pass the request on' },
  20011: { code: 'pbx.rejected', meaning: 'heartbeat refused' },
  100024: { code: 'pbx.rejected', meaning: 'no outbound route takes this number' },
  30001: { code: 'pbx.rejected', meaning: 'error in the API itself' },
} as const satisfies Record<number, ErrnoMeaning>;

/** The meaning of a number as it came; `undefined` for one that no document lists. */
export function errnoMeaning(errno: string): ErrnoMeaning | undefined {
  const meanings: Readonly<Record<string, ErrnoMeaning>> = errnoMeanings;
  return Object.hasOwn(meanings, errno) ? meanings[errno] : undefined;
}

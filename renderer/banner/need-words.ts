/** Each need in words: what happened, what it means, what to do. */
import type { Need } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import { failureWords } from '../words/failure-words.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';

export interface NeedWords {
  readonly title: string;
  readonly text: string;
  /** Label of the button that opens the full view; null: the banner has everything. */
  readonly action: string | null;
}

/** `now` is called only for needs that count down, so that only they update every second. */
export function needWords(t: Translate, times: TimeWords, need: Need, now: () => number): NeedWords {
  switch (need.kind) {
    case 'password':
      return {
        title: t('need.passwordTitle'),
        text: t(need.triesLeft === 0 ? 'need.noTriesText' : 'need.passwordText'),
        action: t('need.passwordAction'),
      };
    case 'wait':
      return {
        title: t('need.lockedOutTitle'),
        text: t('need.lockedOutText', { time: times.countdown(need.until, now()) }),
        action: null,
      };
    case 'certificate-new':
      return {
        title: t('need.newTitle'),
        text: t('need.newText', { host: need.host }),
        action: t('need.newAction'),
      };
    case 'certificate-changed':
      return {
        title: t('need.changedTitle'),
        text: t('need.changedText'),
        action: t('need.changedAction'),
      };
    case 'certificate-refused':
      return {
        title: t('need.refusedTitle'),
        text: t('need.refusedText', { host: need.host }),
        action: t('need.refusedAction'),
      };
    case 'keychain':
      return { title: t('need.keychainTitle'), text: failureWords(t, need.failure).sentence, action: null };
    case 'failure':
      return { title: t('need.failureTitle'), text: failureWords(t, need.failure).sentence, action: null };
  }
}

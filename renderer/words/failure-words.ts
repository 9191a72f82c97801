/** A failure in words: the sentence that helps, and the facts that support asks for. */
import type { Failure } from '../../electron/contract/failure.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';

export interface FailureWords {
  readonly sentence: string;
  /** `errno 20003`; empty when there is nothing to add. */
  readonly facts: string;
}

export function failureWords(t: Translate, failure: Failure): FailureWords {
  const params: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(failure.detail)) {
    params[key] = typeof value === 'boolean' ? String(value) : value;
  }
  const errno = failure.detail['errno'];
  return {
    sentence: t(`failure.${failure.code}`, params),
    facts: errno === undefined ? '' : t('panel.errno', { errno: String(errno) }),
  };
}

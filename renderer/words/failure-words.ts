/** A failure in words: the sentence that helps, and the facts that support asks for. */
import type { Failure } from '../../electron/contract/failure.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';

export interface FailureWords {
  readonly sentence: string;
  /** `errno 20003`; empty when there is nothing to add. */
  readonly facts: string;
}

/** @param named facts in words that people read, in place of those of the failure */
export function failureWords(
  t: Translate,
  failure: Failure,
  named: Readonly<Record<string, string>> = {},
): FailureWords {
  const params: Record<string, string | number> = {};
  for (const [key, value] of Object.entries({ ...failure.detail, ...named })) {
    params[key] = typeof value === 'boolean' ? String(value) : value;
  }
  const errno = failure.detail['errno'];
  return {
    sentence: t(`failure.${failure.code}`, params),
    facts: errno === undefined ? '' : t('panel.errno', { errno: String(errno) }),
  };
}

/** Whether every language has words for a failure that the core really produced, with nothing left to fill in. */

import type { Failure } from '../../electron/contract/failure.ts';
import { createTranslate, languages } from '../../electron/contract/text/translate.ts';

const translators = languages.map((language) => createTranslate(language));

/** The sentences with a place that the failure's detail doesn't fill; none, or a text asks for too much. */
export function unfilledSentences({ code, detail }: Failure): readonly string[] {
  const params = Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, String(value)]));
  return translators
    .map((translate) => translate(`failure.${code}`, params))
    .filter((sentence) => /{{|}}|undefined/.test(sentence));
}

/** Returns the failure; throws where its words would show a place that nobody fills. */
export function worded<F extends Failure>(failure: F): F {
  const [unfilled] = unfilledSentences(failure);
  if (unfilled !== undefined) throw new Error(`expected words for ${failure.code}, got "${unfilled}"`);
  return failure;
}

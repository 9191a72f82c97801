/** Whether every language has words for a failure that the core really produced, with nothing left to fill in. */

import type { Failure } from '../../electron/contract/failure.ts';
import { createTranslate, languages } from '../../electron/contract/text/translate.ts';
import { failureWords } from '../../renderer/words/failure-words.ts';

const translators = languages.map((language) => createTranslate(language));
/** The same failure has other advice while a connection is being set up than once it has worked. */
const places = ['set-up', 'daily'] as const;

/** The sentences with a place that the failure's detail doesn't fill; none, or a text asks for too much. */
export function unfilledSentences(failure: Failure): readonly string[] {
  return translators
    .flatMap((translate) => places.map((where) => failureWords(translate, failure, { where })))
    .flatMap(({ sentence, facts }) => [sentence, facts])
    .filter((text) => /{{|}}|undefined/.test(text));
}

/** Returns the failure; throws where its words would show a place that nobody fills. */
export function worded<F extends Failure>(failure: F): F {
  const [unfilled] = unfilledSentences(failure);
  if (unfilled !== undefined) throw new Error(`expected words for ${failure.code}, got "${unfilled}"`);
  return failure;
}

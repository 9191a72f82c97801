/** The texts for failures: one for each code, and none that asks for a value which its failure might not tell. */

import type { RequiredFact, FailureCode } from '../failure.ts';

/** The names between `{{` and `}}`. */
type Places<Text> = Text extends `${string}{{${infer Place}}}${infer Rest}` ? Place | Places<Rest> : never;

type OnlyRequiredFacts<Texts> = {
  readonly [Code in keyof Texts]: Code extends FailureCode
    ? Places<Texts[Code]> extends RequiredFact<Code>
      ? Texts[Code]
      : {
          readonly 'asks for what the failure does not tell': Exclude<
            Places<Texts[Code]>,
            RequiredFact<Code>
          >;
        }
    : never;
};

/** Returns the texts as they are; a text that asks for too much doesn't compile. */
export function failureTexts<const Texts extends Readonly<Record<FailureCode, string>>>(
  texts: Texts & OnlyRequiredFacts<Texts>,
): Texts {
  return texts;
}

/** A refused change in words: the limit that a value broke, if there is one, else the failure. */
import type { Failure } from '../../../electron/contract/failure.ts';
import { limitRules } from '../../../electron/contract/my-extension/limits.ts';
import type { Translate } from '../../../electron/contract/text/translate.ts';
import { failureWords } from '../../words/failure-words.ts';

export function refusalWords(t: Translate, failure: Failure): string {
  const { code, detail } = failure;
  const rule = limitRules.find((one) => one === detail['rule']);
  if (code !== 'extension.invalid' || rule === undefined) return failureWords(t, failure).sentence;
  const limit = detail['limit'];
  return t(`myExtension.rule.${rule}`, { limit: limit === undefined ? '' : String(limit) });
}

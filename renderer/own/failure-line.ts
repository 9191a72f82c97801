/** Why a wish of the form was refused, with the setting's name as people read it. */
import type { Failure } from '../../electron/contract/failure.ts';
import { presetRules } from '../../electron/contract/own-extension.ts';
import { ownFields, ownSecretFields } from '../../electron/contract/own-fields.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import { failureWords } from '../words/failure-words.ts';

const fields = [...ownFields, ...ownSecretFields];

export function failureLine(t: Translate, failure: Failure): string {
  const { field, rule } = failure.detail;
  if (failure.code === 'extension.invalid') {
    if (field === 'until') return t('own.until.past');
    if (rule === 'untold') return t('own.until.untold');
  }
  const broken = presetRules.find((one) => one === rule);
  if (failure.detail['key'] === 'presets' && broken !== undefined) return t(`presetRule.${broken}`);
  const known = fields.find((one) => one === field);
  const named = known === undefined ? {} : { field: t(`own.field.${known}`) };
  const { sentence, facts } = failureWords(t, failure, { named });
  return facts === '' ? sentence : `${sentence} ${facts}`;
}

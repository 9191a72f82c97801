/** Why a wish of the form was refused, with the setting's name as people read it. */
import type { Failure } from '../../electron/contract/failure.ts';
import { ownFields, ownSecretFields } from '../../electron/contract/own-fields.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import { failureWords } from '../words/failure-words.ts';

const fields = [...ownFields, ...ownSecretFields];

export function failureLine(t: Translate, failure: Failure): string {
  const field = fields.find((known) => known === failure.detail['field']);
  const named =
    field === undefined
      ? failure
      : { ...failure, detail: { ...failure.detail, field: t(`own.field.${field}`) } };
  const { sentence, facts } = failureWords(t, named);
  return facts === '' ? sentence : `${sentence} ${facts}`;
}

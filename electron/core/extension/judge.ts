/** Compares what was to be written with what the device says it holds, field by field. */

import type { OwnNotApplied } from '../../contract/own-extension.ts';
import { ownSecretFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnField, OwnSecretField, OwnValue, OwnValues } from '../../contract/own-fields.ts';
import type { ExtensionDetail } from '../pbx/extension-detail.ts';
import { passwordMd5 } from '../pbx/password-md5.ts';
import type { SecretChanges } from './own-update.ts';
import { enabledField, fieldsOf, pick, ruleOf, sameValue } from './own-values.ts';

/** One reading of the own extension. `detail` holds secrets and stays in the core. */
export interface OwnReading {
  readonly detail: ExtensionDetail;
  readonly values: OwnValues;
  /** ms since the epoch */
  readonly at: number;
}

export interface Verdict {
  readonly applied: OwnChanges;
  readonly secrets: readonly OwnSecretField[];
  readonly notApplied: readonly OwnNotApplied[];
}

/**
 * An answer may leave out the destination of a rule that is off (PBX notes, "Seen in the field") and an empty agent id
 * (extension API document: "null by default"): such a silence contradicts nothing.
 */
function maySilentlyHold(field: OwnField, wanted: OwnValue, values: OwnValues): boolean {
  const rule = ruleOf(field);
  return wanted === '' || (rule !== undefined && values[enabledField[rule]] !== true);
}

/** What the device tells of a secret contradicts it only where it tells something. */
function secretHeld(field: OwnSecretField, wanted: string, { secrets }: ExtensionDetail): boolean {
  const { registerPassword, loginPasswordMd5, voicemailPin } = secrets;
  switch (field) {
    case 'voicemailPin':
      return voicemailPin === undefined || voicemailPin === wanted;
    case 'registerPassword':
      return registerPassword === undefined || registerPassword === wanted;
    case 'loginPassword':
      return loginPasswordMd5 === undefined || loginPasswordMd5.toLowerCase() === passwordMd5(wanted);
  }
}

/**
 * @param secrets the values that were sent; a secret that was sent and is missing here (another run of the program sent it)
 *   counts as not applied, because nobody can tell
 */
export function judge(
  sent: { readonly wanted: OwnChanges; readonly secrets: readonly OwnSecretField[] },
  secrets: SecretChanges,
  { values, detail }: OwnReading,
): Verdict {
  const missing = fieldsOf(sent.wanted).flatMap((field): OwnNotApplied[] => {
    const wanted = sent.wanted[field] ?? null;
    const found = values[field];
    if (wanted === null || sameValue(found, wanted)) return [];
    if (found === null && maySilentlyHold(field, wanted, values)) return [];
    return [{ field, wanted, found }];
  });
  const held = ownSecretFields.filter((field) => {
    const wanted = secrets[field];
    return sent.secrets.includes(field) && wanted !== undefined && secretHeld(field, wanted, detail);
  });
  const lost = sent.secrets.filter((field) => !held.includes(field));
  const missingFields = new Set<string>(missing.map(({ field }) => field));
  return {
    applied: pick(
      sent.wanted,
      fieldsOf(sent.wanted).filter((field) => !missingFields.has(field)),
    ),
    secrets: held,
    notApplied: [...missing, ...lost.map((field) => ({ field, wanted: null, found: null }))],
  };
}

/** What "Undo" brings back: the exact values of before, as far as anybody knows them. */

import { checkField } from '../../contract/extension-limits.ts';
import { checkDestination } from '../../contract/forward-limits.ts';
import type { OwnUndo } from '../../contract/own-extension.ts';
import { ownSecretFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnField, OwnSecretField, OwnValues } from '../../contract/own-fields.ts';
import type { ExtensionDetail } from '../pbx/extension-detail.ts';
import type { Verdict } from './judge.ts';
import type { InFlight, UndoRecord } from './own-record.ts';
import type { SecretChanges } from './own-update.ts';
import { fieldsOf, isDestination, pick, ruleOf, sameValue, told, withChange } from './own-values.ts';

/** Null where the save changed nothing. */
export function undoOf(
  savedAt: number,
  before: OwnChanges,
  { applied, secrets }: Verdict,
  stored: OwnValues,
): UndoRecord | null {
  if (fieldsOf(applied).length === 0 && secrets.length === 0) return null;
  const value = restorable(before, applied);
  return {
    savedAt,
    back: { base: told(stored, fieldsOf(value)), value },
    lost: fieldsOf(applied).filter((field) => value[field] === undefined),
    secrets: [...secrets],
  };
}

/**
 * The values of before that can be written: neither what was not told, nor a word of newer firmware, nor what the documented
 * limits forbid. An agent id that was not told was empty (extension API document: "null by default").
 */
export function restorable(before: OwnChanges, changed: OwnChanges): OwnChanges {
  const known = pick(
    before,
    fieldsOf(before).filter((field) => canWrite(before, field)),
  );
  return changed.agentId !== undefined && before.agentId === undefined
    ? withChange(known, 'agentId', '')
    : known;
}

function canWrite(values: OwnChanges, field: OwnField): boolean {
  const value = values[field];
  if (typeof value !== 'object') return !isDestination(field) && checkField(field, value) === undefined;
  const kind = ruleOf(field);
  return kind !== undefined && checkDestination(kind, value, undefined) === undefined;
}

/** The secrets that a save replaced: for undo in this run, in memory only. The web password is told as its MD5, which cannot be set. */
export function secretsBefore(
  { secrets }: Pick<InFlight, 'secrets'>,
  detail: ExtensionDetail,
  older: SecretChanges,
): SecretChanges {
  const { voicemailPin, registerPassword } = detail.secrets;
  return {
    ...older,
    ...(secrets.includes('voicemailPin') && voicemailPin !== undefined && { voicemailPin }),
    ...(secrets.includes('registerPassword') && registerPassword !== undefined && { registerPassword }),
  };
}

export function withoutSecrets(secrets: SecretChanges, dropped: readonly OwnSecretField[]): SecretChanges {
  return Object.fromEntries(
    Object.entries(secrets).filter(([field]) => !dropped.some((one) => one === field)),
  );
}

export function onlySecrets(secrets: SecretChanges, kept: readonly OwnSecretField[]): SecretChanges {
  return withoutSecrets(
    secrets,
    ownSecretFields.filter((field) => !kept.includes(field)),
  );
}

export function undoView(undo: UndoRecord | null, known: SecretChanges): OwnUndo | null {
  if (undo === null) return null;
  const { savedAt, back, lost, secrets } = undo;
  return {
    savedAt,
    changes: fieldsOf(back.value)
      .map((field) => ({ field, from: back.base[field] ?? null, to: back.value[field] ?? null }))
      .filter(({ from, to }) => !sameValue(from, to)),
    lost: [...lost, ...secrets.filter((field) => known[field] === undefined)],
  };
}

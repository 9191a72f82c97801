/** What is wrong with a draft while it is typed: each value by the documented limits, and what only shows between fields. */

import { checkField } from '../../contract/extension-limits.ts';
import { checkDestination } from '../../contract/forward-limits.ts';
import type { DraftProblem } from '../../contract/own-extension.ts';
import { ownSecretFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnValues } from '../../contract/own-fields.ts';
import type { ForwardKind } from '../pbx/extension-detail.ts';
import { forwardKinds } from '../pbx/wire-forward.ts';
import type { SecretChanges } from './own-update.ts';
import { destinationField, enabledField, fieldsOf, isDestination } from './own-values.ts';

/** No value of a field is repeated, least of all a secret's. */
export function draftProblems(
  changes: OwnChanges,
  secrets: SecretChanges,
  stored: OwnValues,
): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  for (const field of fieldsOf(changes)) {
    if (isDestination(field)) continue;
    const violation = checkField(field, changes[field]);
    if (violation !== undefined) problems.push({ field, violation });
  }
  for (const field of ownSecretFields) {
    const violation = secrets[field] === undefined ? undefined : checkField(field, secrets[field]);
    if (violation !== undefined) problems.push({ field, violation });
  }
  return [...problems, ...forwardKinds.flatMap((kind) => ruleProblems(kind, changes, stored))];
}

function ruleProblems(kind: ForwardKind, changes: OwnChanges, stored: OwnValues): readonly DraftProblem[] {
  const field = destinationField[kind];
  const enabled = changes[enabledField[kind]] ?? stored[enabledField[kind]];
  const destination = changes[field] ?? stored[field];
  const mobile = changes.mobile ?? stored.mobile ?? undefined;
  const switchedOn = changes[enabledField[kind]] === true;

  if (destination === null) {
    // The device may hold an old one that it does not tell: nobody should be forwarded to who knows where.
    return switchedOn ? [{ field, violation: { field, rule: 'blank' } }] : [];
  }
  const touched = changes[field] !== undefined;
  if (touched || (switchedOn && destination.kind !== 'other')) {
    const violation = checkDestination(kind, destination, mobile);
    return violation === undefined ? [] : [{ field, violation }];
  }
  const losesMobile = enabled === true && destination.kind === 'mobile' && changes.mobile === '';
  return losesMobile ? [{ field: 'mobile', violation: { field: 'mobile', rule: 'no-mobile' } }] : [];
}

/** What the panel sees of the own extension's settings, draft and saves; no secret gets in here. */

import { ownFields, ownSecretFields } from '../../contract/own-fields.ts';
import type { OwnCall, OwnExtension } from '../../contract/own-extension.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import { draftProblems } from './draft-problems.ts';
import type { EditableField } from './own-editable.ts';
import type { OwnRecord } from './own-record.ts';
import type { OwnState } from './own-state.ts';
import { undoView } from './undo.ts';

export type OwnViewParts = Pick<
  OwnExtension,
  | 'number'
  | 'readAt'
  | 'reading'
  | 'readFailure'
  | 'stored'
  | 'facts'
  | 'calls'
  | 'editable'
  | 'draft'
  | 'save'
  | 'undo'
>;

export function ownView({
  number,
  state,
  record,
  editable,
  nameOf,
}: {
  readonly number: string;
  readonly state: OwnState;
  readonly record: OwnRecord;
  readonly editable: ReadonlySet<EditableField>;
  readonly nameOf: (number: string) => string;
}): OwnViewParts | null {
  const { reading, secrets } = state;
  if (reading === null) return null;
  const { detail, values, at } = reading;
  const changes = record.draft.value;
  return {
    number,
    readAt: at,
    reading: state.isReading,
    readFailure: state.readFailure,
    stored: values,
    facts: { type: detail.type, port: detail.port ?? '', language: detail.language ?? '' },
    calls: detail.calls.map((call) => callView(call, nameOf)),
    editable: [...ownFields, ...ownSecretFields].filter((field) => editable.has(field)),
    draft: {
      changes,
      secrets: ownSecretFields.filter((field) => secrets[field] !== undefined),
      problems: draftProblems(changes, secrets, values),
    },
    save: state.save,
    undo: undoView(record.undo, state.undoSecrets),
  };
}

const callStates: Readonly<Record<string, OwnCall['state']>> = {
  talking: 'talking',
  progress: 'ringing',
  wait: 'waiting',
};

function callView(call: CurrentCall, nameOf: (number: string) => string): OwnCall {
  const { key, direction, from, to, party, trunk = '', status = '' } = call;
  const number = party?.number ?? (direction === 'inbound' ? from : to);
  return {
    id: key,
    direction,
    with: { number, name: nameOf(number) },
    trunk,
    state: callStates[status.toLowerCase()] ?? 'unknown',
  };
}

/** Which settings of their own extension people may change: the product's choice, or the administrator's. */

import { ownFields } from '../../contract/own-fields.ts';
import type { OwnField, OwnSecretField } from '../../contract/own-fields.ts';
import { AppError } from '../app-error.ts';
import type { OwnExtensionField } from '../settings/managed-schema.ts';

export type EditableField = OwnField | OwnSecretField;

/** What everybody may change unless the administrator says otherwise: nothing that registers phones, costs money or alerts people. */
const usual: readonly OwnExtensionField[] = [
  'doNotDisturb',
  'ringTimeoutSeconds',
  'forward',
  'hasVoicemail',
  'voicemailToEmail',
  'voicemailPin',
  'mobile',
  'mobilityEnabled',
  'ringSimultaneously',
  'mobilePrefix',
  'name',
  'email',
  'agentId',
];

const forwarding = ownFields.filter((field) => field.startsWith('forward.'));

/** @param managed the administrator's list; null where there is none */
export function editableFields(managed: readonly OwnExtensionField[] | null): ReadonlySet<EditableField> {
  return new Set((managed ?? usual).flatMap((field) => (field === 'forward' ? forwarding : [field])));
}

/** @throws AppError `extension.not-allowed {field}` for the first that is not */
export function refuseUneditable(
  editable: ReadonlySet<EditableField>,
  fields: readonly EditableField[],
): void {
  const refused = fields.find((field) => !editable.has(field));
  if (refused !== undefined) throw new AppError('extension.not-allowed', { field: refused });
}

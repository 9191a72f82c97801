/** Holds an update against every documented limit before it is sent. */

import { checkField, type LimitedField, type LimitViolation } from '../../contract/extension-limits.ts';
import { checkDestination } from '../../contract/forward-limits.ts';
import { AppError } from '../app-error.ts';
import type { ExtensionUpdate } from './extension-detail.ts';
import { forwardKinds } from './wire-forward.ts';

/** What is known of the extension beside the update. */
export interface UpdateContext {
  /** The extension's present mobile number; without it a forwarding to the mobile is left to the device to judge. */
  readonly mobile?: string;
}

/** Fields whose value goes to the check as it is. */
const plainFields = [
  'number',
  'name',
  'callerId',
  'registerName',
  'registerPassword',
  'maxRegistrations',
  'loginPassword',
  'email',
  'mobile',
  'hasVoicemail',
  'voicemailToEmail',
  'voicemailPin',
  'mobilityEnabled',
  'ringSimultaneously',
  'mobilePrefix',
  'allowMonitoring',
  'monitorMode',
  'ringTimeoutSeconds',
  'doNotDisturb',
  'outboundRestricted',
  'agentId',
] as const satisfies readonly (LimitedField & keyof ExtensionUpdate)[];

function checkMaxDuration(update: ExtensionUpdate): LimitViolation | undefined {
  const value = update.maxDuration;
  if (typeof value !== 'object') return value === undefined ? undefined : checkField('maxDuration', value);
  return 'seconds' in value
    ? checkField('maxDuration', value.seconds)
    : { field: 'maxDuration', rule: 'not-writable', kind: 'other' };
}

function checkForward(update: ExtensionUpdate, context: UpdateContext): (LimitViolation | undefined)[] {
  const mobile = update.mobile ?? context.mobile;
  return forwardKinds.flatMap((kind) => {
    const rule = update.forward?.[kind];
    if (rule === undefined) return [];
    return [
      rule.enabled === undefined ? undefined : checkField(`forward.${kind}.enabled`, rule.enabled),
      rule.destination === undefined ? undefined : checkDestination(kind, rule.destination, mobile),
    ];
  });
}

function changesNothing(update: ExtensionUpdate): boolean {
  return (
    plainFields.every((field) => update[field] === undefined) &&
    update.maxDuration === undefined &&
    forwardKinds.every((kind) => {
      const rule = update.forward?.[kind];
      return rule === undefined || (rule.enabled === undefined && rule.destination === undefined);
    })
  );
}

/** Everything that is wrong with an update, by domain names; no value is repeated. */
export function updateViolations(update: ExtensionUpdate, context: UpdateContext = {}): LimitViolation[] {
  const found = [
    checkField('extension', update.extension),
    ...plainFields.map((field) => {
      const value = update[field];
      return value === undefined ? undefined : checkField(field, value);
    }),
    ...checkForward(update, context),
    checkMaxDuration(update),
  ].filter((violation) => violation !== undefined);
  if (found.length > 0 || !changesNothing(update)) return found;
  return [{ field: 'extension', rule: 'nothing-to-change' }];
}

/** @throws AppError `extension.invalid {field, rule, limit?, length?, kind?}` for the first thing that is wrong */
export function checkUpdate(update: ExtensionUpdate, context: UpdateContext = {}): void {
  const [first] = updateViolations(update, context);
  if (first !== undefined) throw new AppError('extension.invalid', first);
}

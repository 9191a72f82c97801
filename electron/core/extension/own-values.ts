/** An extension's settings by the names of the contract: read out of an answer, compared, and laid over each other. */

import { isDeepStrictEqual } from 'node:util';
import type { ForwardDestination } from '../../contract/forward-limits.ts';
import { ownFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnField, OwnValue, OwnValues } from '../../contract/own-fields.ts';
import type { ExtensionDetail, ForwardKind } from '../pbx/extension-detail.ts';
import { forwardKinds } from '../pbx/wire-forward.ts';

/** Words of newer firmware keep their own spelling; no check of ours lets them be written. */
function word<T extends string>(value: T | { readonly other: string } | undefined): T | string | null {
  if (value === undefined) return null;
  return typeof value === 'object' ? value.other : value;
}

function duration(value: ExtensionDetail['maxDuration']): string | number | null {
  return typeof value === 'object' && 'seconds' in value ? value.seconds : word(value);
}

/** What an answer tells; null for what it does not tell. */
export function valuesOf(detail: ExtensionDetail): OwnValues {
  const { always, noAnswer, busy } = detail.forward;
  return {
    doNotDisturb: detail.doNotDisturb ?? null,
    ringTimeoutSeconds: detail.ringTimeoutSeconds ?? null,
    'forward.always.enabled': always.enabled ?? null,
    'forward.always.destination': always.destination ?? null,
    'forward.noAnswer.enabled': noAnswer.enabled ?? null,
    'forward.noAnswer.destination': noAnswer.destination ?? null,
    'forward.busy.enabled': busy.enabled ?? null,
    'forward.busy.destination': busy.destination ?? null,
    hasVoicemail: detail.hasVoicemail ?? null,
    voicemailToEmail: word(detail.voicemailToEmail),
    mobile: detail.mobile ?? null,
    mobilityEnabled: detail.mobilityEnabled ?? null,
    ringSimultaneously: detail.ringSimultaneously ?? null,
    mobilePrefix: detail.mobilePrefix ?? null,
    name: detail.name ?? null,
    email: detail.email ?? null,
    agentId: detail.agentId ?? null,
    callerId: detail.callerId ?? null,
    registerName: detail.registerName ?? null,
    maxRegistrations: detail.maxRegistrations ?? null,
    maxDuration: duration(detail.maxDuration),
    allowMonitoring: detail.allowMonitoring ?? null,
    monitorMode: word(detail.monitorMode),
    outboundRestricted: detail.outboundRestricted ?? null,
  };
}

const dialled = ({ prefix, number }: { readonly prefix: string; readonly number: string }): string =>
  prefix + number;

/** A number's short form (`number95923333`) does not say where its prefix ends: what is dialled decides. */
export function sameValue(one: OwnValue | null, other: OwnValue | null): boolean {
  if (isNumber(one) && isNumber(other)) return dialled(one) === dialled(other);
  return isDeepStrictEqual(one, other);
}

function isNumber(value: OwnValue | null): value is Extract<ForwardDestination, { kind: 'number' }> {
  return typeof value === 'object' && value?.kind === 'number';
}

/** The fields that changes name, in the panel's order. */
export function fieldsOf(changes: OwnChanges): readonly OwnField[] {
  return ownFields.filter((field) => changes[field] !== undefined);
}

/** One value more or anew. */
export function withChange(changes: OwnChanges, field: OwnField, value: OwnValue): OwnChanges {
  return { ...changes, [field]: value };
}

/** Only the changes of some fields. */
export function pick(changes: OwnChanges, fields: Iterable<OwnField>): OwnChanges {
  const wanted = new Set<string>(fields);
  return Object.fromEntries(Object.entries(changes).filter(([field]) => wanted.has(field)));
}

/** What is told, as changes to set; what is not told is left out. */
export function told(values: OwnValues, fields: Iterable<OwnField> = ownFields): OwnChanges {
  return pick(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)), fields);
}

export const destinationField = {
  always: 'forward.always.destination',
  noAnswer: 'forward.noAnswer.destination',
  busy: 'forward.busy.destination',
} as const satisfies Record<ForwardKind, OwnField>;

export const enabledField = {
  always: 'forward.always.enabled',
  noAnswer: 'forward.noAnswer.enabled',
  busy: 'forward.busy.enabled',
} as const satisfies Record<ForwardKind, OwnField>;

/** The rule whose destination the field is. */
export function ruleOf(field: OwnField): ForwardKind | undefined {
  return forwardKinds.find((kind) => destinationField[kind] === field);
}

/**
 * The fields, and the destinations of rules that `changes` switch off: an answer may leave them out from then on, so that
 * whoever wants to bring the rule back must know them.
 */
export function withHidden(fields: readonly OwnField[], changes: OwnChanges): readonly OwnField[] {
  const hidden = forwardKinds.filter((kind) => changes[enabledField[kind]] === false);
  return [...new Set([...fields, ...hidden.map((kind) => destinationField[kind])])];
}

type DestinationField = (typeof destinationField)[ForwardKind];

export function isDestination(field: OwnField): field is DestinationField {
  return field.endsWith('.destination');
}

/** Brings an older settings file to the present shape, one version at a time. */

import { z } from 'zod';
import { latestTime } from '../../contract/time.ts';
import { normalPbxUrl } from '../trust/read-address.ts';
import { schemaVersion } from './settings-schema.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** By version: the step that turns its shape into the next. Steps are never removed, because people skip versions. */
const steps: Readonly<Record<number, (file: JsonObject) => JsonObject>> = {
  1: ({ callLinks, watches, ...file }) => {
    const { poll, pbx, alerts = watches, snoozedUntil } = file;
    return {
      ...file,
      // `callLinks` became `callWith`: no link was the default then, and meant nothing else.
      ...((callLinks === 'tel' || callLinks === 'sip') && { callWith: callLinks }),
      // Alerts had another name. Moments that no calendar shows, and addresses that no connection took, were let in.
      ...(Array.isArray(alerts) && { alerts: alerts.map((one: unknown) => withPossibleEnd(one)) }),
      ...(isObject(poll) && { poll: renamed(poll, 'watchedMs', 'alertsMs') }),
      ...(isObject(pbx) && isNoAddress(pbx['url']) && { pbx: null }),
      ...(isBeyondTime(snoozedUntil) && { snoozedUntil: null }),
    };
  },
};

const versionSchema = z.number().int();

function isNoAddress(url: unknown): boolean {
  return typeof url === 'string' && normalPbxUrl(url) === undefined;
}

function isBeyondTime(value: unknown): boolean {
  return typeof value === 'number' && value > latestTime;
}

function withPossibleEnd(alert: unknown): unknown {
  return isObject(alert) && isBeyondTime(alert['expiresAt']) ? { ...alert, expiresAt: null } : alert;
}

/** The newer name wins where both stand. */
export function renamed(of: JsonObject, from: string, to: string): JsonObject {
  if (!(from in of)) return of;
  const { [from]: value, ...others } = of;
  return { [to]: value, ...others };
}

/**
 * A file without a version counts as written by hand for version 1; one of a newer program is left as it is.
 * Throws when `json` isn't an object, its version isn't a whole number, or a step is missing: such a file is broken.
 */
export function migrateSettings(json: unknown): JsonObject {
  if (!isObject(json)) throw new TypeError('expected an object');
  let file: JsonObject = { schemaVersion: 1, ...json };
  for (;;) {
    const version = versionSchema.parse(file['schemaVersion']);
    if (version >= schemaVersion) return file;
    const step = steps[version];
    if (!step) throw new RangeError(`no step from version ${version}`);
    file = { ...step(file), schemaVersion: version + 1 };
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

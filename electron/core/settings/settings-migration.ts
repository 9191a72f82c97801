/** Brings an older settings file to the present shape, one version at a time. */

import { schemaVersion } from './settings-schema.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** Under a version, what turns its shape into the next one's. Steps stay for ever: people skip versions. */
export type MigrationSteps = Readonly<Record<number, (file: JsonObject) => JsonObject>>;

const steps: MigrationSteps = {
  // `callLinks` became `callWith`: no link was the default then, and meant nothing else.
  1: ({ callLinks, ...file }) =>
    callLinks === 'tel' || callLinks === 'sip' ? { ...file, callWith: callLinks } : file,
};

/**
 * A file without a version counts as written by hand for version 1; one of a newer program is left as it is.
 * Throws when a step is missing or `json` is no object: such a file is broken.
 */
export function migrateSettings(json: unknown, migrations: MigrationSteps = steps): JsonObject {
  if (!isObject(json)) throw new TypeError('expected an object');
  let file: JsonObject = { schemaVersion: 1, ...json };
  for (;;) {
    const version = file['schemaVersion'];
    if (typeof version !== 'number' || !Number.isInteger(version)) throw new TypeError('expected a version');
    if (version >= schemaVersion) return file;
    const step = migrations[version];
    if (!step) throw new RangeError(`no step from version ${version}`);
    file = { ...step(file), schemaVersion: version + 1 };
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

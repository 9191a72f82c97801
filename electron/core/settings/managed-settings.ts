/** What an administrator has set for everyone on this computer, from a file that is used as a whole or not at all. */

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GroupView } from '../../contract/snapshot.ts';
import { errnoOf } from '../lib/files/errno-of.ts';
import { passwordMd5 } from '../pbx/password-md5.ts';
import type { Log } from '../ports.ts';
import type { AnySetting } from '../../contract/my-extension/setting-facts.ts';
import { managedFileSchema, type ManagedFile } from './managed-schema.ts';
import { parseWithLines } from './parse-with-lines.ts';
import type { ManagedLayer } from './settings-layers.ts';
import type { SettingsPatch } from './settings-schema.ts';

export interface ManagedSettings {
  /** For the settings store. */
  readonly layer: ManagedLayer;
  /** SHA-256 of the PBX's certificate, 64 lower-case hex digits: trusted without a question. */
  readonly fingerprint: string | null;
  readonly groups: readonly GroupView[];
  /** The settings of their own extension that people may change; null: the product's own choice. */
  readonly editable: readonly AnySetting[] | null;
  /** The file holds the account's password. */
  readonly hasPassword: boolean;
  /** The account's password as its MD5, for the keychain: given once, then forgotten here. A secret. */
  takePassword(): string | undefined;
}

export type ManagedReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly managed: ManagedSettings }
  /** `line` counts from 1; null where it is not about a line. `reason`: words that contain no value from the file. */
  | { readonly kind: 'broken'; readonly file: string; readonly line: number | null; readonly reason: string };

export interface ManagedSettingsOptions {
  /** Absolute path. */
  readonly file: string;
  /** Someone has named this file, so it must be there. */
  readonly required: boolean;
  readonly log: Log;
}

/** Where the file lies when nobody names another. */
export function managedSettingsFile(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string {
  switch (platform) {
    case 'win32':
      return join(env['ProgramData'] ?? 'C:\\ProgramData', 'Lampfield', 'managed.json');
    case 'darwin':
      return '/Library/Application Support/Lampfield/managed.json';
    default:
      return '/etc/lampfield/managed.json';
  }
}

/** Never rejects. */
export async function readManagedSettings({
  file,
  required,
  log,
}: ManagedSettingsOptions): Promise<ManagedReading> {
  function broken(line: number | null, reason: string): ManagedReading {
    log.error('managed.broken', { line: line ?? undefined });
    return { kind: 'broken', file, line, reason };
  }

  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT') return required ? broken(null, 'the file is not there') : { kind: 'none' };
    return broken(null, `the file cannot be read (${errno})`);
  }
  const text = bytes.toString('utf8');
  // In another encoding, a password with an umlaut would be a different one, and be refused everywhere.
  if (!isUtf8(bytes))
    return broken(text.slice(0, text.indexOf('\uFFFD')).split('\n').length, 'expected text in UTF-8');
  const parsed = parseWithLines(text, managedFileSchema);
  if (!parsed.ok) return broken(parsed.line, parsed.reason);
  log.info('managed.read');
  return { kind: 'read', managed: managedSettingsOf(parsed.value) };
}

const longestGroupId = 64;

/** The same at each start. Long names may differ only at their end, so the part that is cut off counts too. */
function groupId(name: string): string {
  const whole = `managed:${name}`;
  if (whole.length <= longestGroupId) return whole;
  const end = `:${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  return whole.slice(0, longestGroupId - end.length) + end;
}

export function managedSettingsOf({
  pbx = {},
  extension,
  locked = [],
  settings = {},
  editable,
  groups = [],
  updates,
}: ManagedFile): ManagedSettings {
  const { password, fingerprint, ...visible } = pbx;
  let held = password === undefined ? undefined : passwordMd5(password);
  const values: SettingsPatch = { ...settings };
  if (Object.keys(visible).length > 0) values.pbx = visible;
  if (extension !== undefined) values.extension = extension;
  if (updates !== undefined) values.checkForUpdates = updates;
  return {
    layer: { values, locked: updates === undefined ? locked : [...locked, 'checkForUpdates'] },
    fingerprint: fingerprint ?? null,
    groups: groups.map(({ id, name, numbers }) => ({
      id: id ?? groupId(name),
      name,
      numbers,
      managed: true,
    })),
    editable: editable ?? null,
    hasPassword: password !== undefined,
    takePassword() {
      const taken = held;
      held = undefined;
      return taken;
    },
  };
}

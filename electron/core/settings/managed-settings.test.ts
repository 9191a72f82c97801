/** The managed file: read whole, or reported by line and not used at all; and its page of documentation. */

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import type { Log, LogFields } from '../ports.ts';
import { secretSettings, settingNames } from '../../contract/my-extension/setting-facts.ts';
import { managedSettingsFile, readManagedSettings } from './managed-settings.ts';
import { defaultSettings, lockableKeys } from './settings-schema.ts';
import { createSettingsStore } from './settings-store.ts';
import { unlockedFolder } from '../../../test/core/fixtures/unlocked-folder.ts';

const logged: string[] = [];
const add = (event: string, fields?: LogFields) =>
  void logged.push(`${event} ${JSON.stringify(fields ?? {})}`);
const log: Log = { info: add, warn: add, error: add };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-managed-'));
  file = join(folder, 'managed.json');
  logged.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(text: string | Buffer) {
  await writeFile(file, text);
  return readManagedSettings({ file, required: false, log });
}

async function managedFrom(text: string) {
  const reading = await read(text);
  if (reading.kind !== 'read') throw new Error(`expected settings, got ${JSON.stringify(reading)}`);
  return reading.managed;
}

test('groups whose long names differ only at their end have ids of their own, the same at each start', async () => {
  const long = 'A department with a very long name indeed, on the second floor of ';
  const groups = [`${long}East`, `${long}West`].map((name) => ({ name, numbers: [] }));
  const ids = async () => (await managedFrom(JSON.stringify({ groups }))).groups.map(({ id }) => id);
  const first = await ids();
  expect(new Set(first).size).toBe(2);
  expect(await ids()).toEqual(first);
  for (const id of first) expect(id.length).toBeLessThanOrEqual(64);
});

test.each([
  ['of its own', { id: 'ours', name: 'Support' }, 'ours'],
  ['of its name', { name: 'Support' }, 'managed:Support'],
  ['of a name that just fits', { name: 'x'.repeat(56) }, `managed:${'x'.repeat(56)}`],
  ['of a name that is one too long', { name: 'x'.repeat(57) }, `managed:${'x'.repeat(39)}:ae14a2563ccf969d`],
])('a group has an id %s, which alerts remember', async (_, group, id) => {
  const managed = await managedFrom(JSON.stringify({ groups: [{ ...group, numbers: ['1'] }] }));
  expect(managed.groups).toEqual([{ id, name: group.name, numbers: ['1'], managed: true }]);
});

describe('the page of documentation', () => {
  const page = readFile(new URL('../../../docs/managed-settings.md', import.meta.url), 'utf8');

  test('has an example that holds', async () => {
    const example = /```json\n([\s\S]*?)```/.exec(await page)?.[1] ?? '';
    const managed = await managedFrom(example);
    expect(managed.fingerprint).toMatch(/^3b9f015c[0-9a-f]{56}$/);
    expect(managed.groups).toEqual([
      { id: 'managed:Support', name: 'Support', numbers: ['1001', '1002', '1006'], managed: true },
    ]);
    expect(managed.editable).toContain('doNotDisturb');
    const store = await createSettingsStore({
      file: join(folder, 'settings.json'),
      folder: unlockedFolder,
      clock: createSteeredClock(),
      log,
      managed: managed.layer,
    });
    expect(store.current).toMatchObject({
      pbx: { url: 'https://pbx.example.com:8088', version: 'v1.0.0', username: 'api' },
      extension: '1002',
      poll: { openMs: 3_000, alertsMs: 6_000, idleMs: 30_000 },
      language: 'de',
      callWith: 'tel',
      checkForUpdates: false,
    });
    await expect(store.change({ checkForUpdates: true })).rejects.toMatchObject({ code: 'settings.locked' });
    await expect(store.change({ pbx: { username: 'x' } })).rejects.toMatchObject({ code: 'settings.locked' });
  });

  test('names every setting and every field', async () => {
    const text = await page;
    const missing = [
      ...lockableKeys.keys(),
      ...Object.keys(defaultSettings),
      ...settingNames,
      ...secretSettings,
    ].filter((name) => name !== 'groups' && !text.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

test.each(['{}', '{"pbx": {}}', '{"settings": {}}'])('%s sets nothing', async (text) => {
  const managed = await managedFrom(text);
  expect(logged).toEqual(['managed.read {}']);
  expect(managed).toMatchObject({
    layer: { values: {}, locked: [] },
    fingerprint: null,
    groups: [],
    editable: null,
    hasPassword: false,
  });
  expect(managed.takePassword()).toBeUndefined();
});

test('no file is no mistake, unless someone named it', async () => {
  expect(await readManagedSettings({ file, required: false, log })).toEqual({ kind: 'none' });
  expect(await readManagedSettings({ file, required: true, log })).toEqual({
    kind: 'broken',
    file,
    line: null,
    reason: 'the file is not there',
  });
});

test('a file that cannot be read is a mistake', async () => {
  await mkdir(file);
  expect(await readManagedSettings({ file, required: false, log })).toMatchObject({
    kind: 'broken',
    line: null,
    reason: 'the file cannot be read (EISDIR)',
  });
});

test('the password is given once, as its MD5, and is nowhere in the settings', async () => {
  const managed = await managedFrom(
    '{"pbx": {"url": "https://pbx", "username": "api", "password": "canary-5up3r"}}',
  );
  const md5 = createHash('md5').update('canary-5up3r').digest('hex');
  const everything = inspect(managed, { depth: null, showHidden: true }) + logged.join();
  expect(everything).not.toContain('canary');
  expect(everything).not.toContain(md5);
  expect(managed.takePassword()).toBe(md5);
  expect(managed.takePassword()).toBeUndefined();
});

test.each([
  ['a comma too few', '{\n  "extension": "1002"\n  "updates": false\n}', 3, 'expected a comma'],
  ['a comma too many', '{\n  "extension": "1002",\n}', 3, 'expected a name in double quotes'],
  ['a quote too few', '{\n  "extension": "1002\n}', 2, 'expected a closing double quote'],
  ['a brace too few', '{\n  "extension": "1002"\n', 3, 'expected a closing brace'],
  ['a comment', '{\n  // ours\n  "extension": "1002"\n}', 2, 'comments are not allowed'],
  ['a single backslash', '{\n  "extension": "C:\\x"\n}', 2, 'backslash'],
  ['something after the end', '{}\n{}', 2, 'expected nothing more'],
  ['nothing at all', '', 1, 'expected'],
  ['a list', '[]', 1, /^Invalid input: expected object/],
  ['a value below its name', '{"extension":\n1002}', 1, 'extension: Invalid input'],
  ['a word without quotes', '{\n"extension": me}', 2, 'expected JSON'],
  [
    'a name twice, deeper',
    '{"pbx":\n{"version": "v1.0.0",\n"version": "v1.1.0"}}',
    3,
    'expected each name once',
  ],
  [
    'a name twice, in a list',
    '{"groups": [{"name": "A",\n"name": "B", "numbers": []}]}',
    2,
    'expected each name once',
  ],
  ['a name without end', `{"${'x'.repeat(500)}": 1}`, 1, new RegExp(`^x{100}: this name is not known$`)],
  [
    'a misspelt name',
    '{\n  "pbx": {\n    "urll": "https://pbx"\n  }\n}',
    3,
    'pbx.urll: this name is not known',
  ],
  ['a name at the wrong place', '{\n\n  "theme": "dark"\n}', 3, 'theme: this name is not known'],
  ['an unknown setting', '{"settings": {\n"thme": "dark"\n}}', 2, 'settings.thme: this name is not known'],
  [
    'a value out of bounds',
    '{"settings": {"poll": {\n"idleMs": 5000,\n"openMs": 10}}}',
    3,
    'settings.poll.openMs: Too small',
  ],
  ['a wrong kind', '{\n"extension": 1002}', 2, 'extension: Invalid input: expected string'],
  ['a number that is none', '{"groups": [\n{"name": "A",\n"numbers": ["1", 2]}]}', 3, 'groups.0.numbers.1'],
  ['something missing', '{"groups": [\n{"numbers": []}]}', 2, 'groups.0.name'],
  ['a bad address', '{"pbx": {\n"url": "pbx.example.com"}}', 2, 'pbx.url: expected an address such as'],
  [
    'a bad version',
    '{"pbx": {\n"version": "2"}}',
    2,
    'pbx.version: Invalid option: expected one of "v1.0.0"',
  ],
  [
    'a bad fingerprint',
    '{"pbx": {"url": "https://pbx",\n"fingerprint": "AB:CD"}}',
    2,
    'pbx.fingerprint: expected a SHA-256',
  ],
  ['a fingerprint of nobody', `{"pbx": {\n"fingerprint": "${'ab'.repeat(32)}"}}`, 2, 'expected a url beside'],
  ['a password of nobody', '{"pbx": {\n"password": "x"}}', 2, 'pbx.password: expected a username beside'],
  ['a lock on nothing', '{"locked": ["pbx.url",\n"pbx.uri"]}', 2, 'locked.1: expected the name of a setting'],
  ['an unknown field', '{"editable": ["name",\n"nickname"]}', 2, 'editable.1'],
  ['a name twice', '{"updates": true,\n"extension": "1",\n"updates": false}', 3, 'expected each name once'],
  [
    'a group twice',
    '{\n"groups": [{"name":"A","numbers":[]},{"name":"A","numbers":[]}]}',
    2,
    'groups: expected each name once',
  ],
])('%s is told by line and reason, and nothing of the file is used', async (_, text, line, reason) => {
  expect(await read(text)).toEqual({ kind: 'broken', file, line, reason: expect.stringMatching(reason) });
  expect(logged).toEqual([`managed.broken {"line":${line}}`]);
  expect(await read(text.replaceAll('\n', '\r\n'))).toMatchObject({ line });
});

test.each([
  '{"pbx": {"username": "api", "password": 12345678}}',
  '{"pbx": {"password": "canary-5up3r"}}',
  '{"pbx": {"username": "api", "password": "canary-5up3r"}, "extension": 7}',
  '{"pbx": {"username": "api", "password": "canary-5up3r',
  '{"pbx": {"username": "api", "passwort": "canary-5up3r"}}',
  '{"pbx": {"username": "api", "password": canary-5up3r}}',
  `{"pbx": {"username": "api", "password": "${'canary-5up3r'.repeat(30)}"}}`,
])('a report of a mistake quotes no value: %s', async (text) => {
  const reading = await read(text);
  expect(reading.kind).toBe('broken');
  expect(JSON.stringify(reading) + logged.join()).not.toMatch(/canary|12345678/);
});

test.each([
  [
    'latin-1',
    Buffer.from('{\n"pbx": {"url": "https://pbx", "username": "api",\n"password": "Grün"}}', 'latin1'),
    3,
  ],
  ['UTF-16', Buffer.from('\uFEFF{"extension": "1002"}', 'utf16le'), 1],
])('%s is a mistake: a password could be read as another one', async (_, bytes, line) => {
  expect(await read(bytes)).toEqual({ kind: 'broken', file, line, reason: 'expected text in UTF-8' });
});

test.each([
  '['.repeat(200_000),
  '{"a":'.repeat(100_000),
  `{"groups":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
])('levels without end are a mistake, and the program starts (%#)', async (text) => {
  expect(await read(text)).toMatchObject({ kind: 'broken', reason: 'expected JSON of fewer levels' });
});

test('a byte order mark is no mistake', async () => {
  expect((await managedFrom('\uFEFF{"extension": "1002"}')).layer.values).toEqual({ extension: '1002' });
});

test.each([
  ['linux', {}, '/etc/lampfield/managed.json'],
  ['darwin', {}, '/Library/Application Support/Lampfield/managed.json'],
] as const)('on %s it lies where the page says', (platform, env, path) => {
  expect(managedSettingsFile(platform, env)).toBe(path);
});

test.each([
  ['the system names', { ProgramData: 'D:\\Data' }, 'D:\\Data'],
  ['is usual', {}, 'C:\\ProgramData'],
])('on win32 it lies in the folder that %s', (_, env, folder) => {
  expect(managedSettingsFile('win32', env).replaceAll('/', '\\')).toBe(`${folder}\\Lampfield\\managed.json`);
});

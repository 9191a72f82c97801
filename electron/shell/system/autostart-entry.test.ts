/** The autostart entry in a real folder. */

import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAutostartEntry } from './autostart-entry.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lampfield-home-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const args = ['--hidden'];
const fileIn = (folder: string): string => join(folder, 'autostart', 'lampfield.desktop');

test('the entry is written, starts the program hidden, and is removed', async () => {
  const entry = createAutostartEntry({
    env: {},
    home,
    profile: undefined,
    executable: '/opt/Lampfield/lampfield',
    args,
  });
  await entry.write();
  const text = await readFile(fileIn(join(home, '.config')), 'utf8');
  expect(text).toContain('\nExec=/opt/Lampfield/lampfield --hidden\n');
  expect(text).toMatch(/^\[Desktop Entry\]\nType=Application\n/);
  await entry.remove();
  expect(await readdir(join(home, '.config', 'autostart'))).toEqual([]);
});

test('the entry names the AppImage, not where it is mounted, and respects XDG_CONFIG_HOME', async () => {
  const env = { APPIMAGE: '/home/ina/Apps/Lampfield 1.0.AppImage', XDG_CONFIG_HOME: join(home, 'cfg') };
  await createAutostartEntry({
    env,
    home,
    profile: undefined,
    executable: '/tmp/.mount_abc/lampfield',
    args,
  }).write();
  expect(await readFile(fileIn(join(home, 'cfg')), 'utf8')).toContain(
    '\nExec="/home/ina/Apps/Lampfield 1.0.AppImage" --hidden\n',
  );
});

test.each([
  ['/opt/100%/lampfield', '/opt/100%%/lampfield'],
  ['/opt/a"b/l', '"/opt/a\\\\"b/l"'],
  ['/opt/$HOME/l', '"/opt/\\\\$HOME/l"'],
  ['/opt/back\\slash/l', '"/opt/back\\\\\\\\slash/l"'],
])('quotes %s', async (executable, quoted) => {
  await createAutostartEntry({ env: {}, home, profile: undefined, executable, args: [] }).write();
  expect(await readFile(fileIn(join(home, '.config')), 'utf8')).toContain(`\nExec=${quoted}\n`);
});

test('removing spares an entry that is not ours, and needs none', async () => {
  const entry = createAutostartEntry({ env: {}, home, profile: undefined, executable: '/l', args });
  await entry.remove();
  await entry.write();
  const file = fileIn(join(home, '.config'));
  await writeFile(file, '[Desktop Entry]\nExec=/my/own/start\n');
  await entry.remove();
  expect(await readFile(file, 'utf8')).toContain('/my/own/start');
});

test.each([
  ['Hidden=true', (text: string) => text.replace('Terminal=false', 'Terminal=false\nHidden=true')],
  ['X-GNOME-Autostart-enabled=false', (text: string) => text.replace('enabled=true', 'enabled=false')],
  ['no entry at all', () => ''],
])('is off where the desktop has %s', async (_, edit) => {
  const entry = createAutostartEntry({ env: {}, home, profile: undefined, executable: '/l', args });
  expect(await entry.isOn()).toBe(false);
  await entry.write();
  expect(await entry.isOn()).toBe(true);
  const file = fileIn(join(home, '.config'));
  await writeFile(file, edit(await readFile(file, 'utf8')));
  expect(await entry.isOn()).toBe(false);
});

test('the entry of an AppImage that has moved is updated and keeps what a person has added', async () => {
  const before = createAutostartEntry({
    env: { APPIMAGE: '/old/L.AppImage' },
    home,
    profile: undefined,
    executable: '/x',
    args,
  });
  await before.write();
  const file = fileIn(join(home, '.config'));
  await writeFile(file, `${await readFile(file, 'utf8')}X-GNOME-Autostart-Delay=20\n`);
  await createAutostartEntry({
    env: { APPIMAGE: '/new/$1.AppImage' },
    home,
    profile: undefined,
    executable: '/x',
    args,
  }).refreshCommand();
  const text = await readFile(file, 'utf8');
  expect(text).toContain('\nExec="/new/\\\\$1.AppImage" --hidden\n');
  expect(text).toContain('\nX-GNOME-Autostart-Delay=20\n');
});

test('each data folder has an entry of its own', async () => {
  const entryOf = (profile: string | undefined, more: readonly string[] = []) =>
    createAutostartEntry({ env: {}, home, profile, executable: '/l', args: [...args, ...more] });
  const own = entryOf(undefined);
  const other = entryOf('0123456789ab', ['--data=/srv/other']);
  await own.write();
  expect(await other.isOn()).toBe(false);
  await other.write();
  expect(await readFile(fileIn(join(home, '.config')), 'utf8')).toContain('\nExec=/l --hidden\n');
  await other.remove();
  expect([await own.isOn(), await other.isOn()]).toEqual([true, false]);
});

/** What a person, the terminal and the log are told of a start that failed. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../electron/core/app-error.ts';
import { requireDataFolder, runStartStep, showStartFailure } from '../../electron/shell/failed-start.ts';
import { recordingLog } from './fakes/recording-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lampfield-failed-start-'));
});
afterEach(async () => {
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
  await rm(folder, { recursive: true, force: true });
});

async function failBy(work: () => unknown, locale = 'en-GB') {
  const error: unknown = await Promise.resolve()
    .then(work)
    .then(
      () => new Error('expected a failure'),
      (reason: unknown) => reason,
    );
  const log = recordingLog();
  const told = { screen: '', terminal: '', codes: [] as (number | undefined)[] };
  await showStartFailure(error, {
    app: {
      whenReady: () => Promise.resolve(),
      getLocale: () => locale,
      exit: (code) => told.codes.push(code),
    },
    showError: ({ message, detail }) => Promise.resolve((told.screen = `${message}\n${detail}\n`)),
    writeToTerminal: (text) => (told.terminal += text),
    dataFolder: '/home/amy/Lampfield',
    logFile: '/home/amy/Lampfield/lampfield.log',
    log,
  });
  return { ...told, log };
}

test('a step that fails is named with its reason and the place of the log; the text of the error stays out', async () => {
  const { screen, terminal, codes, log } = await failBy(() =>
    runStartStep('core', () => {
      throw new TypeError('password of-amy');
    }),
  );
  expect(screen).toBe(
    'Lampfield can’t start\nIt couldn’t read its own settings (TypeError) in\n/home/amy/Lampfield\n\n' +
      'The log says more:\n/home/amy/Lampfield/lampfield.log\n',
  );
  expect(terminal).toBe(screen);
  expect(codes).toEqual([1]);
  expect(log.text()).toContain('"phase":"core","errno":"TypeError"');
  expect(log.text()).not.toContain('of-amy');
});

test('a data folder that cannot be written is said so, with the system’s reason and no log', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const { screen } = await failBy(() => requireDataFolder(join(file, 'Lampfield')), 'de-AT');
  expect(screen).toBe(
    'Lampfield konnte nicht gestartet werden\nIn den Datenordner kann nicht geschrieben werden (ENOTDIR):\n/home/amy/Lampfield\n',
  );
});

test('a data folder that another program has is said so, without a technical reason', async () => {
  const { screen, codes } = await failBy(() =>
    runStartStep('core', () => {
      throw new AppError('settings.in-use', { folder: '/home/amy/Lampfield' });
    }),
  );
  expect(screen).toBe(
    'Lampfield can’t start\nLampfield is already running with this data folder. ' +
      'Use the one that’s open, or quit it first:\n/home/amy/Lampfield\n',
  );
  expect(codes).toEqual([1]);
});

test('a signal that comes just before the dialog opens still ends the program', async () => {
  process.on('SIGTERM', () => undefined);
  const codes: (number | undefined)[] = [];
  const exited = new Promise<void>((resolve) => {
    void showStartFailure(new Error('no tray'), {
      app: {
        whenReady() {
          process.kill(process.pid, 'SIGTERM');
          return Promise.resolve();
        },
        getLocale: () => 'en-GB',
        exit(code) {
          codes.push(code);
          resolve();
        },
      },
      showError: () => new Promise(() => undefined),
      writeToTerminal: () => undefined,
      dataFolder: '/home/amy/Lampfield',
      logFile: '/home/amy/Lampfield/lampfield.log',
    });
  });
  await exited;
  expect(codes).toEqual([1]);
});

test('a SIGTERM right after the message on the terminal ends it with code 1', async () => {
  const codes: (number | undefined)[] = [];
  await showStartFailure(new Error('no tray'), {
    app: { whenReady: async () => undefined, getLocale: () => 'en-GB', exit: (code) => codes.push(code) },
    showError: async () => undefined,
    writeToTerminal: () => void process.emit('SIGTERM', 'SIGTERM'),
    dataFolder: '/home/amy/Lampfield',
    logFile: '/home/amy/Lampfield/lampfield.log',
  });
  expect(codes).toEqual([1, 1]);
});

test('a data folder that can be made is made', () => {
  expect(() => requireDataFolder(join(folder, 'a/b'))).not.toThrow();
});

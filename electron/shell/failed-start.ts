/** Reports a failed start: what failed and where the log is, on the screen and on the terminal. Exits with a code other than 0. */

import { accessSync, constants, mkdirSync } from 'node:fs';
import type { App } from 'electron';
import { createTranslate, languageFor } from '../contract/text/translate.ts';
import { isAppError } from '../core/app-error.ts';
import { errnoOf } from '../core/lib/files/errno-of.ts';
import type { Log } from '../core/ports.ts';

/** The steps of a start, in order. */
export type StartStep = 'folder' | 'core' | 'shell';

class StartFailure extends Error {
  override readonly name = 'StartFailure';
  readonly step: StartStep;

  constructor(step: StartStep, cause: unknown) {
    super(`the start failed at its ${step}`, { cause });
    this.step = step;
  }
}

/** Runs one step; an error that it throws names the step. */
export async function runStartStep<T>(step: StartStep, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StartFailure(step, error);
  }
}

/** Chromium mistakes a folder that it cannot write to for one in use, and the program would end without a word. */
export function requireDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartFailure('folder', error);
  }
}

export interface FailedStartPorts {
  readonly app: Pick<App, 'whenReady' | 'getLocale' | 'exit'>;
  /** Resolves when the user has closed it. */
  readonly showError: (text: { readonly message: string; readonly detail: string }) => Promise<unknown>;
  readonly writeToTerminal: (text: string) => void;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Absent if there is none yet. */
  readonly log?: Log;
}

/** Resolves after the user has closed the message and the program has been told to exit. */
export async function showStartFailure(error: unknown, ports: FailedStartPorts): Promise<void> {
  const { app, showError, writeToTerminal, dataFolder, logFile, log } = ports;
  const step = error instanceof StartFailure ? error.step : 'shell';
  const cause = error instanceof StartFailure ? error.cause : error;
  // The text of an error may hold anything; its name says enough.
  const reason = errnoOf(cause);
  const inUse = isAppError(cause, 'settings.in-use');
  log?.error('shell.start-failed', { phase: step, errno: reason });
  await app.whenReady();
  const t = createTranslate(languageFor(app.getLocale()));
  const message = t('startFailed.title');
  const detail = [
    inUse
      ? t('failure.settings.in-use', { folder: dataFolder })
      : t(`startFailed.${step}`, { folder: dataFolder, reason }),
    ...(step === 'folder' || inUse ? [] : [t('startFailed.log', { file: logFile })]),
  ].join('\n\n');
  // Nobody may be there to close the dialog when the desktop logs out.
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    const earlier = process.listeners(name);
    // Add the new listener first: without one, Node drops a signal that arrives in between.
    process.on(name, () => app.exit(1));
    for (const listener of earlier) process.off(name, listener);
  }
  // Whoever reads this may end the program.
  writeToTerminal(`${message}\n${detail}\n`);
  await showError({ message, detail });
  app.exit(1);
}

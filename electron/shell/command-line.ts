/** The command line: what a person, a launcher or the login asks for when the program starts. */

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What a second start asks the running program to do; sent from one process to the other. */
const actionSchema = z.enum(['open', 'settings', 'nothing', 'quit']);
export type StartAction = z.output<typeof actionSchema>;

export interface CommandLine {
  readonly action: StartAction;
  /** `--data=DIR`: another folder for settings; its secrets are kept apart too. */
  readonly data: string | undefined;
  /** `--managed=FILE`: the administrator's settings. */
  readonly managed: string | undefined;
  /** `--demo`: keep nothing in the keychain. Ignored in packages. */
  readonly demo: boolean;
  /** The `lampfield:` link that the system opened the program with: the core reads and shows it; it isn't acted on here. */
  readonly link?: string;
}

/** Never fails: Chromium's own switches are among the arguments, and unknown ones are ignored. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      hidden: { type: 'boolean' },
      settings: { type: 'boolean' },
      quit: { type: 'boolean' },
      demo: { type: 'boolean' },
      data: { type: 'string' },
      managed: { type: 'string' },
    },
  });
  return {
    action: actionOf(values),
    data: text(values.data),
    managed: text(values.managed),
    demo: !!values.demo,
    ...linkAmong(positionals),
  };
}

/** Longer than any link of the product; longer ones are ignored. */
const longestLink = 4_000;

function linkAmong(words: readonly string[]): { readonly link?: string } {
  const link = words.find((word) => /^lampfield:/i.test(word) && word.length <= longestLink);
  return link === undefined ? {} : { link };
}

function actionOf(values: { quit?: unknown; settings?: unknown; hidden?: unknown }): StartAction {
  if (values.quit) return 'quit';
  if (values.settings) return 'settings';
  return values.hidden ? 'nothing' : 'open';
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a second start asks for; one that cannot be understood opens the panel. */
export function readAction(data: unknown): StartAction {
  const parsed = z.object({ action: actionSchema }).safeParse(data);
  return parsed.success ? parsed.data.action : 'open';
}

/** The link that a second start was opened with. */
export function readLink(data: unknown): string | undefined {
  const parsed = z.object({ link: z.string().max(longestLink) }).safeParse(data);
  return parsed.success ? parsed.data.link : undefined;
}

/** The arguments of a start at login, so that it uses the same data. */
export function argumentsOfNextStart({
  data,
  managed,
}: Pick<CommandLine, 'data' | 'managed'>): readonly string[] {
  return [
    ...(data === undefined ? [] : [`--data=${resolve(data)}`]),
    ...(managed === undefined ? [] : [`--managed=${resolve(managed)}`]),
  ];
}

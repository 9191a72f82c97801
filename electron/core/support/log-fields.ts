/** The allow-list for log lines and the diagnosis: the names listed here, with values of the listed kind; nothing else. */

import type { LogFields } from '../ports.ts';

type Check = (value: string | number | boolean) => boolean;

const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
/** Letters and hyphens only: no token, MD5 or PIN looks like that. */
const word = matches(/^(?=.{1,40}$)[A-Za-z]+(-[A-Za-z]+)*$/);
const code = matches(/^(?=.{1,60}$)[a-z-]+(\.[a-z-]+)?$/);
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const errno = matches(/^([A-Z][A-Za-z_0-9]{0,29}|\d{1,5}|unread)$/);
const file = matches(/^(?=.{1,80}$)[a-z-]+(\.corrupt-[\dTZ.-]+)?\.json$/);

const allowed: Readonly<Record<string, Check>> = {
  code,
  request: code,
  state: word,
  reason: word,
  kind: word,
  phase: word,
  rule: matches(/^[a-z_]{1,30}$/),
  errno,
  file,
  keptAs: file,
  call: matches(/^[a-z]{1,20}(\/[a-z]{1,20})?$/),
  line: number,
  failures: number,
  status: number,
  count: number,
  triesLeft: number,
  jumpMs: number,
  limitMs: number,
  limitBytes: number,
  slept: flag,
  blocked: flag,
  restored: flag,
};

export function allowedFields(fields: LogFields): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    const check = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (value !== undefined && check?.(value)) kept[name] = value;
  }
  return kept;
}

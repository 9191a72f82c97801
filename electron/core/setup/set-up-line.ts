/** Reads a set-up line: a `lampfield:` link, or JSON in the managed file's own words. Every fault is reported by name. */

import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { fingerprintSchema } from '../settings/managed-schema.ts';
import { withoutUndefined } from '../lib/without-undefined.ts';
import { pbxShape, strictPatchSchema } from '../settings/settings-schema.ts';
import { readAddress } from '../trust/read-address.ts';

export interface SetUpLine {
  /** As written; a person may still correct it. */
  readonly url: string;
  readonly version?: z.output<typeof pbxShape.version>;
  readonly username?: string;
  /** SHA-256, 64 lower-case hex digits. */
  readonly fingerprint?: string;
  readonly extension?: string;
  /** A secret: from a file or pasted text only, never from a link. */
  readonly password?: string;
}

const told = z
  .strictObject({
    url: z.string().max(300).refine(isAddress),
    version: pbxShape.version,
    username: pbxShape.username.min(1),
    fingerprint: fingerprintSchema,
    password: z.string().min(1).max(256),
  })
  .partial();
const extension = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  strictPatchSchema.shape.extension.unwrap().unwrap(),
);
/** Flat, as a link has it. */
const flat = told.extend({ extension: extension.optional() });
/** As in the managed file; anything else there doesn't belong to a set-up line. */
const asManaged = z.looseObject({ pbx: told, extension: extension.nullish() });

/** @throws AppError `setup.not-a-line`, `setup.line-…`; none of them contains a value of the line */
export function readSetUpLine(text: string): SetUpLine {
  const line = text.trim();
  const fields = /^lampfield:/i.test(line) ? fieldsOfLink(line) : fieldsOfJson(line);
  if (fields.url === undefined) throw new AppError('setup.line-incomplete', { key: 'url' });
  if (fields.password !== undefined && fields.username === undefined)
    throw new AppError('setup.line-incomplete', { key: 'username' });
  return { ...withoutUndefined(fields), url: fields.url };
}

function fieldsOfLink(line: string): z.output<typeof flat> {
  const query = line.indexOf('?');
  // `lampfield:set-up?…` and `lampfield://set-up/?…`: browsers make one out of the other.
  const action = line.slice('lampfield:'.length, query < 0 ? undefined : query).replaceAll('/', '');
  if (query < 0 || action.toLowerCase() !== 'set-up') throw new AppError('setup.not-a-line');
  const given = [...new URLSearchParams(line.slice(query + 1).replace(/#.*$/s, ''))];
  // Links are kept in histories and seen by other programs.
  if (given.some(([key]) => key === 'password')) throw new AppError('setup.line-has-password');
  return checked(flat, Object.fromEntries(given));
}

function fieldsOfJson(line: string): z.output<typeof flat> {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    throw new AppError('setup.not-a-line');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new AppError('setup.not-a-line');
  if (!('pbx' in json)) return checked(flat, json);
  const { pbx, extension: mine } = checked(asManaged, json);
  return { ...pbx, ...(typeof mine === 'string' && { extension: mine }) };
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw new AppError('setup.line-unknown', { key: nameOnly(issue.keys[0]) });
  throw new AppError('setup.line-value', { key: issue?.path.map(String).join('.') ?? '' });
}

function isAddress(text: string): boolean {
  try {
    readAddress(text);
    return true;
  } catch {
    return false;
  }
}

/** With a quote missing, a secret may look like a name: only plain words are repeated. */
function nameOnly(key = ''): string {
  return /^[a-z]{1,20}$/i.test(key) ? key : '…';
}

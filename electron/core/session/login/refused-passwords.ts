/** Remembers refused passwords, so that none is sent again by itself, in this run or a later one. */

import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { toFailure } from '../../app-error.ts';
import type { SharedJsonFile } from '../../lib/files/json-file.ts';
import type { Credentials } from '../../pbx/client-port.ts';
import type { Log } from '../../ports.ts';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);
/** The latest one of each address, `host:port`. */
export const refusedFileSchema = z.strictObject({
  version: z.literal(1),
  marks: z.array(z.strictObject({ address: z.string(), salt: hex, mark: hex })).max(100),
});
export type RefusedFile = z.output<typeof refusedFileSchema>;

export const noRefusedPasswords = (): RefusedFile => ({ version: 1, marks: [] });

export interface RefusedPasswords {
  /** As far as this run knows, exactly. */
  has(address: string, credentials: Credentials): boolean;
  /** Refused in this run, or the latest one marked on disk. One other password in 65,536 is mistaken for it. Never rejects. */
  wasRefused(address: string, credentials: Credentials): Promise<boolean>;
  /** For this run. */
  add(address: string, credentials: Credentials): void;
  /** For later runs too: for the stored password, which they would send by themselves. Never rejects. */
  mark(address: string, credentials: Credentials): Promise<void>;
  /** The PBX has accepted it after all. Never rejects. */
  remove(address: string, credentials: Credentials): Promise<void>;
  /** A person starts again at this address. Never rejects. */
  forget(address: string): Promise<void>;
}

/**
 * The disk holds as little as possible: two bytes of a slow, salted hash. A thief of the file learns two
 * bytes about a password that is wrong, and millions of others share them.
 */
const markBytes = 2;
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

export function createRefusedPasswords({
  file,
  log,
}: {
  readonly file: SharedJsonFile<RefusedFile>;
  readonly log: Log;
}): RefusedPasswords {
  const inThisRun = new Map<string, Set<string>>();
  /** The same password under another name is another try. */
  const key = ({ username, passwordMd5 }: Credentials) => JSON.stringify([username, passwordMd5]);

  function isKnown(address: string, credentials: Credentials): boolean {
    return inThisRun.get(address)?.has(key(credentials)) ?? false;
  }

  function remember(address: string, credentials: Credentials): void {
    const refused = inThisRun.get(address) ?? new Set();
    inThisRun.set(address, refused.add(key(credentials)));
  }

  async function change(address: string, mark: { salt: string; mark: string } | undefined): Promise<void> {
    try {
      await file.update((current) => {
        const others = current.marks.filter((one) => one.address !== address);
        if (mark === undefined && others.length === current.marks.length) return current;
        return { ...current, marks: [...others, ...(mark ? [{ address, ...mark }] : [])].slice(-100) };
      });
    } catch (error) {
      log.warn('session.mark-not-kept', { code: toFailure(error).code });
    }
  }

  async function isMarked(address: string, credentials: Credentials): Promise<boolean> {
    const { value } = await file.read();
    const known = value.marks.find((one) => one.address === address);
    return known !== undefined && (await markOf(key(credentials), known.salt)) === known.mark;
  }

  return {
    has: isKnown,
    async wasRefused(address, credentials) {
      if (isKnown(address, credentials)) return true;
      if (!(await isMarked(address, credentials))) return false;
      remember(address, credentials);
      return true;
    },
    add: remember,
    async mark(address, credentials) {
      remember(address, credentials);
      const salt = randomBytes(16).toString('hex');
      await change(address, { salt, mark: await markOf(key(credentials), salt) });
    },
    async remove(address, credentials) {
      inThisRun.get(address)?.delete(key(credentials));
      if (await isMarked(address, credentials)) await change(address, undefined);
    },
    async forget(address) {
      inThisRun.delete(address);
      await change(address, undefined);
    },
  };
}

function markOf(text: string, salt: string): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(text, Buffer.from(salt, 'hex'), markBytes, cost, (error, derived) => {
      if (error === null) resolve(derived.toString('hex'));
      else reject(error);
    });
  });
}

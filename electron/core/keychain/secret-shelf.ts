/** What Lampfield keeps in the keychain for each PBX, and what it does while the keychain can't be opened. */

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { AppError, isAppError, toFailure } from '../app-error.ts';
import type { JsonFile } from '../lib/files/json-file.ts';
import { createListeners } from '../lib/listeners.ts';
import type { Failure } from '../../contract/failure.ts';
import type { Log, SecretStore } from '../ports.ts';

const accountSchema = z.strictObject({
  username: z.string().min(1),
  passwordMd5: z.string().regex(/^[0-9a-f]{32}$/),
  /** The PBX has refused this password: it is not sent again until a person changes it. */
  refused: z.boolean().optional(),
});
const tokenSchema = z.strictObject({
  token: z.string().min(1),
  /** When the PBX last accepted the token, ms since the epoch. */
  lastUsedAt: z.number().int().nonnegative(),
});
export type StoredAccount = z.output<typeof accountSchema>;
export type StoredToken = z.output<typeof tokenSchema>;

/** `memory-only`: the person chose to keep secrets for this run only. Before the first call the state is `ok`. */
export type ShelfState =
  | { readonly kind: 'ok' }
  | { readonly kind: 'unavailable' | 'locked' | 'denied'; readonly failure: Failure }
  | { readonly kind: 'memory-only' };

/**
 * The secrets of one PBX. Every method may reject with `keychain.unavailable`, `.locked`, `.not-set-up` or `.denied`;
 * what was to be saved or removed is then held in memory, counts at once, and is written by the shelf's `retry`.
 */
export interface PbxSecrets {
  /** Also rejects with `keychain.unreadable`: the entry makes no sense to us; saving again replaces it. */
  account(): Promise<StoredAccount | undefined>;
  saveAccount(account: StoredAccount): Promise<void>;
  /** An unreadable token is no token: the next login replaces it. */
  token(): Promise<StoredToken | undefined>;
  /** A call to the keychain each time: save a token's last use now and then, not with every request. */
  saveToken(token: StoredToken): Promise<void>;
  removeToken(): Promise<void>;
  /** For signing out: what any other PBX has left behind goes too. */
  removeAll(): Promise<void>;
}

export interface SecretShelf {
  readonly state: ShelfState;
  /** Called after the state has changed; returns the unsubscribe function. */
  subscribe(listener: (state: ShelfState) => void): () => void;
  /** To be awaited before the first use: what an earlier run could not remove. Never rejects. */
  load(): Promise<void>;
  /** `address`: the PBX's origin, `https://host:port`. */
  at(address: string): PbxSecrets;
  /** Tries the keychain again and writes to it what was held back. Rejects as the calls do, and changes nothing then. */
  retry(): Promise<void>;
  /** Nothing is asked of the keychain from now on; what is held stays in memory until the program ends. */
  keepForThisRunOnly(): void;
}

const namesSchema = z.array(z.string().max(300)).max(100);
/** The names of what the keychain holds: names only, no secrets. */
export const entryNamesSchema = z.strictObject({
  stored: namesSchema,
  /** Those that it still holds although the person has signed out. */
  toRemove: namesSchema,
});
type EntryNames = z.output<typeof entryNamesSchema>;
export const noEntryNames = (): EntryNames => ({ stored: [], toRemove: [] });

export interface SecretShelfPorts {
  readonly store: SecretStore;
  readonly log: Log;
  /** The next run must know what to remove, and a keychain cannot be asked for its entries; absent for secrets in memory. */
  readonly names?: JsonFile<EntryNames>;
}

export function createSecretShelf({ store, log, names }: SecretShelfPorts): SecretShelf {
  let state: ShelfState = { kind: 'ok' };
  const listeners = createListeners<ShelfState>(log);
  /** What hasn't reached the keychain yet, by entry; undefined: to be removed. */
  const held = new Map<string, string | undefined>();
  /** The names of all entries ever written, for any PBX. */
  const stored = new Set<string>();
  let noted = noEntryNames();

  function enter(next: ShelfState): void {
    if (next.kind === state.kind && reasonOf(next) === reasonOf(state)) return;
    state = next;
    log.info('keychain.state', { state: next.kind, reason: reasonOf(next) });
    listeners.notify(next);
  }

  /** The person's choice of memory stands until they ask for the keychain again and it opens. */
  async function guarded<T>(use: () => Promise<T>, leavesMemory = false): Promise<T> {
    try {
      const result = await use();
      if (leavesMemory || state.kind !== 'memory-only') enter({ kind: 'ok' });
      return result;
    } catch (error) {
      const failed = failedState(error);
      if (failed && state.kind !== 'memory-only') enter(failed);
      throw error;
    }
  }

  async function writeHeld(): Promise<void> {
    for (const [name, value] of held) if (value !== undefined) stored.add(name);
    // Noted first: a crash must not leave an entry behind that no one knows about.
    await noteNames();
    try {
      for (const [name, value] of held) {
        if (value === undefined) {
          await store.remove(name);
          stored.delete(name);
        } else {
          await store.write(name, value);
        }
        // It may have been changed again since.
        if (held.get(name) === value) held.delete(name);
      }
    } finally {
      await noteNames();
    }
  }

  /** A crash or a quit must not bring back an account that someone has signed out of. */
  async function noteNames(): Promise<void> {
    const toRemove = [...held].filter(([, value]) => value === undefined).map(([name]) => name);
    const next = { stored: [...stored].slice(-100), toRemove: toRemove.slice(-100) };
    if (names === undefined || isDeepStrictEqual(next, noted)) return;
    noted = next;
    await names.write(next).catch(() => log.warn('keychain.names-not-noted'));
  }

  async function read(name: string): Promise<string | undefined> {
    if (held.has(name)) return held.get(name);
    if (state.kind === 'memory-only') return undefined;
    // A keyring that was never created holds nothing, and asking for it would show the dialog again.
    if (held.size > 0 && waitsForPerson(state)?.code === 'keychain.not-set-up') return undefined;
    return guarded(async () => {
      await writeHeld();
      return store.read(name);
    });
  }

  async function change(name: string, value: string | undefined): Promise<void> {
    held.set(name, value);
    if (state.kind === 'memory-only') return;
    // The person was asked and said no: saving doesn't ask again until they choose to.
    const refusal = value === undefined ? undefined : waitsForPerson(state);
    if (refusal !== undefined) throw new AppError(refusal.code, refusal.detail);
    await guarded(writeHeld);
  }

  function parse<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
    if (text === undefined) return undefined;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      // The error of either parser may quote what it read.
      throw new AppError('keychain.unreadable', { reason: 'content' });
    }
  }

  function at(address: string): PbxSecrets {
    const accountName = `${address} account`;
    const tokenName = `${address} token`;
    return {
      account: async () => parse(accountSchema, await read(accountName)),
      async saveAccount(account) {
        await change(accountName, JSON.stringify(accountSchema.parse(account)));
      },
      async token() {
        try {
          return parse(tokenSchema, await read(tokenName));
        } catch (error) {
          if (!isAppError(error, 'keychain.unreadable')) throw error;
          log.warn('keychain.token-unreadable');
          return undefined;
        }
      },
      async saveToken(token) {
        await change(tokenName, JSON.stringify(tokenSchema.parse(token)));
      },
      removeToken: () => change(tokenName, undefined),
      async removeAll() {
        for (const name of [...held.keys(), ...stored, accountName]) held.set(name, undefined);
        await change(tokenName, undefined);
        // An earlier run may have left an account in a keychain that did not open in this one.
        if (state.kind === 'memory-only') await writeHeld().catch(() => log.warn('keychain.not-cleared'));
      },
    };
  }

  return {
    get state() {
      return state;
    },
    subscribe: (listener) => listeners.subscribe(listener),
    async load() {
      noted = (await names?.read())?.value ?? noEntryNames();
      for (const name of noted.toRemove) held.set(name, undefined);
      for (const name of noted.stored) stored.add(name);
    },
    at,
    async retry() {
      await guarded(async () => {
        await writeHeld();
        // With nothing held back, any question shows whether it opens.
        await store.read('open?');
      }, true);
    },
    keepForThisRunOnly: () => enter({ kind: 'memory-only' }),
  };
}

function reasonOf(state: ShelfState): string | undefined {
  const reason = 'failure' in state ? state.failure.detail['reason'] : undefined;
  return reason === undefined ? undefined : String(reason);
}

/** Why nothing can be stored before a person has done something; undefined where it can be tried. */
function waitsForPerson(state: ShelfState): Failure | undefined {
  return state.kind === 'locked' || state.kind === 'denied' ? state.failure : undefined;
}

/** One unreadable entry says nothing about the keychain as a whole. */
function failedState(error: unknown): ShelfState | undefined {
  const failure = toFailure(error);
  switch (failure.code) {
    case 'keychain.unavailable':
      return { kind: 'unavailable', failure };
    case 'keychain.locked':
    case 'keychain.not-set-up':
      return { kind: 'locked', failure };
    case 'keychain.denied':
      return { kind: 'denied', failure };
    default:
      return undefined;
  }
}

/** Notices that follow from the present state: each one is there while it is true and ends by itself. */

import type { Connection, Me, Notice } from '../../contract/snapshot.ts';
import type { JsonFileProblem } from '../lib/files/json-file.ts';
import type { ShelfState } from '../keychain/secret-shelf.ts';
import type { SessionState } from '../session/session-state.ts';
import type { ManagedReading } from '../settings/managed-settings.ts';

export interface NoticeState {
  readonly connection: Connection;
  readonly session: SessionState | null;
  readonly keychain: ShelfState;
  /** The connection in use has no encryption, in whatever state it is. */
  readonly plainHttp: boolean;
  /** Entries of the latest list that make no sense. */
  readonly unreadable: number;
  readonly me: Me | null;
  /** The next run has the account without the keychain. */
  readonly signsInAgain: boolean;
}

/** By id, undefined where there is nothing to say: for `Notices.set`, one by one. */
export function stateNotices(state: NoticeState): readonly [string, Omit<Notice, 'id'> | undefined][] {
  const { connection, session, keychain, plainHttp, unreadable, me, signsInAgain } = state;
  const contended = connection.kind === 'live' && connection.contended;
  // A keychain in trouble before anything was read is a need of its own.
  const unsaved = session?.kind === 'signed-in' && session.unsaved !== undefined;
  const inMemory = keychain.kind === 'memory-only' || unsaved;
  const gone = me !== null && !me.exists;
  return [
    ['contended', contended ? { code: 'contended', detail: {}, dismissible: true } : undefined],
    ['plain-http', plainHttp ? { code: 'plain-http', detail: {}, dismissible: false } : undefined],
    [
      'secrets-in-memory',
      inMemory ? { code: 'secrets-in-memory', detail: { signsInAgain }, dismissible: true } : undefined,
    ],
    [
      'entries-unreadable',
      unreadable > 0
        ? { code: 'entries-unreadable', detail: { count: unreadable }, dismissible: true }
        : undefined,
    ],
    [
      'extension-gone',
      gone ? { code: 'extension-gone', detail: { number: me.number }, dismissible: true } : undefined,
    ],
  ];
}

/** What was wrong with files when they were read, for the same list. */
export function fileNotices(problems: readonly JsonFileProblem[]): readonly [string, Omit<Notice, 'id'>][] {
  return problems.map((problem) => [`broken:${problem.file}`, fileNotice(problem)]);
}

function fileNotice(problem: JsonFileProblem): Omit<Notice, 'id'> {
  const { file } = problem;
  if (problem.kind === 'unreadable')
    return { code: 'settings-unreadable', detail: { file, errno: problem.errno }, dismissible: true };
  const code = problem.restored ? 'settings-restored' : 'settings-corrupt';
  return { code, detail: { file, keptAs: problem.keptAs ?? '' }, dismissible: true };
}

/** The managed file was ignored whole: `reason` in words that hold no value out of it. */
export function managedNotice({
  file,
  line,
  reason,
}: Extract<ManagedReading, { readonly kind: 'broken' }>): Omit<Notice, 'id'> {
  const detail = { file, reason, ...(line !== null && { line }) };
  return { code: 'managed-broken', detail, dismissible: false };
}

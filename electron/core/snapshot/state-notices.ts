/** Notices that follow from the present state: each one is there while it is true and ends by itself. */

import type { Connection, Me, Notice, NoticeCode } from '../../contract/snapshot.ts';
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
  // A keychain in trouble before anything was read is a need of its own.
  const unsaved = session?.kind === 'signed-in' && session.unsaved !== undefined;
  return [
    noticeWhile(connection.kind === 'live' && connection.contended, 'contended'),
    noticeWhile(plainHttp, 'plain-http', {}, false),
    noticeWhile(keychain.kind === 'memory-only' || unsaved, 'secrets-in-memory', { signsInAgain }),
    noticeWhile(unreadable > 0, 'entries-unreadable', { count: unreadable }),
    noticeWhile(me?.exists === false, 'extension-gone', { number: me?.number ?? '' }),
  ];
}

/** There is one notice of each code, so the code is its id. */
function noticeWhile(
  isTrue: boolean,
  code: NoticeCode,
  detail: Notice['detail'] = {},
  dismissible = true,
): [string, Omit<Notice, 'id'> | undefined] {
  return [code, isTrue ? { code, detail, dismissible } : undefined];
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

/** The managed file was ignored as a whole; `reason` contains no value from it. */
export function managedNotice({
  file,
  line,
  reason,
}: Extract<ManagedReading, { readonly kind: 'broken' }>): Omit<Notice, 'id'> {
  const detail = { file, reason, ...(line !== null && { line }) };
  return { code: 'managed-broken', detail, dismissible: false };
}

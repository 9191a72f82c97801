/** A poll as the product makes it: session, client and pinned transport, and the roster that takes the answer in. */

import { createJsonFile } from '../../electron/core/lib/files/json-file.ts';
import { passwordMd5 } from '../../electron/core/pbx/password-md5.ts';
import { createPbxClient } from '../../electron/core/pbx/pbx-client.ts';
import type { ExtensionList } from '../../electron/core/pbx/client-port.ts';
import { createPinnedTransport } from '../../electron/core/pbx/transport/pinned-transport.ts';
import { createTlsSessions, type TlsSessions } from '../../electron/core/pbx/transport/tls-sessions.ts';
import { createRoster } from '../../electron/core/presence/roster.ts';
import { createMemorySecrets } from '../../electron/core/keychain/memory-secrets.ts';
import { createSecretShelf } from '../../electron/core/keychain/secret-shelf.ts';
import { emptyGuardRecord, guardRecordSchema } from '../../electron/core/session/login/guard-record.ts';
import { createLoginGuard } from '../../electron/core/session/login/login-guard.ts';
import {
  createRefusedPasswords,
  noRefusedPasswords,
  refusedFileSchema,
} from '../../electron/core/session/login/refused-passwords.ts';
import { createSession } from '../../electron/core/session/session.ts';
import { systemClock as clock } from '../../electron/core/lib/system-clock.ts';
import { silentLog as log } from '../core/fixtures/start-core.ts';
import type { Ready } from './device-orders.ts';
import { unlockedFolder } from '../core/fixtures/unlocked-folder.ts';

export interface ProductPoll {
  /** True when the answer changed the roster. */
  poll(): Promise<boolean>;
  /** The bytes of a list answer, as they come from the device. */
  answer(): Promise<Uint8Array>;
  /** The session's token, for the floor. */
  token(): Promise<string>;
  close(): Promise<void>;
}

const noSessions: TlsSessions = {
  findSession: () => undefined,
  store: () => undefined,
  drop: () => undefined,
};

/**
 * Signed in and ready.
 * @param resumes whether TLS sessions are kept, as the product does; otherwise every handshake is a full one
 * @param folder where the login guard keeps its record
 */
export async function createProductPoll(
  device: Omit<Ready, 'kind'>,
  resumes: boolean,
  folder: string,
): Promise<ProductPoll> {
  const { host, port, fingerprint, username, password } = device;
  const transport = createPinnedTransport({
    host,
    port,
    version: 'v1.0.0',
    trust: { kind: 'pinned', sha256: fingerprint },
    clock,
    sessions: resumes ? createTlsSessions() : noSessions,
  });
  const client = createPbxClient({ transport });
  const address = `${host}:${port}`;
  const guardFile = createJsonFile({
    file: `${folder}/login-guard-${port}.json`,
    schema: guardRecordSchema,
    fallback: emptyGuardRecord,
    folder: unlockedFolder,
    clock,
    log,
  });
  const refused = createRefusedPasswords({
    file: createJsonFile({
      file: `${folder}/refused-passwords-${port}.json`,
      schema: refusedFileSchema,
      fallback: noRefusedPasswords,
      folder: unlockedFolder,
      clock,
      log,
    }),
    log,
  });
  const session = createSession({
    client,
    secrets: createSecretShelf({ store: createMemorySecrets(), log }).at(`https://${address}`),
    guard: createLoginGuard({ file: guardFile, refused, clock, log }),
    clock,
    random: () => 0.5,
    log,
    target: { address, sha256: fingerprint },
  });
  const roster = createRoster({ clock, locale: 'en', staleAfterMs: () => 6_000 });
  const { signal } = new AbortController();
  let previous: ExtensionList | undefined;
  await session.signIn({ username, passwordMd5: passwordMd5(password) });

  return {
    async poll() {
      const list = await session.call(
        (token, inner) => client.extensionList(token, previous, inner === undefined ? {} : { signal: inner }),
        { signal },
      );
      const { changed } = roster.apply(list, { afterPause: false });
      roster.snapshot();
      previous = list;
      return changed;
    },
    answer: () => session.call((token) => transport.post({ path: 'extensionlist/query', token })),
    token: () => session.call(async (token) => token),
    async close() {
      await session.stop({ keepToken: true });
      await client.close();
    },
  };
}

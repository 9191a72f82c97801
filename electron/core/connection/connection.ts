/** The connection to one PBX: opens access to it, polls through it, and says what a person must do. Another PBX is another connection. */

import type { Connection } from '../../contract/snapshot.ts';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../app-error.ts';
import { createListeners } from '../lib/listeners.ts';
import { createTimer } from '../lib/timer.ts';
import type { ExtensionList, PbxClient } from '../pbx/client-port.ts';
import { isLoopback, type PacketBudget } from '../pbx/transport/packet-budget.ts';
import { passwordMd5 } from '../pbx/password-md5.ts';
import type { TransportCounters, TrustPolicy } from '../pbx/transport/transport-port.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { createPoller } from '../polling/poller.ts';
import type { Poller } from '../polling/poller-port.ts';
import { createRoster, type LiveRoster } from '../presence/roster.ts';
import type { SecretShelf } from '../keychain/secret-shelf.ts';
import { askWithoutToken } from '../session/login/ask-without-token.ts';
import type { SessionState } from '../session/session-state.ts';
import type { LoginGuard } from '../session/login/login-guard.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { CertificateFailure } from '../trust/certificate-failure.ts';
import { fetchCertificate } from '../trust/fetch-certificate.ts';
import { addressUrl, hostAndPort, readAddress } from '../trust/read-address.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import { createCertificateQuestion } from './certificate-question.ts';
import { connectionState } from './connection-state.ts';
import { openPbxAccess, type PbxAccess } from './pbx-access.ts';

/** How much slower we poll while another program uses the same account. */
const contendedSlowDown = 4;

export interface PbxConnection {
  state(): Connection;
  readonly plainHttp: boolean;
  readonly session: SessionState | null;
  readonly poller: Poller;
  readonly roster: LiveRoster;
  /** How many entries of the latest list could not be read; the others stand. */
  readonly unreadable: number;
  readonly counters: Readonly<TransportCounters>;
  /** Called after each change of `state()` or `session`. */
  subscribe(listener: () => void): () => void;
  start(): void;
  /** Does `work` with a token and a client, as `Session.call` does. */
  call<T>(work: (client: PbxClient, token: string, signal?: AbortSignal) => Promise<T>): Promise<T>;
  decideCertificate(sha256: string, decision: 'trust' | 'refuse'): Promise<void>;
  signIn(username: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** Allows one more password than is safe, after a person has checked it. */
  allowOneMoreTry(): Promise<void>;
  retry(): void;
  retryKeychain(): Promise<void>;
  keepSecretsForThisRun(): Promise<void>;
  /** Ends the connection. A stored token spares the next start a login. */
  stop(options: { readonly keepToken: boolean }): Promise<void>;
}

export interface ConnectionPorts {
  readonly pbx: NonNullable<Settings['pbx']>;
  readonly settings: SettingsStore;
  readonly trust: TrustStore;
  readonly shelf: SecretShelf;
  readonly guard: LoginGuard;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly packets: PacketBudget;
  /** A BCP 47 tag, for the order of names. */
  readonly locale: string;
  /** What was seen of the list no longer counts: another PBX, or signed out. */
  readonly forgetSeen: () => void;
}

export function createConnection(ports: ConnectionPorts): PbxConnection {
  const { pbx, settings, trust, shelf, clock, random, log, packets, locale, forgetSeen } = ports;
  const address = readAddress(pbx.url);
  const origin = addressUrl(address);
  const trustKey = hostAndPort(address);
  const plainHttp = address.scheme === 'http';
  const counted = isLoopback(address.host) ? {} : { packets };
  const listeners = createListeners(log);
  let access: PbxAccess | undefined;
  let opening: Promise<PbxAccess> | undefined;
  const question = createCertificateQuestion(trust, trustKey, address.host);
  let previous: ExtensionList | undefined;
  let unreadable = 0;
  let signOuts = 0;
  const lockOutTimer = createTimer(clock);
  let ended = false;

  const intervals = () => settings.current.poll;
  const poller = createPoller({ poll, clock, random, log, intervals, ...counted });
  const roster = createRoster({ clock, locale, staleAfterMs: () => poller.staleAfterMs() });

  function poll(signal: AbortSignal, about: { readonly afterPause: boolean }): Promise<void> {
    return asking(async () => {
      const { client, session } = await ensureAccess(signal);
      // A redirect may have been a hotel's page: a token is sent again only when it no longer answers.
      if (poller.state().lastFailure?.code === 'network.redirected') await askWithoutToken(client);
      const before = signOuts;
      const list = await session.call(
        (token, inner) => client.extensionList(token, previous, { signal: inner }),
        { signal },
      );
      if (signOuts !== before) throw new AppError('pbx.signed-out');
      roster.apply(list, about);
      followUnreadable(list.unreadable.length);
      previous = list;
      // Nothing else may have changed, and the question would stay on the screen.
      if (question.need !== null) {
        question.clear();
        listeners.notify();
      }
    });
  }

  function followUnreadable(count: number): void {
    if (count === unreadable) return;
    log.warn('roster.unreadable', { count });
    // The list itself may show the same rows as before.
    unreadable = count;
    listeners.notify();
  }

  /** Any certificate that isn't accepted becomes a question to the person. */
  async function asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CertificateFailure)) throw error;
      question.raise(error);
      listeners.notify();
      throw trust.explain(trustKey, error);
    }
  }

  /** One opening shared by all callers. */
  function ensureAccess(signal?: AbortSignal): Promise<PbxAccess> {
    if (ended) return Promise.reject(new AppError('network.cancelled'));
    if (access !== undefined) return Promise.resolve(access);
    opening ??= open(signal).finally(() => (opening = undefined));
    return opening;
  }

  async function open(signal?: AbortSignal): Promise<PbxAccess> {
    const policy = await policyNow(signal);
    const { version } = pbx;
    const opened = openPbxAccess({ ...ports, address, version, trust: policy, secrets: shelf.at(origin) });
    opened.session.subscribe(followSession);
    access = opened;
    return opened;
  }

  /** An authority's word needs no question; anything else is asked about before a byte is sent. */
  async function policyNow(signal?: AbortSignal): Promise<TrustPolicy> {
    const { host, port, scheme } = address;
    if (scheme === 'http') {
      if (settings.current.plainHttpConfirmedFor === origin) return { kind: 'plain-http' };
      throw new AppError('tls.plain-http', { host });
    }
    const known = trust.policyFor(trustKey);
    if (known !== undefined) return known;
    const { certificate, vouched } = await fetchCertificate({ host, port, clock, ...counted, signal });
    if (!vouched || trust.isRefused(trustKey, certificate.sha256)) {
      throw new CertificateFailure(trust.judge(trustKey, certificate.sha256), certificate);
    }
    await trust.approve(trustKey, certificate, 'authority');
    return trust.policyFor(trustKey) ?? policyNow(signal);
  }

  function followSession(state: SessionState): void {
    poller.setSlowDown(state.kind === 'signed-in' && state.contended ? contendedSlowDown : 1);
    lockOutTimer.cancel();
    if (state.kind === 'locked-out')
      lockOutTimer.set(Math.max(0, state.untilMs - clock.now()), () => poller.retryNow());
    if (state.kind === 'signed-out') forgetList();
    // Whatever the login was for, the poller no longer waits for a person.
    const { kind, blocked } = poller.state();
    if (state.kind === 'signed-in' && blocked && kind === 'idle') poller.retryNow();
    listeners.notify();
  }

  /** The next person at this desk must not see it before they have signed in. */
  function forgetList(): void {
    signOuts += 1;
    previous = undefined;
    unreadable = 0;
    roster.forget();
    forgetSeen();
  }

  async function dropAccess(keepToken: boolean): Promise<void> {
    await opening?.catch(() => undefined);
    const old = access;
    access = undefined;
    previous = undefined;
    lockOutTimer.cancel();
    await old?.close({ keepToken });
  }

  function followPauses(): void {
    const { pausedBecause } = poller.state();
    if (pausedBecause.length === 0) access?.session.resume();
    else access?.session.pause(pausedBecause.includes('sleep') ? 'asleep' : 'quiet');
    listeners.notify();
  }
  poller.subscribe(followPauses);
  const stopFollowingTrust = trust.subscribe((changed) => {
    if (changed === trustKey) void followTrust();
  });

  /** Ends access that was opened under different trust, as soon as anyone changes the decision. */
  async function followTrust(): Promise<void> {
    if (access === undefined || isDeepStrictEqual(trust.policyFor(trustKey), access.trust)) return;
    await dropAccess(true);
    poller.pollNow('asked');
  }

  return {
    plainHttp,
    poller,
    roster,
    get unreadable() {
      return unreadable;
    },
    get session() {
      return access?.session.state ?? null;
    },
    get counters() {
      return access?.counters ?? { requests: 0, fullHandshakes: 0, resumedHandshakes: 0 };
    },
    state: () =>
      connectionState({
        plainHttp,
        certificate: question.need,
        session: access?.session.state ?? null,
        poller: poller.state(),
        listed: roster.snapshot().confirmedAt !== null,
      }),
    subscribe: (listener) => listeners.subscribe(listener),
    start() {
      poller.start();
    },
    call: (work) =>
      asking(async () => {
        const { client, session } = await ensureAccess();
        return session.call((token, signal) => work(client, token, signal));
      }),
    async decideCertificate(sha256, decision) {
      await question.decide(sha256, decision);
      if (decision === 'trust') {
        await dropAccess(true);
        poller.retryNow();
      }
      listeners.notify();
    },
    async signIn(username, password) {
      settings.refuseLocked({ pbx: { username } });
      await asking(async () => {
        const { session } = await ensureAccess();
        await session.signIn({ username, passwordMd5: passwordMd5(password) });
      });
      poller.retryNow();
      await settings.change({ pbx: { username } });
    },
    async signOut() {
      const { session } = await ensureAccess();
      await session.signOut();
      poller.retryNow();
    },
    async allowOneMoreTry() {
      const { session } = await ensureAccess();
      await session.allowOneMoreTry();
      poller.retryNow();
    },
    retry: () => {
      question.clear();
      poller.retryNow();
    },
    async retryKeychain() {
      await shelf.retry();
      await access?.session.retryKeychain();
      poller.retryNow();
    },
    async keepSecretsForThisRun() {
      shelf.keepForThisRunOnly();
      await access?.session.retryKeychain();
      poller.retryNow();
    },
    async stop({ keepToken }) {
      ended = true;
      poller.stop();
      listeners.clear();
      stopFollowingTrust();
      await dropAccess(keepToken);
    },
  };
}

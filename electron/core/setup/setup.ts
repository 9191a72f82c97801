/** The wizard from "installed" to "I see my colleagues": address, certificate, account, extension. Nothing counts before its end. */

import type { Handlers, Payload } from '../../contract/requests.ts';
import type { SetupView } from '../../contract/snapshot.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { ConnectionPorts } from '../connection/connection.ts';
import { createListeners } from '../lib/listeners.ts';
import { defaultApiVersion } from '../settings/settings-schema.ts';
import { addressUrl, hostAndPort } from '../trust/read-address.ts';
import type { PersonHint } from './likely-extension.ts';
import { policyWithoutAsking, probePbx } from './probe-pbx.ts';
import { readSetUpLine } from './set-up-line.ts';
import { setupView, stepBefore, type Findings } from './setup-view.ts';
import { createTrialLogin } from './trial-login.ts';
import { followSetUpLine, fillInSetUp, type WizardSteps } from './fill-in-set-up.ts';

type SetupRequest = Extract<keyof Handlers, `setup.${string}`>;

export interface Setup {
  /** Null while the wizard is closed. */
  view(): SetupView | null;
  /** Called after each change of the view. */
  subscribe(listener: () => void): () => void;
  readonly handlers: Pick<Handlers, SetupRequest>;
  /** Who am I, of the connection that is live. */
  openForExtension(): void;
  stop(): Promise<void>;
}

export interface SetupPorts extends Omit<ConnectionPorts, 'pbx' | 'locale' | 'forgetSeen'> {
  readonly person: PersonHint;
  /** The list of the live connection, for choosing an extension without signing in again. */
  readonly listed: () => SetupView['extensions'];
  /** The settings now name this PBX: connect to it. */
  readonly connect: () => Promise<void>;
  /** A set-up line has come in: a link from elsewhere, or a file whose dialog has closed the panel. */
  readonly openPanel: () => void;
  /** Starts the demo PBX; absent where there is none. */
  readonly startDemo?: () => Promise<DemoAccount>;
}

export interface DemoAccount {
  readonly url: string;
  /** 64 lower-case hex digits */
  readonly fingerprint: string;
  readonly username: string;
  readonly password: string;
  readonly extension: string;
}

export function createSetup(ports: SetupPorts): Setup {
  const { settings, trust, shelf, clock, log, packets, person, listed, connect, startDemo, openPanel } =
    ports;
  const listeners = createListeners(log);
  const trial = createTrialLogin(ports);
  let found: Findings | null = null;
  /** An address that someone typed is still there when they come back. */
  let typedLast = '';

  function open(at: 'address' | 'extension'): void {
    const { pbx } = settings.current;
    found = {
      step: at,
      working: false,
      failure: null,
      typed: pbx?.url ?? typedLast,
      sighting: null,
      policy: null,
      username: pbx?.username ?? '',
      version: settings.locked.includes('pbx.version') ? (pbx?.version ?? defaultApiVersion) : null,
      signedInWith: null,
      line: null,
      lineShown: false,
      openedByLine: false,
      triesLeft: null,
      waitUntil: null,
      device: null,
      extensions: at === 'extension' ? listed() : [],
      extensionOnly: at === 'extension',
    };
    listeners.notify();
  }

  /** The step under way, for `stop`. */
  let running: Promise<unknown> = Promise.resolve();

  function step(work: (findings: Findings) => Promise<void>): Promise<void> {
    const done = runStep(work);
    running = done.catch(() => undefined);
    return done;
  }

  /** Runs one step: its failure is shown in the view and returned to the caller. */
  async function runStep(work: (findings: Findings) => Promise<void>): Promise<void> {
    const findings = found;
    if (findings === null) throw new AppError('ipc.invalid-payload', { request: 'setup', field: 'closed' });
    if (findings.working) throw new AppError('extension.busy');
    findings.working = true;
    findings.failure = null;
    listeners.notify();
    try {
      await work(findings);
    } catch (error) {
      findings.failure = toFailure(error);
      throw error;
    } finally {
      findings.working = false;
      listeners.notify();
    }
  }

  async function tryAddress(findings: Findings, text: string, plainHttpConfirmed: boolean): Promise<void> {
    findings.typed = text;
    findings.signedInWith = null;
    await trial.close({ keepToken: false });
    const sighting = await probePbx({ text, plainHttpConfirmed, clock, packets });
    const origin = addressUrl(sighting.address);
    settings.refuseLocked({ pbx: { url: origin } });
    if (sighting.address.scheme === 'http') settings.refuseLocked({ plainHttpConfirmedFor: origin });
    findings.sighting = sighting;
    findings.policy = policyWithoutAsking(sighting, trust);
    findings.step = findings.policy === null ? 'certificate' : 'account';
    await trial.showTries(findings);
  }

  async function decide(findings: Findings, sha256: string, decision: 'trust' | 'refuse'): Promise<void> {
    const { sighting } = findings;
    if (sighting?.certificate?.sha256 !== sha256)
      throw new AppError('tls.changed-certificate', { offeredSha256: sha256 });
    if (decision === 'refuse') {
      distrust(findings);
      await trial.close({ keepToken: true });
      await trust.refuse(hostAndPort(sighting.address), sha256);
      throw new AppError('tls.refused-certificate', { offeredSha256: sha256 });
    }
    findings.policy = { kind: 'pinned', sha256 };
    findings.step = 'account';
  }

  /** Nothing more is sent under a certificate that was refused, here or elsewhere. */
  function distrust(findings: Findings): void {
    findings.policy = null;
    findings.signedInWith = null;
    findings.step = 'certificate';
  }

  trust.subscribe((key) => {
    const { sighting } = found ?? {};
    if (found === null || sighting?.certificate == null || hostAndPort(sighting.address) !== key) return;
    if (!trust.isRefused(key, sighting.certificate.sha256)) return;
    distrust(found);
    void trial.close({ keepToken: true });
    listeners.notify();
  });

  async function tryAccount(
    findings: Findings,
    { username, password, version }: Payload<'setup.account'>,
  ): Promise<void> {
    const { sighting, policy } = findings;
    if (sighting === null)
      throw new AppError('ipc.invalid-payload', { request: 'setup.account', field: 'step' });
    if (policy === null)
      throw new AppError('tls.refused-certificate', { offeredSha256: sighting.certificate?.sha256 ?? '' });
    settings.refuseLocked({ pbx: { username, ...(version !== undefined && { version }) } });
    findings.username = username;
    findings.version = version ?? findings.version;
    try {
      await trial.signIn(findings, { username, password });
      findings.step = 'extension';
    } finally {
      await trial.showTries(findings);
    }
  }

  /** The order matters: if a step fails, what was stored before still fits together. */
  async function finish(findings: Findings, number: string): Promise<void> {
    if (!findings.extensions.some((extension) => extension.number === number)) {
      throw new AppError('extension.unknown', { number });
    }
    if (findings.extensionOnly) {
      await settings.change({ extension: number });
      close();
      return connect();
    }
    const { sighting, policy, signedInWith, username } = findings;
    if (sighting === null || policy === null || signedInWith === null) throw new AppError('pbx.signed-out');
    const { address, certificate } = sighting;
    const origin = addressUrl(address);
    const chosen = {
      pbx: { url: origin, version: signedInWith, username },
      plainHttpConfirmedFor: policy.kind === 'plain-http' ? origin : null,
      extension: number,
    };
    settings.refuseLocked(chosen);
    // A failure from here on can be tried again: all that the step needs is kept until its end.
    await trial.close({ keepToken: true });
    if (certificate !== null && policy.kind !== 'plain-http') {
      await trust.approve(hostAndPort(address), certificate, policy.kind);
    }
    await trial.storeAccount(shelf.at(origin));
    await settings.change(chosen);
    close();
    await connect();
  }

  function close(): void {
    found = null;
    listeners.notify();
  }

  async function cancel(): Promise<void> {
    typedLast = found?.typed ?? typedLast;
    close();
    await trial.close({ keepToken: false });
  }

  function goBack(): Promise<void> {
    const before = found && stepBefore(found);
    if (before === null) return cancel();
    return step(async (findings) => {
      if (findings.step === 'address') findings.line = null;
      findings.step = before;
      if (before === 'address') await trial.close({ keepToken: false });
    });
  }

  async function tryDemo(findings: Findings): Promise<void> {
    if (startDemo === undefined) throw new AppError('ipc.unknown-request', { request: 'setup.demo' });
    const demo = await startDemo();
    await tryAddress(findings, demo.url, false);
    if (findings.sighting?.certificate?.sha256 !== demo.fingerprint)
      throw new AppError('tls.changed-certificate', {});
    findings.policy = { kind: 'pinned', sha256: demo.fingerprint };
    await tryAccount(findings, { username: demo.username, password: demo.password });
    const chosen = findings.extensions.find(({ number }) => number === settings.current.extension);
    await finish(findings, chosen?.number ?? demo.extension);
  }

  /** For a line that answers them. */
  const steps: WizardSteps = { trust, tryAddress, tryAccount, finish };

  /** A line is shown before anything is done with it: it may come from anyone. */
  function showLine(text: string): Promise<void> {
    openPanel();
    const openedByLine = found === null;
    if (openedByLine) open('address');
    return step(async (findings) => {
      findings.line = null;
      findings.line = readSetUpLine(text);
      findings.openedByLine = openedByLine;
      findings.lineShown = true;
      findings.step = 'address';
      findings.sighting = null;
      findings.extensionOnly = false;
      await trial.close({ keepToken: false });
    });
  }

  /** A step that a person answers, and then those that the line does. */
  function answered(work: (findings: Findings) => Promise<void>): Promise<void> {
    return step(async (findings) => {
      await work(findings);
      await followSetUpLine(findings, steps);
    });
  }

  return {
    view: () => (found === null ? null : setupView(found, { settings: settings.current, trust, person })),
    subscribe: (listener) => listeners.subscribe(listener),
    openForExtension: () => {
      if (found === null) open('extension');
    },
    handlers: {
      'setup.open': ({ at }) => open(at),
      'setup.address': ({ address, plainHttpConfirmed }) =>
        answered((findings) => tryAddress(findings, address, plainHttpConfirmed)),
      'setup.line': ({ text }) => showLine(text),
      'setup.use-line': () => step((findings) => fillInSetUp(findings, steps)),
      'setup.certificate': ({ sha256, decision }) =>
        answered((findings) => decide(findings, sha256, decision)),
      'setup.account': (account) => answered((findings) => tryAccount(findings, account)),
      'setup.allow-one-more-try': () => step((findings) => trial.allowOneMoreTry(findings)),
      'setup.extension': ({ number }) => step((findings) => finish(findings, number)),
      'setup.demo': () => {
        // From the command line, also when a run before this one has left nothing to set up.
        if (found === null) open('address');
        return step(tryDemo);
      },
      'setup.back': goBack,
      'setup.cancel': cancel,
    },
    async stop() {
      found = null;
      await trial.close({ keepToken: false });
      await running;
    },
  };
}

/** Answers the wizard's steps from a set-up line, as far as it has the answers; the person is asked for the rest. */

import type { Payload } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import { hostAndPort, readAddress } from '../trust/read-address.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import type { Findings } from './setup-view.ts';
import type { SetUpLine } from './set-up-line.ts';

/** The wizard's own steps. */
export interface WizardSteps {
  readonly trust: Pick<TrustStore, 'isRefused'>;
  readonly tryAddress: (findings: Findings, address: string, plainHttpConfirmed: boolean) => Promise<void>;
  readonly tryAccount: (findings: Findings, account: Payload<'setup.account'>) => Promise<void>;
  readonly finish: (findings: Findings, extension: string) => Promise<void>;
}

/** @throws AppError as the steps do; `setup.other-certificate` where the PBX shows another one than the line names */
export async function fillInSetUp(findings: Findings, steps: WizardSteps): Promise<void> {
  const { line } = findings;
  if (line === null) throw new AppError('setup.not-a-line');
  findings.lineShown = false;
  findings.username = line.username ?? findings.username;
  findings.version = line.version ?? findings.version;
  await steps.tryAddress(findings, line.url, false);
  await followSetUpLine(findings, steps);
}

function answerForCertificate(findings: Findings, line: SetUpLine, trust: WizardSteps['trust']): void {
  const { sighting } = findings;
  const offered = sighting?.certificate?.sha256;
  if (line.fingerprint === undefined || sighting === null || offered === undefined) return;
  // What the person has refused before, no line may answer for them.
  if (trust.isRefused(hostAndPort(sighting.address), offered)) return;
  if (line.fingerprint !== offered) throw new AppError('setup.other-certificate', { offeredSha256: offered });
  findings.policy = { kind: 'pinned', sha256: offered };
  findings.step = 'account';
}

/** After a step that a person has answered: the line may know the next answers. */
export async function followSetUpLine(findings: Findings, steps: WizardSteps): Promise<void> {
  // It is meant for its own address only: its password goes nowhere else.
  if (findings.line !== null && !isFor(findings.line, findings)) findings.line = null;
  if (findings.line !== null && findings.step === 'certificate')
    answerForCertificate(findings, findings.line, steps.trust);
  if (findings.step === 'account') {
    if (findings.line === null) return;
    const { password, ...rest } = findings.line;
    const { username, version } = rest;
    if (username === undefined || password === undefined) return;
    // Sent once: a password that was refused is never taken from the line again.
    findings.line = rest;
    await steps.tryAccount(findings, { username, password, ...(version !== undefined && { version }) });
  }
  const mine = findings.line?.extension;
  if (findings.step === 'extension' && findings.extensions.some(({ number }) => number === mine))
    await steps.finish(findings, mine ?? '');
}

function isFor({ url }: SetUpLine, { sighting }: Findings): boolean {
  return sighting !== null && hostAndPort(sighting.address) === hostAndPort(readAddress(url));
}

/** What the wizard has found so far, and how that is shown. */

import type { CertificateView } from '../../contract/certificate.ts';
import type { SetUpLineView } from '../../contract/set-up-line.ts';
import type { SetupView } from '../../contract/snapshot.ts';
import type { TrustPolicy } from '../pbx/transport/transport-port.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { fingerprintOnly } from '../trust/certificate-view.ts';
import { addressUrl, hostAndPort, readAddress } from '../trust/read-address.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import { likelyExtension, type PersonHint } from './likely-extension.ts';
import type { SetUpLine } from './set-up-line.ts';
import type { Sighting } from './probe-pbx.ts';

/** Dropped when the wizard closes. */
export interface Findings {
  step: SetupView['step'];
  working: boolean;
  failure: SetupView['failure'];
  typed: string;
  sighting: Sighting | null;
  policy: TrustPolicy | null;
  username: string;
  /** Null: found by trying. */
  version: SetupView['version'];
  /** The API version that the account was accepted on; null before that. */
  signedInWith: SetupView['version'];
  /** What an administrator handed out, until the wizard closes. */
  line: SetUpLine | null;
  /** It is shown and waits for the person to confirm it. */
  lineShown: boolean;
  /** Without it the wizard wouldn't be open. */
  openedByLine: boolean;
  triesLeft: number | null;
  waitUntil: number | null;
  device: SetupView['device'];
  extensions: SetupView['extensions'];
  /** Only who I am is asked; the connection stays as it is. */
  extensionOnly: boolean;
}

interface SetupSurroundings {
  readonly settings: Settings;
  readonly trust: TrustStore;
  readonly person: PersonHint;
}

/** Where "Back" leads; null: out of the wizard. */
export function stepBefore(findings: Findings): SetupView['step'] | null {
  const { step: now, sighting, extensionOnly, openedByLine } = findings;
  if (extensionOnly) return null;
  if (now === 'extension') return 'account';
  if (now === 'account' && sighting?.certificate != null) return 'certificate';
  if (now === 'address' && (openedByLine || shownLine(findings) === null)) return null;
  return 'address';
}

/** Shown until it is used: from then on the steps show what there is. */
const shownLine = ({ line, lineShown }: Findings): SetUpLine | null => (lineShown ? line : null);

export function setupView(findings: Findings, { settings, trust, person }: SetupSurroundings): SetupView {
  const { sighting, extensions } = findings;
  const { certificate = null, vouched = false, address } = sighting ?? {};
  const key = address === undefined ? '' : hostAndPort(address);
  return {
    step: findings.step,
    extensionOnly: findings.extensionOnly,
    line: lineView(findings, settings),
    working: findings.working,
    failure: findings.failure,
    address: findings.typed,
    host: address?.host ?? null,
    plainHttp: findings.policy?.kind === 'plain-http',
    certificate: certificate && {
      offered: certificate,
      vouched,
      known: knownBefore(findings, trust.known(key)),
      refusedBefore: trust.isRefused(key, certificate.sha256),
    },
    username: findings.username,
    version: findings.version,
    triesLeft: findings.triesLeft,
    waitUntil: findings.waitUntil,
    device: findings.device,
    extensions,
    likelyExtension: findings.line?.extension ?? settings.extension ?? likelyExtension(extensions, person),
  };
}

function lineView(findings: Findings, { pbx }: Settings): SetUpLineView | null {
  const line = shownLine(findings);
  if (line === null) return null;
  return {
    url: line.url,
    username: line.username ?? null,
    extension: line.extension ?? null,
    hasFingerprint: line.fingerprint !== undefined,
    hasPassword: line.password !== undefined,
    replaces: pbx === null || pbx.url === addressUrl(readAddress(line.url)) ? null : pbx.url,
  };
}

/** A fingerprint from the administrator counts for more than a certificate that was confirmed here once. */
function knownBefore({ line }: Findings, known: CertificateView | undefined): CertificateView | null {
  const { fingerprint } = line ?? {};
  if (fingerprint === undefined || fingerprint === known?.sha256) return known ?? null;
  return fingerprintOnly(fingerprint);
}

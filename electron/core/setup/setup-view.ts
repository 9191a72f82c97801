/** What the wizard has found so far, and how that is shown. */

import type { SetupView } from '../../contract/snapshot.ts';
import type { TrustPolicy } from '../pbx/transport-port.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { hostAndPort } from '../trust/read-address.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import { likelyExtension, type PersonHint } from './likely-extension.ts';
import type { Sighting } from './look-for-pbx.ts';

/** Dropped when the wizard closes. */
export interface Findings {
  step: SetupView['step'];
  working: boolean;
  failure: SetupView['failure'];
  typed: string;
  sighting: Sighting | null;
  policy: TrustPolicy | null;
  username: string;
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

/** Where "Back" leads. */
export function stepBefore({ step: now, sighting, extensionOnly }: Findings): SetupView['step'] {
  if (extensionOnly) return 'extension';
  if (now === 'extension') return 'account';
  if (now === 'account' && sighting?.certificate != null) return 'certificate';
  return 'address';
}

export function setupView(findings: Findings, { settings, trust, person }: SetupSurroundings): SetupView {
  const { sighting, extensions } = findings;
  const { certificate = null, vouched = false, address } = sighting ?? {};
  const key = address === undefined ? '' : hostAndPort(address);
  return {
    step: findings.step,
    working: findings.working,
    failure: findings.failure,
    address: findings.typed,
    host: address?.host ?? null,
    plainHttp: findings.policy?.kind === 'plain-http',
    certificate: certificate && {
      offered: certificate,
      vouched,
      known: trust.known(key) ?? null,
      refusedBefore: trust.isRefused(key, certificate.sha256),
    },
    username: findings.username,
    triesLeft: findings.triesLeft,
    waitUntil: findings.waitUntil,
    device: findings.device,
    extensions,
    likelyExtension: settings.extension ?? likelyExtension(extensions, person),
  };
}

/** One program of the fleet: its real session, guard and poller, on a simulated network card. */

import { AppError } from '../../../electron/core/app-error.ts';
import { createMemorySecrets } from '../../../electron/core/keychain/memory-secrets.ts';
import { createSecretShelf } from '../../../electron/core/keychain/secret-shelf.ts';
import type { ExtensionList } from '../../../electron/core/pbx/client-port.ts';
import { createPacketBudget } from '../../../electron/core/pbx/transport/packet-budget.ts';
import type { Clock, Log } from '../../../electron/core/ports.ts';
import type { PollIntervals } from '../../../electron/core/polling/pace.ts';
import { defaultSettings } from '../../../electron/core/settings/settings-schema.ts';
import { createPoller } from '../../../electron/core/polling/poller.ts';
import type { Poller } from '../../../electron/core/polling/poller-port.ts';
import { emptyGuardRecord } from '../../../electron/core/session/login/guard-record.ts';
import { createLoginGuard } from '../../../electron/core/session/login/login-guard.ts';
import {
  createRefusedPasswords,
  noRefusedPasswords,
} from '../../../electron/core/session/login/refused-passwords.ts';
import { createSession } from '../../../electron/core/session/session.ts';
import type { Session } from '../../../electron/core/session/session-port.ts';
import { createMemoryFile } from '../../core/fixtures/memory-file.ts';
import type { DeviceLine, SimDevice } from './sim-device.ts';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const slowDownWhenContended = 4;

export interface FleetProgram {
  readonly poller: Poller;
  readonly session: Session;
  /** Uptime ms; infinite before it was started. */
  readonly startedAtMs: number;
  /** When polls were answered, uptime ms. */
  readonly answeredAt: number[];
  readonly line: DeviceLine;
  start(): void;
  stop(): Promise<void>;
}

export interface FleetProgramPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly device: SimDevice;
  readonly intervals?: PollIntervals;
  readonly passwordIsRight?: boolean;
}

/** Signed in before: the account is in the keychain, no token is left. */
export async function createFleetProgram({
  clock,
  random,
  device,
  intervals = defaultSettings.poll,
  passwordIsRight = true,
}: FleetProgramPorts): Promise<FleetProgram> {
  const packets = createPacketBudget(clock);
  const line = device.connect((spent) => packets.spend(spent));
  /** As the transport does before it opens a connection. */
  const afford = async (): Promise<void> => {
    const waitMs = packets.waitMs('request');
    if (waitMs > 0) await new Promise<void>((resolve) => void clock.after(waitMs, resolve));
  };
  const store = createMemorySecrets();
  const shelf = createSecretShelf({ store, log: quiet });
  const secrets = shelf.at('https://pbx:8088');
  await secrets.saveAccount({ username: 'api', passwordMd5: 'f'.repeat(32), refused: false });
  const answeredAt: number[] = [];
  const session = createSession({
    client: {
      login: () => afford().then(() => line.login(passwordIsRight)),
      heartbeat: (token) => afford().then(() => line.ask(token)),
      logout: async () => undefined,
      deviceInfo: async () => {
        await line.ask('');
        throw new AppError('pbx.session-expired');
      },
    },
    secrets,
    guard: createLoginGuard({
      file: createMemoryFile(emptyGuardRecord),
      refused: createRefusedPasswords({ file: createMemoryFile(noRefusedPasswords), log: quiet }),
      clock,
      log: quiet,
    }),
    clock,
    random,
    log: quiet,
    target: { address: 'pbx:8088', sha256: null },
  });
  const unchanged: ExtensionList = { bytes: new Uint8Array(), extensions: [], unreadable: [] };
  const poller = createPoller({
    clock,
    random,
    log: quiet,
    intervals: () => intervals,
    packets,
    async poll(signal) {
      await session.call(
        async (token) =>
          afford()
            .then(() => line.ask(token))
            .then(() => unchanged),
        { signal },
      );
      answeredAt.push(clock.uptimeMs());
    },
  });
  session.subscribe((state) => {
    poller.setSlowDown(state.kind === 'signed-in' && state.contended ? slowDownWhenContended : 1);
  });
  let startedAtMs = Number.POSITIVE_INFINITY;
  return {
    get startedAtMs() {
      return startedAtMs;
    },
    poller,
    session,
    answeredAt,
    line,
    start() {
      startedAtMs = clock.uptimeMs();
      poller.start();
    },
    async stop() {
      poller.stop();
      await session.stop({ keepToken: true });
    },
  };
}

/**
 * A PBX with a slow processor, for hundreds of programs: one request after the other, each with its own TLS connection.
 * What a handshake costs is given; an embedded box does about twelve full ones a second.
 */

import { AppError } from '../../../electron/core/app-error.ts';
import { packetsFor, type RequestCost } from '../../../electron/core/pbx/transport/packet-budget.ts';
import type { Clock } from '../../../electron/core/ports.ts';

export interface DeviceSpeed {
  /** A full TLS handshake: the private key is what's slow. */
  readonly fullHandshakeMs: number;
  /** A resumed one. Equal to the full one where the device keeps no sessions. */
  readonly resumedHandshakeMs: number;
  readonly answerMs: number;
}

/** Twelve full handshakes a second; a resumed one spares the private key. */
export const usualSpeed: DeviceSpeed = { fullHandshakeMs: 1_000 / 12, resumedHandshakeMs: 12, answerMs: 8 };

/** A device that resumes nothing. */
export const sessionlessSpeed: DeviceSpeed = {
  ...usualSpeed,
  resumedHandshakeMs: usualSpeed.fullHandshakeMs,
};

/** How long a program waits for an answer (pinned transport). */
const timeoutMs = 10_000;
/** A connection that its client has closed before it was served still has to be accepted. */
const abandonedMs = 2;

/** About 90 bytes for each of 500 extensions (PBX notes, "Sizes"). */
const listBytes = 500 * 90;
const loginBytes = 120;

export interface DeviceMinute {
  /** Those that reached it: a connection that nobody answers costs the device nothing. */
  requests: number;
  logins: number;
  fullHandshakes: number;
  busyMs: number;
  timeouts: number;
}

export interface SimDevice {
  /** What a program's network card sees; one for each program. */
  /** @param spend told what each request cost, as the transport tells its packet budget */
  connect(spend: (packets: number) => void): DeviceLine;
  /** By minute since the start. */
  readonly minutes: readonly DeviceMinute[];
  readonly lockOuts: number;
  /** Restarts: connections are refused for `downMs`, then every call fails with 30001 for `startingMs`; tokens and TLS sessions are gone. */
  restart(downMs: number, startingMs: number): void;
}

export interface SentRequest {
  readonly atMs: number;
  packets: number;
}

export interface DeviceLine {
  login(passwordIsRight: boolean): Promise<{ token: string }>;
  ask(token: string): Promise<void>;
  /** One for each request: when its connection was opened, uptime ms, and what it cost on the wire. */
  readonly sent: readonly SentRequest[];
}

export function createSimDevice(clock: Clock, speed: DeviceSpeed): SimDevice {
  const minutes: DeviceMinute[] = [];
  const tokens = new Map<string, number>();
  let busyUntilMs = 0;
  let downUntilMs = -1;
  let startingUntilMs = -1;
  let boots = 0;
  let lockOuts = 0;
  let issued = 0;

  function minuteAt(ms: number): DeviceMinute {
    const index = Math.floor(ms / 60_000);
    while (minutes.length <= index)
      minutes.push({ requests: 0, logins: 0, fullHandshakes: 0, busyMs: 0, timeouts: 0 });
    const minute = minutes[index];
    if (minute === undefined) throw new Error('a minute is missing');
    return minute;
  }

  /** Notes the work where it is done, minute by minute. */
  function noteBusy(fromMs: number, untilMs: number): void {
    for (let at = fromMs; at < untilMs;) {
      const end = Math.min(untilMs, (Math.floor(at / 60_000) + 1) * 60_000);
      minuteAt(at).busyMs += end - at;
      at = end;
    }
  }

  function connect(spend: (packets: number) => void): DeviceLine {
    let sessionOfBoot = -1;
    let wrongInARow = 0;
    const sent: SentRequest[] = [];

    function pay(entry: SentRequest, cost: RequestCost): void {
      entry.packets = packetsFor(cost);
      spend(entry.packets);
    }

    /** One request in the queue; resolves when it is answered. */
    function serve(isLogin: boolean): Promise<undefined> {
      const arrivedMs = clock.uptimeMs();
      const minute = minuteAt(arrivedMs);
      const entry: SentRequest = { atMs: arrivedMs, packets: 0 };
      sent.push(entry);
      const sentBytes = isLogin ? loginBytes : 0;
      if (arrivedMs < downUntilMs) {
        pay(entry, { handshake: null, sentBytes: 0, receivedBytes: 0, timedOut: false });
        return Promise.reject(new AppError('network.refused', { host: 'pbx', port: 8088 }));
      }
      minute.requests += 1;
      if (isLogin) minute.logins += 1;
      const isFull = sessionOfBoot !== boots;
      const workMs = (isFull ? speed.fullHandshakeMs : speed.resumedHandshakeMs) + speed.answerMs;
      const startMs = Math.max(arrivedMs, busyUntilMs);
      const isAbandoned = startMs - arrivedMs >= timeoutMs;
      const endMs = startMs + (isAbandoned ? abandonedMs : workMs);
      busyUntilMs = endMs;
      noteBusy(startMs, endMs);
      if (isFull) minute.fullHandshakes += 1;
      const handshake = isFull ? 'full' : 'resumed';
      pay(entry, {
        handshake,
        sentBytes,
        receivedBytes: isLogin ? loginBytes : listBytes,
        timedOut: endMs - arrivedMs > timeoutMs,
      });
      const boot = boots;
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      if (endMs - arrivedMs > timeoutMs) {
        minute.timeouts += 1;
        clock.after(timeoutMs, () => reject(new AppError('network.timeout', { host: 'pbx', port: 8088 })));
      } else {
        clock.after(endMs - arrivedMs, () => {
          if (boot !== boots) reject(new AppError('network.interrupted', { host: 'pbx', port: 8088 }));
          else {
            sessionOfBoot = boot;
            resolve(undefined);
          }
        });
      }
      return promise;
    }

    function refuseWhileStarting(call: string): void {
      if (clock.uptimeMs() < startingUntilMs) throw new AppError('pbx.rejected', { errno: '30001', call });
    }

    return {
      sent,
      async login(passwordIsRight) {
        await serve(true);
        refuseWhileStarting('login');
        if (!passwordIsRight) {
          wrongInARow += 1;
          if (wrongInARow >= 5) lockOuts += 1;
          throw new AppError('pbx.bad-credentials', { errno: '20003', call: 'login' });
        }
        wrongInARow = 0;
        issued += 1;
        const token = String(issued);
        tokens.set(token, clock.uptimeMs());
        return { token };
      },
      async ask(token) {
        await serve(false);
        refuseWhileStarting('extensionlist/query');
        const usedAtMs = tokens.get(token);
        if (usedAtMs === undefined || clock.uptimeMs() - usedAtMs > 30 * 60_000)
          throw new AppError('pbx.session-expired', { errno: '20004', call: 'extensionlist/query' });
        tokens.set(token, clock.uptimeMs());
      },
    };
  }

  return {
    connect,
    minutes,
    get lockOuts() {
      return lockOuts;
    },
    restart(downMs, startingMs) {
      boots += 1;
      tokens.clear();
      downUntilMs = clock.uptimeMs() + downMs;
      startingUntilMs = downUntilMs + startingMs;
      busyUntilMs = downUntilMs;
    },
  };
}

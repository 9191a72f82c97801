/** Everything for one PBX under one trust: transport, client and session, opened and closed together. */

import type { PbxClient } from '../pbx/client-port.ts';
import type { PacketBudget } from '../pbx/transport/packet-budget.ts';
import { createPbxClient } from '../pbx/pbx-client.ts';
import { createPinnedTransport } from '../pbx/transport/pinned-transport.ts';
import type { TransportCounters, TrustPolicy } from '../pbx/transport/transport-port.ts';
import { createSession } from '../session/session.ts';
import type { Session, SessionPorts } from '../session/session-port.ts';
import { hostAndPort, type PbxAddress } from '../trust/read-address.ts';

export interface PbxAccess {
  readonly trust: TrustPolicy;
  readonly client: PbxClient;
  readonly session: Session;
  readonly counters: Readonly<TransportCounters>;
  /** A stored token spares the next start a login. Nothing more is sent, and what is under way ends at once. */
  close(options: { readonly keepToken: boolean }): Promise<void>;
}

export interface PbxAccessPorts extends Omit<SessionPorts, 'client' | 'target'> {
  readonly address: PbxAddress;
  /** `v1.0.0` and so on. */
  readonly version: string;
  readonly trust: TrustPolicy;
  /** What may be sent to the device, shared by all connections of the program. */
  readonly packets: PacketBudget;
}

export function openPbxAccess(ports: PbxAccessPorts): PbxAccess {
  const { address, version, trust, secrets, guard, clock, random, log, packets } = ports;
  const { host, port } = address;
  const transport = createPinnedTransport({ host, port, version, trust, clock, packets });
  const client = createPbxClient({ transport });
  const session = createSession({
    client,
    secrets,
    guard,
    clock,
    random,
    log,
    target: {
      address: hostAndPort(address),
      sha256: trust.kind === 'pinned' ? trust.sha256 : null,
    },
  });
  return {
    trust,
    client,
    session,
    counters: transport.counters,
    async close({ keepToken }) {
      if (keepToken) await client.close();
      await session.stop({ keepToken });
      await client.close();
      await session.settled();
    },
  };
}

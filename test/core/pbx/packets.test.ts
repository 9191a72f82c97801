/**
 * Packets to the PBX, counted on the wire: the program and the device each have a network of their own, joined by a cable
 * on which nothing is merged (a frame is a packet, as on a real network). Needs root on Linux.
 */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { maxPackets } from '../../../electron/core/pbx/transport/packet-budget.ts';

const missing = whatIsMissing();
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'Linux, for its network namespaces';
  if (process.getuid?.() !== 0) return 'root, for network namespaces';
  const tried = spawnSync('unshare', ['-n', 'ip', 'link', 'add', 'a0', 'type', 'veth', 'peer', 'name', 'b0']);
  return tried.status === 0 ? undefined : 'a network namespace with a cable, which can’t be made here';
}

const programAddress = '192.0.2.1';
const deviceAddress = '192.0.2.2';

interface Apart {
  readonly child: ChildProcess;
  /** Says a line to it, and resolves with what it says next. */
  answer(line: string): Promise<string>;
}

/** Runs one of our files in its own network, as soon as it waits for that network. */
async function startApart(file: string, ...args: string[]): Promise<Apart> {
  const path = fileURLToPath(import.meta.resolve(file));
  const child = spawn('unshare', ['-n', process.execPath, path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface(child.stdout);
  const nextLine = async (): Promise<string> => String((await once(lines, 'line'))[0]);
  await nextLine();
  return {
    child,
    answer(line) {
      const said = nextLine();
      child.stdin.write(`${line}\n`);
      return said;
    },
  };
}

function inNetworkOf(child: ChildProcess, command: string): void {
  const { status, stderr } = spawnSync('nsenter', ['-t', String(child.pid), '-n', 'sh', '-ec', command]);
  if (status !== 0) throw new Error(`expected "${command}" to work, got ${stderr.toString()}`);
}

/** Frames that the program has sent so far: what the device's defence counts. */
function sentPackets(program: ChildProcess): number {
  const devices = readFileSync(`/proc/${program.pid}/net/dev`, 'utf8');
  const fields = /cable0:(.*)/.exec(devices)?.[1]?.trim().split(/\s+/) ?? [];
  return Number(fields[9]);
}

test.skipIf(missing !== undefined)(
  `an open panel, a person who clicks and 100 colleagues: at most 80 packets in any 60 seconds${missing === undefined ? '' : ` (needs ${missing})`}`,
  { timeout: 150_000 },
  async () => {
    const device = await startApart('./packets-device.ts', deviceAddress);
    const program = await startApart('./packets-program.ts');
    inNetworkOf(
      program.child,
      `ip link add cable0 type veth peer name cable1 netns ${device.child.pid}
       ip addr add ${programAddress}/24 dev cable0
       ip link set cable0 gso_max_segs 1 mtu 1500 up
       ip link set lo up`,
    );
    inNetworkOf(
      device.child,
      `ip addr add ${deviceAddress}/24 dev cable1
       ip link set cable1 gso_max_segs 1 mtu 1500 up
       ip link set lo up`,
    );
    const account = await device.answer('the network is there');
    program.child.stdin?.write(`${account}\n`);

    const samples: { readonly atMs: number; readonly sent: number }[] = [];
    // The busiest minute is the first; the quarter after it shows windows that begin later.
    const untilMs = performance.now() + 75_000;
    while (performance.now() < untilMs) {
      samples.push({ atMs: performance.now(), sent: sentPackets(program.child) });
      await sleep(100);
    }
    const inAMinute = samples.map(({ atMs, sent }) => {
      const end = samples.findLast((other) => other.atMs <= atMs + 60_000);
      return (end?.sent ?? sent) - sent;
    });
    const most = Math.max(...inAMinute);
    console.log(`at most ${most} packets in 60 s, ${samples.at(-1)?.sent} in 75 s`);
    // It did ask: an idle program would prove nothing
    expect(samples.at(-1)?.sent).toBeGreaterThan(40);
    expect(most).toBeLessThanOrEqual(maxPackets);
  },
);

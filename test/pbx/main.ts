/** `npm run pbx`: starts the demo PBX alone and prints what a person needs to connect to it. */
import { parseArgs } from 'node:util';
import { startDemoPbx } from './demo-pbx.ts';
import { livelyPace } from './office/office-day.ts';

const usage = `Usage: npm run pbx -- [options]
  --port N     port on 127.0.0.1 (default 8088; 0 takes any free one)
  --people N   number of extensions, 1 to 5000 (default 60)
  --seed N     another staff and another day (default 1)
  --pace X     speed of the office day: 1 is real life, 0 stands still (default ${String(livelyPace)})`;

function numberOf(text: string, name: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= low && value <= high)) {
    throw new RangeError(`--${name} takes a number from ${String(low)} to ${String(high)}, not "${text}".`);
  }
  return value;
}

function readOptions(): { port: number; people: number; seed: number; pace: number } | null {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8088' },
      people: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      pace: { type: 'string', default: String(livelyPace) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    port: numberOf(values.port, 'port', 0, 65_535),
    people: numberOf(values.people, 'people', 1, 5_000),
    seed: numberOf(values.seed, 'seed', 0, 2 ** 31),
    pace: numberOf(values.pace, 'pace', 0, 10_000),
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === null) {
    console.log(usage);
    return;
  }
  const pbx = await startDemoPbx(options);
  // Before the printed text: its reader may send the signal at once.
  const stop = (): void => {
    pbx.close().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`Demo PBX with ${String(options.people)} extensions

  Address      ${pbx.url}
  Account      ${pbx.username}
  Password     ${pbx.password}
  Certificate  ${pbx.fingerprint}
               (SHA-256; a new one at every start)

Ctrl+C stops it.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

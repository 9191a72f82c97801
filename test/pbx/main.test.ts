import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function run(...options: string[]) {
  const child = spawn(process.execPath, [main, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const errors: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  return { child, reader, lines, errors, closed: once(child, 'close') };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'prints address, account and fingerprint; %s stops it cleanly',
  async (signal) => {
    const { child, reader, lines, errors, closed } = run('--port', '0', '--people', '5', '--seed', '3');
    await new Promise<void>((resolve) => {
      reader.on('line', (line) => {
        if (line.startsWith('Ctrl+C')) resolve();
      });
    });
    const text = lines.join('\n');
    expect(text).toMatch(/5 extensions/);
    expect(text).toMatch(/Address +https:\/\/127\.0\.0\.1:\d+/);
    expect(text).toMatch(/Account +api/);
    expect(text).toMatch(/Password +Api\w+/);
    expect(text).toMatch(/Certificate +[0-9a-f]{64}/);
    child.kill(signal);
    expect(await closed).toEqual([0, null]);
    expect(errors).toEqual([]);
  },
);

test.each([
  [['--people', 'many'], /--people takes a number from 1 to 5000, not "many"/],
  [['--colour', 'red'], /--colour/],
])('%j is refused in words', async (options, words) => {
  const { errors, closed } = run(...options);
  expect(await closed).toEqual([1, null]);
  expect(errors.join('')).toMatch(words);
  expect(errors.join('')).not.toMatch(/ at /);
});

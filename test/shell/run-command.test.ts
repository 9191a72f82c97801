/** Commands of the system, their answers and their ends. */

import { describe, expect, test } from 'vitest';
import { runCommand, watchCommand } from '../../electron/shell/system/run-command.ts';

describe('commands', () => {
  test('that are missing or fail are no answer', async () => {
    expect(await runCommand('lampfield-no-such-command', [])).toBeUndefined();
    expect(await runCommand(process.execPath, ['-e', 'process.exit(3)'])).toBeUndefined();
    expect(await runCommand(process.execPath, ['-e', 'process.stdout.write("yes")'])).toBe('yes');
  });

  test('are heard line by line until they are ended', async () => {
    const script = 'console.log("one"); console.log("two"); setInterval(() => {}, 1000)';
    const lines: string[] = [];
    await new Promise<void>((resolve) => {
      const stop = watchCommand(process.execPath, ['-e', script], (line) => {
        lines.push(line);
        if (lines.length < 2) return;
        stop();
        resolve();
      });
    });
    expect(lines).toEqual(['one', 'two']);
    watchCommand('lampfield-no-such-command', [], () => undefined)();
  });
});

/** Commands of the system and their answers. */

import { describe, expect, test } from 'vitest';
import { runCommand } from '../../electron/shell/system/run-command.ts';

describe('commands', () => {
  test('that are missing or fail are no answer', async () => {
    expect(await runCommand('lampfield-no-such-command', [])).toBeUndefined();
    expect(await runCommand(process.execPath, ['-e', 'process.exit(3)'])).toBeUndefined();
    expect(await runCommand(process.execPath, ['-e', 'process.stdout.write("yes")'])).toBe('yes');
  });
});

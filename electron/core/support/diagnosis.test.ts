import { expect, test } from 'vitest';
import { createSteeredClock } from '../../../test/steered-clock.ts';
import { writeDiagnosis } from './diagnosis.ts';
import { createRecentLog } from './recent-log.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('a diagnosis names host, states and error numbers, and no detail that the log may not hold', () => {
  const text = writeDiagnosis({
    at: 0,
    versions: { Lampfield: '0.1.0' },
    host: 'pbx:8088',
    states: { connection: 'retrying' },
    numbers: { polls: 7 },
    troubles: [
      {
        at: 1_000,
        event: 'poller.failed',
        fields: { code: 'pbx.rejected', errno: '10025', number: '1002', token: 'canary' },
      },
    ],
  });
  expect(text).toContain('host: pbx:8088');
  expect(text).toContain('polls: 7');
  expect(text).toContain('1970-01-01T00:00:01.000Z poller.failed, code pbx.rejected, errno 10025');
  expect(text).not.toMatch(/1002,|1002$|canary/m);
});

test('the latest twenty warnings and errors are remembered, and nothing else', () => {
  const log = createRecentLog(silent, createSteeredClock({ now: 5 }));
  for (let n = 1; n <= 25; n += 1) log.warn('poller.failed', { failures: n });
  log.info('session.logged-in');
  log.error('file.corrupt');
  expect(log.latest).toHaveLength(20);
  expect(log.latest[0]).toEqual({ at: 5, event: 'poller.failed', fields: { failures: 7 } });
  expect(log.latest.at(-1)?.event).toBe('file.corrupt');
});

import { expect, test } from 'vitest';
import { writeDiagnosis } from './diagnosis.ts';

test('a diagnosis names host, states and error numbers, and no detail that the log may not hold', () => {
  const text = writeDiagnosis({
    at: 0,
    versions: { Lampfield: '0.1.0' },
    host: 'pbx:8088',
    states: { connection: 'retrying' },
    numbers: { polls: 7 },
    failures: [{ code: 'pbx.rejected', detail: { errno: '10025', number: '1002', token: 'canary' } }],
  });
  expect(text).toContain('host: pbx:8088');
  expect(text).toContain('polls: 7');
  expect(text).toContain('pbx.rejected, errno 10025');
  expect(text).not.toMatch(/1002,|1002$|canary/m);
});

/** Real vitest runs on a small tree that goes wrong in every way: none may end as a success. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeRun, runProject } from './run-project.ts';
import { sumUp } from './test-sum.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lampfield-runner-'));
  for (const folder of ['node_modules', 'build']) {
    symlinkSync(resolve(folder), join(root, folder), 'junction');
  }
  write('package.json', '{ "type": "module" }');
  write(
    'vitest.config.ts',
    `export default { test: { passWithNoTests: true, projects: [{ test: { name: 'sample', include: ['test/*.test.ts'] } }] } };`,
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const IMPORT = "import { beforeAll, describe, expect, test } from 'vitest';\n";

test('passed, failed and skipped tests are counted, the skipped ones with their reasons', async () => {
  write(
    'test/mixed.test.ts',
    `${IMPORT}
    test('right', () => expect(1).toBe(1));
    test('wrong', () => expect(1).toBe(2));
    test('not here', (context) => context.skip('needs a tray'));
    describe.skip('the window (needs Electron)', () => { test('opens', () => {}); });
    test.todo('later');
    test.skip('silent', () => {});`,
  );
  const result = await runProject(root, 'sample', 'ignore');
  expect(result).toMatchObject({ passed: 1, failed: 1 });
  expect(result.fault).toBeUndefined();
  expect(Object.fromEntries(result.skipped.map(({ name, reason }) => [name, reason]))).toEqual({
    'test/mixed.test.ts > not here': 'needs a tray',
    'test/mixed.test.ts > the window (needs Electron) > opens': 'needs Electron',
    'test/mixed.test.ts > later': 'still to be written',
    'test/mixed.test.ts > silent': 'no reason given',
  });
  expect(sumUp([result])).toMatchObject({ exitCode: 1 });
  expect(sumUp([result]).lines.slice(-3)).toEqual([
    'FAILED: test/mixed.test.ts > wrong',
    '    expected 1 to be 2 // Object.is equality',
    '1 passed, 2 failed, 3 skipped',
  ]);
}, 180_000);

test('a file that cannot be loaded, a hook that throws and an unhandled error each count as failures', async () => {
  write('test/fine.test.ts', `${IMPORT} test('right', () => expect(1).toBe(1));`);
  write('test/broken.test.ts', "import './nowhere.ts';");
  write(
    'test/hook.test.ts',
    `${IMPORT} beforeAll(() => { throw new Error('no'); }); test('never ran', () => {});`,
  );
  write(
    'test/unhandled.test.ts',
    `${IMPORT} test('looks right', async () => { void Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 20)); });`,
  );
  const result = await runProject(root, 'sample', 'ignore');
  expect(result).toMatchObject({ passed: 2, failed: 3 });
  expect(Object.fromEntries(result.failures.map(({ name, error }) => [name, error]))).toEqual({
    'test/broken.test.ts': expect.stringContaining('./nowhere.ts'),
    'test/hook.test.ts': 'no',
    'outside of any test': 'lost',
  });
  expect(result.skipped.map(({ reason }) => reason)).toEqual(['its set-up failed']);
}, 180_000);

test('a project without tests, and one whose config is broken, each count as one failure', async () => {
  expect(await runProject(root, 'sample', 'ignore')).toMatchObject({
    passed: 0,
    failed: 1,
    failures: [{ name: 'sample', error: 'no test ran' }],
    fault: 'no test ran',
  });
  write('vitest.config.ts', "throw new Error('broken');");
  const crashed = await runProject(root, 'sample', 'ignore');
  expect(crashed).toMatchObject({ passed: 0, failed: 1 });
  expect(crashed.fault).toContain('before it counted');
}, 180_000);

test('a test left with `only` fails the run', async () => {
  write('test/only.test.ts', `${IMPORT} test.only('mine', () => {}); test('others', () => {});`);
  expect((await runProject(root, 'sample', 'ignore')).failed).toBeGreaterThan(0);
}, 180_000);

const clean = { passed: 3, failed: 0, failures: [], skipped: [] };

test('an unhappy exit counts even when no test failed', () => {
  expect(judgeRun(clean, 1)).toContain('although no test failed');
  expect(judgeRun(clean, 0)).toBeUndefined();
  expect(judgeRun({ ...clean, failed: 1 }, 1)).toBeUndefined();
});

test('the last line has exactly the sum', () => {
  expect(sumUp([clean])).toEqual({
    lines: ['3 passed, 0 failed'],
    exitCode: 0,
  });
  const skipped = [{ name: 'a', reason: 'needs b' }];
  expect(
    sumUp([
      { ...clean, skipped },
      { ...clean, passed: 2 },
    ]),
  ).toEqual({
    lines: ['skipped: a: needs b', '5 passed, 0 failed, 1 skipped'],
    exitCode: 0,
  });
  expect(sumUp([])).toMatchObject({ exitCode: 1 });
});

test('however much fails and is skipped, the last thirty lines name what failed', () => {
  const failures = Array.from({ length: 50 }, (_, n) => ({ name: `a.test.ts > ${n}`, error: 'no' }));
  const skipped = Array.from({ length: 50 }, (_, n) => ({ name: `${n}`, reason: 'needs b' }));
  const { lines } = sumUp([{ passed: 1, failed: 50, failures, skipped }]);
  const end = lines.slice(-30);
  expect(end).toContain('FAILED: a.test.ts > 0');
  expect(end.slice(-2)).toEqual(['… and 38 more, further up', '1 passed, 50 failed, 50 skipped']);
});

test('where one test fails, the last lines have the end of its message', () => {
  const log = Array.from({ length: 30 }, (_, n) => `said ${n}`);
  const error = ['Process failed to launch!', ...log].join('\n');
  const { lines } = sumUp([
    { passed: 1, failed: 1, failures: [{ name: 'a.test.ts > b', error }], skipped: [] },
  ]);
  expect(lines.slice(0, 2)).toEqual(['FAILED: a.test.ts > b', '    Process failed to launch!']);
  expect(lines.slice(2, -1)).toEqual(log.slice(-8).map((line) => `    ${line}`));
});

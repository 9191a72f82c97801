/** What the workflows run is in this tree, and what the tests need is there before they run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = '.github/workflows';
const workflowSchema = z.object({
  jobs: z.record(z.string(), z.object({ steps: z.array(z.object({ run: z.string().optional() })) })),
});

/** The commands of each job, in order. */
function jobsOf(file: string): readonly (readonly string[])[] {
  const { jobs } = workflowSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
  return Object.values(jobs).map(({ steps }) => steps.flatMap(({ run }) => run ?? []));
}

test.each(['test.yml', 'release.yml'])('%s provides what the tests need before it runs them', (file) => {
  const testing = jobsOf(file).find((runs) => runs.some((run) => run.includes('npm test'))) ?? [];
  const at = (command: string) => testing.findIndex((run) => run.includes(command));
  expect(at('npm ci')).toBeGreaterThanOrEqual(0);
  expect(at('sudo node_modules/node/bin/node build/system-packages.ts')).toBeGreaterThan(at('npm ci'));
  expect(at('npm test')).toBeGreaterThan(at('build/system-packages.ts'));
});

test.each(['test.yml', 'release.yml'])('%s runs only files that are there', (file) => {
  const named =
    jobsOf(file)
      .flat()
      .join('\n')
      .match(/\b(?:build|test)\/[\w/.-]+\.m?[jt]s\b/g) ?? [];
  expect(named).not.toEqual([]);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

/** 500 people in a busy hour while someone scrolls: how much work the panel's thread has for its busiest frame, from Chromium's trace. */

import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ensureRendererBuilt } from '../../../build/bundle/renderer-build.ts';
import { openBusyHour } from '../../e2e/desk/busy-hour.ts';
import type { Row } from '../row.ts';

const people = 500;
const seconds = 20;
/** Compiling and first layouts are no part of it. */
const warmUpMs = 3_000;

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** µs */
      ts: z.number().optional(),
      /** CPU time of the thread, µs */
      tdur: z.number().optional(),
    }),
  ),
});
type TraceEvent = z.output<typeof traceSchema>['traceEvents'][number];

export async function frames(): Promise<Row[]> {
  await ensureRendererBuilt(fileURLToPath(new URL('../../..', import.meta.url)));
  const hour = await openBusyHour({ people, pace: 60, alerted: 0 });
  const { browser, page, close } = hour.opened;
  try {
    await hour.setScrolling(true);
    await page.waitForTimeout(warmUpMs);
    const before = hour.changes();
    await browser.startTracing(page, {
      categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
    });
    await page.waitForTimeout(seconds * 1_000);
    const trace = await browser.stopTracing();
    const { traceEvents } = traceSchema.parse(JSON.parse(trace.toString()));
    const works = frameWorksMs(traceEvents);
    const column = String(people);
    return [
      {
        what: 'busy hour, scrolling: CPU for the busiest frame, ms',
        limit: { kind: 'at most', value: 50 },
        unit: 'count',
        cells: { [column]: { value: Math.round(Math.max(...works)), samples: works.length } },
      },
      {
        what: 'busy hour, scrolling: states that changed meanwhile',
        limit: null,
        unit: 'count',
        cells: { [column]: { value: hour.changes() - before } },
      },
    ];
  } finally {
    await close();
  }
}

/** Work between one animation frame and the next, on the thread that has the frames. */
function frameWorksMs(events: readonly TraceEvent[]): number[] {
  const framesOf = new Map<string, number[]>();
  for (const event of events)
    if (event.name === 'FireAnimationFrame' && event.ts !== undefined)
      framesOf.set(threadOf(event), [...(framesOf.get(threadOf(event)) ?? []), event.ts]);
  const [thread, starts] = [...framesOf].sort(([, one], [, other]) => other.length - one.length)[0] ?? [];
  if (thread === undefined || starts === undefined || starts.length < 60)
    throw new Error('expected frames in the trace, got none: did the list scroll?');
  starts.sort((one, other) => one - other);
  const works = starts.map(() => 0);
  const tasks = events.filter((event) => event.name === 'RunTask' && threadOf(event) === thread);
  for (const { ts = 0, tdur = 0 } of tasks) {
    const at = starts.findLastIndex((start) => start <= ts);
    if (at !== -1) works[at] = (works[at] ?? 0) + tdur / 1_000;
  }
  return works.slice(0, -1);
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${String(pid)} ${String(tid)}`;
}

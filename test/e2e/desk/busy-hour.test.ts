/** 500 people in a busy hour: the list shows what the PBX held at the last poll, cell by cell, and notifications keep their limits. */

import { expect, it } from 'vitest';
import { openBusyHour } from './busy-hour.ts';
import { soon } from '../../soon.ts';

/** `LAMPFIELD_BUSY_SECONDS` makes the hour longer; then it is seen, too, that what was too much becomes a summary. */
const seconds = Number(process.env['LAMPFIELD_BUSY_SECONDS'] ?? 20);
const people = 500;
const pace = 60;

it(
  `shows ${people} people in a busy hour as the PBX holds them, and tells of them within limits`,
  async () => {
    const hour = await openBusyHour({ people, pace, alerted: 40 });
    const { opened, notifiedAtMs } = hour;
    const { running, pbx, pageErrors } = opened;
    try {
      const seen = new Set<string>();
      let samples = 0;
      const endMs = performance.now() + seconds * 1_000;
      while (performance.now() < endMs || samples < 4 || hour.changes() <= 1_000) {
        await hour.setScrolling(true);
        for (let answers = 0; answers < 2; answers += 1) await pbx.nextRequest('extensionlist/query');
        await hour.setScrolling(false);
        // The office stands still until the panel has caught up, however slow the machine is.
        pbx.day.setPace(0);
        await expect.poll(() => hour.differences(), soon).toEqual([]);
        for (const { number } of await hour.shown()) seen.add(number);
        samples += 1;
        pbx.day.setPace(pace);
      }

      expect(seen.size).toBeGreaterThan(30);
      expect(notifiedAtMs.length).toBeGreaterThan(0);
      const tooClose = notifiedAtMs.filter((atMs, i) => atMs - (notifiedAtMs[i - 1] ?? -Infinity) < 1_000);
      expect(tooClose).toEqual([]);
      const fourthTooSoon = notifiedAtMs.filter(
        (atMs, i) => atMs - (notifiedAtMs[i - 3] ?? -Infinity) < 60_000,
      );
      expect(fourthTooSoon).toEqual([]);
      const summaries = running.effects.filter(
        (effect) => effect.kind === 'notify' && /\d+ /.test(effect.notification.title),
      );
      if (seconds >= 120) expect(summaries.length).toBeGreaterThan(0);
      expect(pageErrors).toEqual([]);
    } finally {
      await opened.close();
    }
  },
  (seconds + 300) * 1_000,
);

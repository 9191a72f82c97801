/** For end-to-end tests: an office of hundreds in its busiest hour, a panel that is scrolled all the while, and what must be equal. */

import type { FrameLocator } from 'playwright';
import { systemClock } from '../../../electron/core/lib/system-clock.ts';
import type { Extension } from '../../pbx/api/extension-fields.ts';
import { openDeskInBrowser, type OpenedDesk } from './open-desk.ts';

/** The panel's English words for the device's status words. */
const wordOf: Readonly<Record<string, string>> = {
  registered: 'Free',
  idle: 'Free',
  ringing: 'Ringing',
  busy: 'On a call',
  hold: 'On hold',
  unavailable: 'Offline',
  unregistered: 'Offline',
  malfunction: 'Phone not working',
  fxsnoport: 'No phone',
};

export interface ShownRow {
  readonly number: string;
  readonly name: string;
  /** `On a call · 4 min` */
  readonly state: string;
  /** What a screen reader says. */
  readonly label: string;
}

export interface BusyHour {
  readonly opened: OpenedDesk;
  /** What the device told with its latest list answer. */
  held(): readonly Extension[];
  /** States that differed from one answer to the next, summed up. */
  changes(): number;
  /** When each notification was shown, ms of the uptime clock. */
  readonly notifiedAtMs: readonly number[];
  /** Rows on the screen now. */
  shown(): Promise<readonly ShownRow[]>;
  /** One sentence for each cell that differs from what the device told last. */
  differences(): Promise<string[]>;
  setScrolling(on: boolean): Promise<void>;
}

/** `pace`: how much faster than life; the first `alerted` people are alerted for every change. */
export async function openBusyHour(options: {
  readonly people: number;
  readonly pace: number;
  readonly alerted: number;
}): Promise<BusyHour> {
  let held: readonly Extension[] = [];
  let changes = 0;
  const opened = await openDeskInBrowser({
    pbx: { people: options.people, pace: options.pace, seed: 6 },
    prepare(pbx) {
      pbx.onRequest(({ path }) => {
        if (path !== 'extensionlist/query') return;
        const before = new Map(held.map(({ fields }) => [fields.extnumber, fields.status]));
        held = pbx.extensions.list();
        if (before.size === 0) return;
        changes += held.filter(({ fields }) => before.get(fields.extnumber) !== fields.status).length;
      });
    },
  });
  const { running, panel, pbx } = opened;
  const notifiedAtMs: number[] = [];
  running.core.onEffect(({ kind }) => {
    if (kind === 'notify') notifiedAtMs.push(systemClock.uptimeMs());
  });
  for (const number of pbx.extensions.numbers().slice(1, 1 + options.alerted)) {
    const reply = await running.request('alert.set', {
      target: { kind: 'person', number },
      mode: 'always',
      states: ['free', 'ringing', 'on-call', 'offline'],
      expiresAt: null,
    });
    if (!reply.ok) throw new Error(`no alert: ${reply.failure.code}`);
  }
  await panel.locator('[data-number]').nth(5).waitFor();

  const hour: BusyHour = {
    opened,
    held: () => held,
    changes: () => changes,
    notifiedAtMs,
    shown: () => shownRows(panel),
    async differences() {
      const rows = await shownRows(panel);
      const told = new Map(held.map(({ fields }) => [fields.extnumber, fields]));
      const wrong = rows.flatMap((row) => differencesOf(row, told.get(row.number)));
      if (rows.length < 5) wrong.push(`only ${rows.length} rows on the screen`);
      return wrong;
    },
    setScrolling: (on) => setScrolling(panel, on),
  };
  return hour;
}

function differencesOf(row: ShownRow, told: Extension['fields'] | undefined): string[] {
  if (told === undefined) return [`${row.number} is shown, and the device does not know it`];
  const name = told.username === '' ? told.extnumber : told.username;
  const word = wordOf[told.status.toLowerCase()] ?? told.status;
  const [shownWord] = row.state.split(' · ');
  const cells = [
    ['name', row.name, name],
    ['state', shownWord, word],
    ['label', row.label.includes(told.extnumber) && row.label.includes(word), true],
  ] as const;
  return cells.flatMap(([cell, shown, held]) =>
    shown === held ? [] : [`${row.number} ${cell}: shown "${shown}", held "${held}" (${row.label})`],
  );
}

function shownRows(panel: FrameLocator): Promise<ShownRow[]> {
  return panel.locator('[role="list"]').evaluate((list) => {
    const view = list.getBoundingClientRect();
    const rows = [...list.querySelectorAll<HTMLElement>('[data-number]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > view.top && top < view.bottom;
    });
    return rows.map((row) => ({
      number: row.dataset['number'] ?? '',
      name: row.querySelector('.name')?.textContent.trim() ?? '',
      state: row.querySelector('.state')?.textContent.trim() ?? '',
      label: row.querySelector('.open')?.getAttribute('aria-label') ?? '',
    }));
  });
}

/** Down and up again, a good row with every frame, as a person looks for someone. */
function setScrolling(panel: FrameLocator, on: boolean): Promise<void> {
  return panel.locator('[role="list"]').evaluate((list, goOn) => {
    list.toggleAttribute('data-scrolling', goOn);
    if (!goOn) return;
    let stepPx = 50;
    const step = (): void => {
      if (!list.hasAttribute('data-scrolling')) return;
      const before = list.scrollTop;
      list.scrollTop += stepPx;
      if (list.scrollTop === before) stepPx = -stepPx;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }, on);
}

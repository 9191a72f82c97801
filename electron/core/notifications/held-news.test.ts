/** News on its way to being shown: what replaces it, what takes it back, what is kept of it, and what outlives the limits. */

import { describe, expect, it } from 'vitest';
import { remains, startAlertWorld, type Word } from '../../../test/core/fixtures/alert-world.ts';
import type { AlertHit, News } from '../alerts/news.ts';
import { maxUnshown } from './unshown-news.ts';

const notice = (id: string): News => ({
  kind: 'notice',
  id,
  title: { key: 'notification.lost' },
  body: null,
  show: { view: 'my-calls' },
});
const noticeTitle = 'No connection to the phone system';

function hit(number: string, alert: Partial<AlertHit['alert']> = {}): AlertHit {
  const target = { kind: 'person', number } as const;
  return {
    alert: { id: `person:${number}`, target, mode: 'always', states: ['free'], expiresAt: null, ...alert },
    number,
    name: `Person ${number}`,
    state: 'free',
    at: 0,
  };
}

async function start(kept = remains(), first: Record<string, Word> = { '1': 'Busy' }) {
  const world = startAlertWorld(kept);
  await world.begin(first);
  const ids = () => world.shown.map(({ id }) => id);
  const dismissed = () =>
    world.effects.flatMap((effect) => (effect.kind === 'dismiss-notification' ? [effect.id] : []));
  const tell = (news: News) => world.notifier.tell(news);
  return { ...world, kept, ids, dismissed, tell };
}

describe('before the start', () => {
  it('news waits', () => {
    const world = startAlertWorld();
    world.notifier.tell(notice('one'));
    expect(world.shown).toEqual([]);
    world.notifier.start();
    expect(world.shown).toHaveLength(1);
  });

  it('with nothing left over from the last run nothing is waited for, not even in silence', () => {
    const world = startAlertWorld();
    world.notifier.setSystemDoNotDisturb(true);
    world.notifier.start();
    expect(world.clock.pendingTimers).toBe(0);
  });
});

describe('an answer to what someone has just done', () => {
  const already = (number: string): News => ({ kind: 'already', hit: hit(number) });

  it('is not shown over the system’s do not disturb, and not later either', async () => {
    const world = await start();
    world.notifier.setSystemDoNotDisturb(true);
    world.tell(already('1'));
    world.notifier.setSystemDoNotDisturb(false);
    await world.clock.advance(120_000);
    expect(world.shown).toEqual([]);
  });

  it('keeps the limits in silence too', async () => {
    const world = await start();
    await world.notifier.handlers['snooze.set']({ until: world.clock.now() + 3_600_000 });
    world.tell(already('1'));
    world.tell(already('2'));
    await world.clock.advance(1_000);
    world.tell(already('3'));
    expect(world.ids()).toEqual(['person:1', 'person:3']);
  });

  it('waits for the limits while nothing is silent', async () => {
    const world = await start();
    world.tell(already('1'));
    world.tell(already('2'));
    await world.clock.advance(1_000);
    expect(world.ids()).toEqual(['person:1', 'person:2']);
  });

  it('that waited for the limits is over when a silence begins', async () => {
    const world = await start();
    world.tell(notice('one'));
    world.tell(already('1'));
    world.notifier.setSystemDoNotDisturb(true);
    expect(world.kept.unshown.hits).toEqual([]);
    await world.clock.advance(60_000);
    world.notifier.setSystemDoNotDisturb(false);
    await world.clock.advance(60_000);
    expect(world.ids()).toEqual(['notice:one']);
  });
});

describe('a silence', () => {
  it('leaves a notice what it is, and makes no digest of it', async () => {
    const world = await start();
    world.notifier.setSystemDoNotDisturb(true);
    world.tell(notice('one'));
    world.notifier.setSystemDoNotDisturb(false);
    await world.clock.advance(60_000);
    expect(world.titles()).toEqual([noticeTitle]);
  });

  it('looks at the wall clock’s minutes only while something is held back', async () => {
    const world = await start();
    world.notifier.setSystemDoNotDisturb(true);
    expect(world.clock.pendingTimers).toBe(0);
    world.tell(notice('one'));
    expect(world.clock.pendingTimers).toBe(1);
  });

  it('sums up what came in two pauses', async () => {
    const world = await start();
    world.notifier.setSystemDoNotDisturb(true);
    world.tell({ kind: 'after-pause', hits: [hit('1'), hit('2')] });
    world.tell({ kind: 'after-pause', hits: [hit('3'), hit('1')] });
    world.notifier.setSystemDoNotDisturb(false);
    await world.clock.advance(0);
    expect(world.shown).toMatchObject([{ id: 'digest', title: 'While you were away: 3 colleagues' }]);
  });
});

describe('the limits', () => {
  it('let a notice through before what came earlier', async () => {
    const world = await start();
    for (const number of ['1', '2', '3']) world.tell({ kind: 'hit', hit: hit(number) });
    world.tell(notice('one'));
    await world.clock.advance(1_000);
    expect(world.ids()).toEqual(['person:1', 'notice:one']);
    await world.clock.advance(1_000);
    expect(world.titles().at(-1)).toBe('Updates for 2 colleagues');
    expect(world.clock.pendingTimers).toBe(0);
  });

  it('make one digest of a digest and what came after it', async () => {
    const world = await start();
    for (const id of ['one', 'two']) {
      world.tell(notice(id));
      await world.clock.advance(1_000);
    }
    world.notifier.setSystemDoNotDisturb(true);
    world.tell({ kind: 'hit', hit: hit('1') });
    world.tell(notice('three'));
    world.notifier.setSystemDoNotDisturb(false);
    world.tell({ kind: 'hit', hit: hit('2') });
    await world.clock.advance(60_000);
    expect(world.ids()).toEqual(['notice:one', 'notice:two', 'notice:three', 'digest']);
    expect(world.titles().at(-1)).toBe('While you were away: 2 colleagues');
  });

  it('show one change of a pause as what it is', async () => {
    const world = await start();
    world.tell({ kind: 'after-pause', hits: [hit('1')] });
    world.tell({ kind: 'after-pause', hits: [hit('2'), hit('3')] });
    await world.clock.advance(1_000);
    expect(world.titles()).toEqual(['Person 1 is free', 'While paused: 2 changes']);
  });
});

describe('news that is over', () => {
  it('is not shown any more', async () => {
    const world = await start();
    world.tell(notice('one'));
    world.tell(notice('two'));
    world.notifier.withdraw('notice:two');
    await world.clock.advance(60_000);
    expect([world.ids(), world.dismissed()]).toEqual([['notice:one'], []]);
    world.notifier.setSystemDoNotDisturb(true);
    world.tell(notice('three'));
    world.notifier.withdraw('notice:three');
    expect(world.clock.pendingTimers).toBe(0);
    world.notifier.setSystemDoNotDisturb(false);
    expect([world.ids(), world.dismissed()]).toEqual([['notice:one'], []]);
  });

  it('goes from the screen, once', async () => {
    const world = await start();
    world.tell(notice('one'));
    world.notifier.withdraw('notice:one');
    world.notifier.withdraw('notice:one');
    expect(world.dismissed()).toEqual(['notice:one']);
  });

  it('of an ended alert leaves the rest of a digest', async () => {
    const world = await start();
    world.notifier.setSystemDoNotDisturb(true);
    world.tell({ kind: 'after-pause', hits: [hit('1'), hit('2')] });
    world.notifier.forgetAlert('person:1');
    world.notifier.setSystemDoNotDisturb(false);
    expect(world.titles()).toEqual(['While you were away: 1 colleague']);
  });
});

describe('a click', () => {
  it.each(['hit', 'already'] as const)('acts on the alert that has found it: %s', async (kind) => {
    const world = await start();
    const alert = { id: 'group:g', target: { kind: 'group', groupId: 'g' } as const };
    world.tell({ kind, hit: hit('1', alert) });
    world.notifier.handleAction('person:1', 'again');
    await world.clock.settle();
    expect(world.alerts.list()).toMatchObject([{ id: 'group:g', mode: 'always' }]);
    world.notifier.handleAction('person:1', 'stop');
    await world.clock.settle();
    expect(world.alerts.list()).toEqual([]);
    world.notifier.handleAction('person:1', 'call');
    expect(world.calls).toEqual(['1']);
  });

  it('calls whom an earlier run’s notification is about, and nobody where it is about nobody', async () => {
    const world = await start();
    for (const id of ['person:6701', 'digest', 'my-person:6702', 'person:'])
      world.notifier.handleAction(id, 'call');
    expect(world.calls).toEqual(['6701']);
    world.notifier.handleAction('person:6701', 'dance');
    await world.clock.settle();
    expect(world.alerts.list()).toEqual([]);
    world.notifier.handleAction('person:6701', 'again');
    await world.clock.settle();
    const target = { kind: 'person', number: '6701' };
    expect(world.alerts.list()).toMatchObject([
      { id: 'person:6701', target, mode: 'once', states: ['free'] },
    ]);
  });

  it('is known for the last hundred', async () => {
    const world = await start();
    const views = () =>
      world.effects.flatMap((effect) => (effect.kind === 'open-panel' ? [effect.show] : []));
    for (let n = 0; n < 101; n += 1) {
      world.tell(notice(String(n)));
      await world.clock.advance(60_000);
    }
    for (const n of ['0', '1', '100']) world.notifier.handleClick(`notice:${n}`);
    expect(views()).toEqual([{ view: 'list' }, { view: 'my-calls' }, { view: 'my-calls' }]);
  });
});

describe('what is kept for the next run', () => {
  it('is written when it changes, and only then', async () => {
    const world = await start();
    expect(world.kept.writes).toBe(0);
    world.notifier.setSystemDoNotDisturb(true);
    world.tell({ kind: 'hit', hit: hit('1') });
    world.notifier.refresh();
    await world.clock.advance(180_000);
    expect(world.kept.writes).toBe(1);
    expect(world.kept.unshown.hits.map(({ number }) => number)).toEqual(['1']);
    await world.stop();
    const next = startAlertWorld(world.kept);
    next.notifier.setSystemDoNotDisturb(true);
    next.notifier.start();
    expect(world.kept.writes).toBe(1);
    next.notifier.setSystemDoNotDisturb(false);
    expect(world.kept).toMatchObject({ writes: 2, unshown: { hits: [] } });
  });

  it('is the latest of a crowd', async () => {
    const world = await start();
    world.notifier.setSystemDoNotDisturb(true);
    const numbers = Array.from({ length: maxUnshown + 1 }, (_, n) => String(n));
    world.tell({ kind: 'after-pause', hits: numbers.map((number) => hit(number)) });
    await world.clock.settle();
    expect(world.kept.unshown.hits.map(({ number }) => number)).toEqual(numbers.slice(1));
  });

  it('is lost on a disk that refuses, and the program ends all the same', async () => {
    const world = await start();
    world.settings.disk.fails = true;
    world.notifier.setSystemDoNotDisturb(true);
    world.tell({ kind: 'hit', hit: hit('1') });
    await world.stop();
    expect(world.kept).toMatchObject({ writes: 1, unshown: { hits: [] } });
    world.notifier.setSystemDoNotDisturb(false);
    world.tell(notice('late'));
    expect(world.shown).toEqual([]);
  });
});

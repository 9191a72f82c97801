/** Reports a lost connection: once, after two minutes. When it's back, that notification is removed silently. */

import type { Connection } from '../../contract/snapshot.ts';
import type { Clock } from '../ports.ts';
import { isFarTooLate, markClocks } from '../lib/clock-mark.ts';
import { createTimer } from '../lib/timer.ts';
import { newsId, type News } from '../alerts/news.ts';

export interface ConnectionLossPorts {
  readonly clock: Clock;
  readonly tell: (news: News) => void;
  readonly withdraw: (id: string) => void;
}

export interface ConnectionLoss {
  /** To be called with each state of the connection. */
  update(connection: Connection): void;
  stop(): void;
}

export const toldAfterMs = 120_000;

export function createConnectionLoss({ clock, tell, withdraw }: ConnectionLossPorts): ConnectionLoss {
  const timer = createTimer(clock);
  let needsPerson = false;
  let toldId: string | undefined;
  let isStopped = false;

  function arm(): void {
    const mark = markClocks(clock);
    timer.set(toldAfterMs, () => {
      // The machine slept: nobody knows yet how the connection is after that.
      if (isFarTooLate(mark, clock, toldAfterMs)) arm();
      else tellLoss();
    });
  }

  function tellLoss(): void {
    const news = lossNews(needsPerson);
    toldId = newsId(news);
    tell(news);
  }

  return {
    update(connection) {
      // Parts that stop later still report it.
      if (isStopped) return;
      needsPerson = connection.kind === 'blocked';
      if (isLost(connection)) {
        if (!timer.isSet && toldId === undefined) arm();
        return;
      }
      timer.cancel();
      // Sleep and a locked screen don't end a loss: whether the connection is back shows afterwards.
      if (connection.kind === 'paused' || toldId === undefined) return;
      withdraw(toldId);
      toldId = undefined;
    },
    stop() {
      isStopped = true;
      timer.cancel();
    },
  };
}

function isLost(connection: Connection): boolean {
  if (connection.kind === 'paused') return connection.because === 'no-network';
  return connection.kind === 'retrying' || connection.kind === 'blocked';
}

function lossNews(needsPerson: boolean): News {
  const key = needsPerson ? 'notification.blocked' : 'notification.lost';
  return {
    kind: 'notice',
    id: 'connection',
    title: { key },
    body: { key: `${key}Body` },
    show: { view: 'list' },
  };
}

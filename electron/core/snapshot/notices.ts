/** The notices at the top of the panel, minus those that were dismissed. */

import type { Notice } from '../../contract/snapshot.ts';
import { createListeners } from '../lib/listeners.ts';

export interface Notices {
  /** Sets or, with undefined, ends the notice of that id. */
  set(id: string, notice: Omit<Notice, 'id'> | undefined): void;
  dismiss(id: string): void;
  list(): readonly Notice[];
  subscribe(listener: () => void): () => void;
}

/** About these, other details are news: another version, other keys. */
const newsByDetail: ReadonlySet<Notice['code']> = new Set(['update-available', 'shortcut-refused']);

/** A dismissed notice stays away until it has ended once, or there is news. */
export function createNotices(): Notices {
  const notices = new Map<string, Notice>();
  const dismissed = new Set<string>();
  const listeners = createListeners();
  let visible: readonly Notice[] = [];

  function changed(): void {
    visible = [...notices.values()].filter(({ id }) => !dismissed.has(id));
    listeners.notify();
  }

  return {
    set(id, notice) {
      if (notice === undefined) {
        dismissed.delete(id);
        if (notices.delete(id)) changed();
        return;
      }
      const next = { id, ...notice };
      if (JSON.stringify(notices.get(id)) === JSON.stringify(next)) return;
      if (newsByDetail.has(next.code)) dismissed.delete(id);
      notices.set(id, next);
      changed();
    },
    dismiss(id) {
      if (notices.get(id)?.dismissible !== true) return;
      dismissed.add(id);
      changed();
    },
    list: () => visible,
    subscribe: (listener) => listeners.subscribe(listener),
  };
}

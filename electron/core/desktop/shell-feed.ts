/** Sends the shell what to draw: tray and preferences whenever they change, everything else as it happens. */

import type { ShellEffect } from '../../contract/desktop-model.ts';
import type { ShowTarget } from '../../contract/requests.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { createListeners } from '../lib/listeners.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { SnapshotFeed } from '../snapshot/snapshot-feed.ts';
import { trayModel } from './tray-model.ts';

export interface ShellFeed {
  send(effect: ShellEffect): void;
  /** `replay`: sends the current tray and preferences at once. */
  subscribe(listener: (effect: ShellEffect) => void, options?: { readonly replay: boolean }): () => void;
  /** A person chose an item of the tray's menu. */
  chooseMenu(id: string): void;
}

export interface ShellFeedPorts {
  readonly feed: SnapshotFeed;
  readonly settings: SettingsStore;
  readonly translate: () => Translate;
  /** ms since the epoch */
  readonly now: () => number;
  /** An item that belongs to another part: what it is about, and which one. */
  readonly onMenu: (what: string, which: string) => void;
}

export function createShellFeed({ feed, settings, translate, now, onMenu }: ShellFeedPorts): ShellFeed {
  const listeners = createListeners<ShellEffect>();
  let drawn = new Map<string, string>();

  function send(effect: ShellEffect): void {
    listeners.notify(effect);
  }

  /** Lasting effects are sent once, and again only when they change. */
  function redraw(): void {
    const next = new Map<string, string>();
    for (const effect of standing()) {
      const text = JSON.stringify(effect);
      next.set(effect.kind, text);
      if (drawn.get(effect.kind) !== text) send(effect);
    }
    drawn = next;
  }

  function standing(): readonly ShellEffect[] {
    const { startAtLogin, shortcut, theme, pinned, checkForUpdates } = settings.current;
    return [
      { kind: 'tray', tray: trayModel(feed.current(), translate(), now()) },
      { kind: 'preferences', startAtLogin, shortcut, theme, pinned, checkForUpdates },
    ];
  }

  feed.subscribe(redraw);

  const open = (show: ShowTarget): void => {
    send({ kind: 'open-panel', show });
  };

  return {
    send,
    subscribe(listener, { replay } = { replay: false }) {
      const stop = listeners.subscribe(listener);
      if (replay) standing().forEach(listener);
      return stop;
    },
    chooseMenu(id) {
      const at = id.indexOf(':');
      const what = at < 0 ? id : id.slice(0, at);
      const which = at < 0 ? '' : id.slice(at + 1);
      switch (what) {
        case 'open':
          return open({ view: 'list' });
        case 'my-calls':
          return open({ view: 'my-calls' });
        case 'settings':
          return open({ view: 'settings' });
        case 'colleague':
          return open({ view: 'colleague', number: which });
        case 'quit':
          return send({ kind: 'quit' });
        default:
          onMenu(what, which);
          // Some systems tick a clicked item no matter what came of it; and what a menu offers depends on the time.
          drawn.delete('tray');
          return redraw();
      }
    },
  };
}

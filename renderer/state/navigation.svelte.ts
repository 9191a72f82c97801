/** Which view covers the list, and where the focus returns when it closes. */
import { tick } from 'svelte';
import type { AlertTarget } from '../../electron/contract/snapshot.ts';
import { openerNow } from '../popups/opener-now.ts';

export type View =
  | { readonly kind: 'colleague'; readonly number: string }
  | { readonly kind: 'my-calls' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'notifications' }
  | { readonly kind: 'alerts' }
  | { readonly kind: 'alert'; readonly target: AlertTarget }
  | { readonly kind: 'groups' }
  /** Null: a new one. */
  | { readonly kind: 'group'; readonly id: string | null }
  /** What the connection needs from a person: a password, a decision about a certificate. */
  | { readonly kind: 'need' };

export class Navigation {
  /** Clears messages about the view that is left. */
  readonly #onleave: () => void;
  #stack: readonly View[] = $state.raw([]);
  /** Puts the focus where the list begins. */
  readonly #focusList: () => void;
  readonly #openers: (HTMLElement | null)[] = [];

  constructor(onleave: () => void, focusList: () => void) {
    this.#onleave = onleave;
    this.#focusList = focusList;
  }

  /** Null: the list. */
  get view(): View | null {
    return this.#stack.at(-1) ?? null;
  }

  open(view: View): void {
    this.#onleave();
    this.#openers.push(openerNow());
    this.#stack = [...this.#stack, view];
  }

  /** Shows another view in the same place; the way back stays the same. */
  replace(view: View): void {
    if (this.#stack.length === 0) return this.open(view);
    this.#onleave();
    this.#stack = [...this.#stack.slice(0, -1), view];
  }

  back(): void {
    if (this.#stack.length === 0) return;
    this.#onleave();
    this.#stack = this.#stack.slice(0, -1);
    const opener = this.#openers.pop();
    void tick().then(() => {
      if (opener?.isConnected === true) opener.focus({ preventScroll: true });
      else if (this.view === null) this.#focusList();
    });
  }

  /** Leaves that view, unless it was left already. */
  leave(view: View | null): void {
    if (this.view === view) this.back();
  }

  /** Straight to the list; the caller sets the focus. */
  home(): void {
    this.#onleave();
    this.#stack = [];
    this.#openers.length = 0;
  }
}

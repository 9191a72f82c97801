/** A favourite being dragged to another place among the favourites. */
import type { Panel } from '../state/panel.svelte.ts';

export class FavouriteDrag {
  readonly #panel: Panel;
  #dragged: string | null = $state(null);
  /** Where it would be dropped; a line shows it. */
  #target: { readonly number: string; readonly side: 'before' | 'after' } | null = $state.raw(null);

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  isDragged(number: string): boolean {
    return this.#dragged === number;
  }

  sideOf(number: string): 'before' | 'after' | null {
    return this.#target?.number === number ? this.#target.side : null;
  }

  start(number: string, event: DragEvent): void {
    this.#dragged = number;
    event.dataTransfer?.setData('text/plain', number);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
  }

  over(number: string, event: DragEvent & { currentTarget: HTMLElement }): void {
    if (this.#dragged === null) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const side = event.clientY < top + height / 2 ? 'before' : 'after';
    if (number === this.#dragged) this.#target = null;
    else if (this.#target?.number !== number || this.#target.side !== side) this.#target = { number, side };
  }

  drop(event: DragEvent): void {
    const dragged = this.#dragged;
    const target = this.#target;
    this.end();
    if (dragged === null || target === null) return;
    event.preventDefault();
    const { rows, favouritesFirst } = this.#panel.people;
    const others = rows
      .slice(0, favouritesFirst)
      .map(({ number }) => number)
      .filter((number) => number !== dragged);
    const at = others.indexOf(target.number) + (target.side === 'after' ? 1 : 0);
    void this.#panel.favourites.move(dragged, others[at] ?? null);
  }

  end(): void {
    this.#dragged = null;
    this.#target = null;
  }
}

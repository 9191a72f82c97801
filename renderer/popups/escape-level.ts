/** Escape closes one level of what opened inside a view, and nothing more. */
import { tick } from 'svelte';

/** An open list closes first; its own component does that. */
const OPEN_LIST = '[aria-haspopup="listbox"][aria-expanded="true"]';

/**
 * The key handler of an element that another one controls (`aria-controls`). After Escape `close` is called, and the focus
 * goes back to the controlling element. Keys that something inside has handled are left alone.
 */
export function escapeLevel(close: () => void) {
  return (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest(OPEN_LIST) !== null) return;
    const { id } = event.currentTarget;
    // Popups listen at the document.
    event.preventDefault();
    event.stopPropagation();
    const opener = document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(id)}"]`);
    close();
    void tick().then(() => opener?.focus());
  };
}

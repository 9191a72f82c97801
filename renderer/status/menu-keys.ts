/** Arrow keys in the status menu: up and down move among its buttons, right unfolds, left folds. */

export function moveInMenu(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.defaultPrevented || event.isComposing) return;
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !target.matches('[data-item]')) return;
  const items = [...currentTarget.querySelectorAll<HTMLElement>('[data-item]:not(:disabled)')];
  const next = nextOf(items, target, event.key);
  if (next === null) return;
  event.preventDefault();
  next.focus();
}

function nextOf(items: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | null {
  const at = items.indexOf(from);
  const count = items.length;
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % count] ?? null;
    case 'ArrowUp':
      return items[(at - 1 + count) % count] ?? null;
    case 'Home':
      return items[0] ?? null;
    case 'End':
      return items[count - 1] ?? null;
    case 'ArrowRight':
      if (from.ariaExpanded === 'false') from.click();
      else return from.ariaExpanded === 'true' || from.matches('.chip') ? (items[at + 1] ?? null) : null;
      return null;
    case 'ArrowLeft':
      if (from.matches('.chip')) return items[at - 1] ?? null;
      if (from.ariaExpanded === 'true') from.click();
      return null;
    default:
      return null;
  }
}

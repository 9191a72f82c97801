/** What has the focus, to give it back later. What stands in a popup will be gone by then, so the popup's button stands in for it. */
export function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return null;
  const popup = active.closest('[role="menu"], [role="dialog"]');
  return (popup && document.querySelector<HTMLElement>(`[aria-controls="${popup.id}"]`)) ?? active;
}

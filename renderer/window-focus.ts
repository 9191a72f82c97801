/** Moves the focus into the view when the window gets it: a hidden page couldn't take it before. */
import type { Panel } from './state/panel.svelte.ts';

const FIELD = 'input:not([type="radio"], [type="checkbox"], [readonly], :disabled)';

export function onWindowFocus(panel: Panel): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const snapshot = panel.snapshot;
  if (snapshot === null) return;
  const view = document.querySelector('.overlay .page') ?? document.querySelector('.page');
  if (view === null) panel.focusFind();
  else (view.querySelector<HTMLElement>(`.body ${FIELD}`) ?? view.querySelector<HTMLElement>('h1'))?.focus();
}

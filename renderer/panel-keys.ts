/** Keys that do the same wherever the focus is. */
import { editable } from './editable.ts';
import type { Panel } from './state/panel.svelte.ts';

/** Popups handle their own keys. */
const ABOVE = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Handles one key of the window, unless a control has already handled it. */
export function onPanelKey(panel: Panel, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest(ABOVE) !== null) return;
  if (event.key === 'Escape') takeBackOneLevel(panel, event);
  else if (event.ctrlKey || event.metaKey) runCommand(panel, event);
  else if (!event.altKey) typeIntoSearch(panel, event);
}

function runCommand(panel: Panel, event: KeyboardEvent): void {
  if (event.altKey || event.shiftKey) return;
  switch (event.key.toLowerCase()) {
    case 'f':
      return focusSearch(panel, event);
    case ',':
      return openSettings(panel, event);
    case 'd':
      return actOn(panel, event, (number) => panel.favourites.toggle(number));
    case 'b':
      return actOn(panel, event, (number) => panel.alerts.toggle({ kind: 'person', number }));
    case 'enter':
      return actOn(panel, event, (number) => panel.calls.start(number));
  }
}

/** Acts on the panel's subject; Enter also calls a number that was typed. */
function actOn(panel: Panel, event: KeyboardEvent, act: (number: string) => void): void {
  const { subject } = panel;
  event.preventDefault();
  if (event.repeat || !listIsThere(panel)) return;
  if (subject !== null) act(subject);
  else if (event.key === 'Enter' && panel.typedNumber !== null) panel.calls.start(panel.typedNumber);
}

/** Whether the list is shown, and not set-up or sign-in. */
function listIsThere(panel: Panel): boolean {
  const snapshot = panel.snapshot;
  return snapshot !== null && snapshot.setup === null && snapshot.me !== null;
}

/** The small window keeps the search for when it's unpinned, and shows none. */
function searchIsThere(panel: Panel): boolean {
  return listIsThere(panel) && !panel.people.onlyFavourites;
}

/** Leaves a step of the set-up, else the view, else the search, else the panel. */
function takeBackOneLevel(panel: Panel, event: KeyboardEvent): void {
  event.preventDefault();
  const setup = panel.snapshot?.setup ?? null;
  if (setup !== null) {
    if (!setup.working) void panel.requestAndReport('setup.back', {});
  } else if (panel.navigation.view !== null) panel.navigation.back();
  else if (searchIsThere(panel) && panel.people.query !== '') {
    panel.people.query = '';
    panel.focusFind();
  } else void panel.requestAndReport('panel.close', {});
}

function focusSearch(panel: Panel, event: KeyboardEvent): void {
  if (!listIsThere(panel)) return;
  event.preventDefault();
  panel.navigation.home();
  panel.focusFind();
}

function openSettings(panel: Panel, event: KeyboardEvent): void {
  if (panel.snapshot === null || panel.inSetUp) return;
  const view = panel.navigation.view?.kind;
  if (view === 'settings' || view === 'my-calls' || view === 'notifications') return;
  event.preventDefault();
  panel.openSettings();
}

/** Moves the focus to the search, so that the browser enters the letter there. */
function typeIntoSearch(panel: Panel, event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : document.body;
  // oxlint-disable-next-line typescript/no-misused-spread -- code points are what is counted here
  const printable = [...event.key].length === 1 && event.key !== ' ';
  if (!printable || panel.navigation.view !== null || !searchIsThere(panel) || target.matches(editable))
    return;
  // Many programs search with this key; it is in no name.
  if (event.key === '/') event.preventDefault();
  panel.focusFind();
}

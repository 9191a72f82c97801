/** The element that popups are put into: the panel's landmark, so that they aren't outside all landmarks. */
export function popupRoot(): HTMLElement {
  return document.querySelector('main') ?? document.body;
}

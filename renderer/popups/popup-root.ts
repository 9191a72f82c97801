/** Where what opens above the panel is put: inside its landmark, so that nothing stands outside all of them. */
export function popupRoot(): HTMLElement {
  return document.querySelector('main') ?? document.body;
}

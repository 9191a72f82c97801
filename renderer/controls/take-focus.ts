/** An attachment: what is there takes the focus. Unlike an effect over `bind:this` it never meets an element that has gone again. */
export function takeFocus(element: HTMLElement): void {
  element.focus();
}

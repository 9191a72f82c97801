/** An attachment that focuses its element. Unlike an effect over `bind:this` it never sees an element that is gone again. */
export function takeFocus(element: HTMLElement): void {
  element.focus();
}

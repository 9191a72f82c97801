/** Makes a scrolling region focusable while nothing inside it is, so that the arrow keys can scroll it. */
const FOCUSABLE = ':is(a[href], button, input, textarea, select):not(:disabled), [tabindex="0"]';

export function scrollsByKeys(region: HTMLElement): () => void {
  const look = (): void => {
    const alone = region.scrollHeight > region.clientHeight && region.querySelector(FOCUSABLE) === null;
    if (alone) region.tabIndex = 0;
    else region.removeAttribute('tabindex');
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(region);
  const changes = new MutationObserver(look);
  changes.observe(region, {
    childList: true,
    subtree: true,
    characterData: true,
    attributeFilter: ['disabled'],
  });
  return () => {
    sizes.disconnect();
    changes.disconnect();
  };
}

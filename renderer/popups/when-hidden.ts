/** What is open above the panel belongs to the moment: the panel comes back without it. */

/** The handler of the document's `visibilitychange`. */
export function whenHidden(close: () => void): () => void {
  return () => {
    if (document.visibilityState === 'hidden') close();
  };
}

/** Closes what is open above the panel when the panel is hidden. */

/** The handler of the document's `visibilitychange`. */
export function whenHidden(close: () => void): () => void {
  return () => {
    if (document.visibilityState === 'hidden') close();
  };
}

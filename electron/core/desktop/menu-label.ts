/** Labels of menu items: short, for a menu is as wide as its longest one. */

/** In characters, the ellipsis included. */
export const longestLabel = 32;

/** A label of at most 32 characters; `ending` is kept whole, what it is about gives way. */
export function menuLabel(text: string, ending = ''): string {
  const room = longestLabel - [...ending].length;
  const letters = [...text];
  return (
    (letters.length <= room
      ? text
      : `${letters
          .slice(0, room - 1)
          .join('')
          .trimEnd()}…`) + ending
  );
}

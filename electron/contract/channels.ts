/** The names under which shell and preload script speak to each other: two, so there's nothing else to guard. */

/** Renderer to core: `(name, payload)`, answered with a `Reply`. */
export const requestChannel = 'lampfield:request';
/** Core to renderer: `(name, payload)`. */
export const eventChannel = 'lampfield:event';

/** The IPC channels between shell and preload script: only two, so there is nothing else to guard. */

/** Renderer to core: `(name, payload)`, answered with a `Reply`. */
export const requestChannel = 'lampfield:request';
/** Core to renderer: `(name, payload)`. */
export const eventChannel = 'lampfield:event';

/** Keyboard shortcuts in the notation of `aria-keyshortcuts`: Control, and Meta on a Mac. */

export const shortcuts = {
  call: 'Control+Enter Meta+Enter',
  alert: 'Control+B Meta+B',
  favourite: 'Control+D Meta+D',
  find: 'Control+F Meta+F',
  settings: 'Control+Comma Meta+Comma',
} as const;

/** Pressed keys as Electron writes them: `CommandOrControl+Shift+L`. */

const NAMED: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '+': 'Plus',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** Null if the keys are no shortcut: only modifiers, or no modifier but Shift. */
export function acceleratorOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | null {
  const { key } = event;
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Process'].includes(key)) return null;
  if (!event.ctrlKey && !event.metaKey && !event.altKey) return null;
  const named = NAMED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const parts = [
    ...(event.ctrlKey || event.metaKey ? ['CommandOrControl'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
    named,
  ];
  return parts.join('+');
}

/** Keys as the keyboard shows them: `Ctrl B`, on a Mac `⌘B`. */

const onMac = () => navigator.userAgent.includes('Mac');

const macNames: Readonly<Record<string, string>> = {
  Meta: '⌘',
  CommandOrControl: '⌘',
  Control: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
};
const otherNames: Readonly<Record<string, string>> = {
  Control: 'Ctrl',
  CommandOrControl: 'Ctrl',
  Comma: ',',
  Enter: '↵',
};

/**
 * One shortcut of the notation of `aria-keyshortcuts`, in which alternatives stand apart by spaces
 * (`Control+B Meta+B`): the one that this computer has. Electron's `CommandOrControl+B` will do as well. Empty for none.
 */
export function keyNames(shortcuts: string): string {
  const mac = onMac();
  const all = shortcuts.split(' ').filter((one) => one !== '');
  const mine = all.find((one) => one.split('+').includes('Meta') === mac) ?? all[0];
  if (mine === undefined) return '';
  const names = mine.split('+').map((key) => (mac ? macNames[key] : undefined) ?? otherNames[key] ?? key);
  return mac ? names.join('') : names.join(' ');
}

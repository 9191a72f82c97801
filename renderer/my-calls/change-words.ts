/** A change in words: `All calls now go to My mobile`, `Do not disturb is on`, `3 settings changed`. */
import type { SettingDifference } from '../../electron/contract/my-extension/my-extension.ts';
import type { CallTarget } from '../../electron/contract/my-extension/caller-experience.ts';
import { isSecret } from '../../electron/contract/my-extension/setting-facts.ts';
import type {
  ForwardDestination,
  ForwardRule,
  SettingValue,
} from '../../electron/contract/my-extension/settings.ts';
import { wordTarget } from '../../electron/contract/my-extension/word-experience.ts';
import type { ValueWords } from '../../electron/contract/my-extension/word-value.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';

interface Changed {
  readonly settings: readonly SettingDifference[];
  readonly presetName: string | null;
}

/** What is needed to word a change. */
interface Wording {
  readonly t: Translate;
  readonly words: ValueWords;
  /** Empty if the number isn't in the list. */
  readonly nameOf: (number: string) => string;
}

export function wordChange({ settings, presetName }: Changed, wording: Wording): string {
  const { t } = wording;
  if (presetName !== null) return t('myCalls.undo.preset', { name: presetName });
  const [only, ...others] = settings;
  if (only === undefined || others.length > 0) return t('myCalls.undo.several', { count: settings.length });
  return wordDifference(only, wording);
}

export function wordDifference({ setting, after }: SettingDifference, { t, words, nameOf }: Wording): string {
  const name = t(`myExtension.setting.${setting}`);
  if (isSecret(setting)) return t('myCalls.undo.secret', { setting: name });
  if (setting === 'doNotDisturb' && after !== null)
    return t(after === true ? 'myCalls.undo.doNotDisturbOn' : 'myCalls.undo.doNotDisturbOff');
  if (isRule(after)) {
    const isAll = setting === 'forwardAll';
    if (!after.on)
      return isAll ? t('myCalls.undo.allNotForwarded') : t('myCalls.undo.notForwarded', { rule: name });
    if (after.destination === null)
      return t('myCalls.undo.value', { setting: name, value: words.value(setting, after) });
    const to = wordTarget(targetOf(after.destination, nameOf), t);
    return isAll ? t('myCalls.undo.allForwarded', { to }) : t('myCalls.undo.forwarded', { rule: name, to });
  }
  return t('myCalls.undo.value', { setting: name, value: words.value(setting, after) });
}

function isRule(value: SettingValue | null): value is ForwardRule {
  return typeof value === 'object' && value !== null && 'destination' in value;
}

export function targetOf(destination: ForwardDestination, nameOf: (number: string) => string): CallTarget {
  switch (destination.kind) {
    case 'extension':
      return { kind: 'extension', number: destination.extension, name: nameOf(destination.extension) };
    case 'number':
      return { kind: 'number', number: destination.number };
    default:
      return destination;
  }
}

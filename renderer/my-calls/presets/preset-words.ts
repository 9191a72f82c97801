/** What a preset holds, in one line: `Do not disturb · 1 hour`, `Forwarding to mobile · Until 17:00`. */
import type { PresetView } from '../../../electron/contract/my-extension/my-extension.ts';
import { settingNames } from '../../../electron/contract/my-extension/setting-facts.ts';
import { shortTarget } from '../../../electron/contract/my-extension/word-status.ts';
import type { Panel } from '../../state/panel.svelte.ts';
import { durationWords } from '../../status/duration-words.ts';
import { targetOf } from '../change-words.ts';

export function presetWords({ settings, endsAfter }: PresetView, panel: Panel): string {
  const { t, myCalls, clock } = panel;
  const { forwardAll, doNotDisturb } = settings;
  const words: string[] = [];
  if (forwardAll?.on === true && forwardAll.destination !== null) {
    const to = shortTarget(
      targetOf(forwardAll.destination, (number) => myCalls.nameOf(number)),
      t,
    );
    words.push(t('status.forwarding', { to }));
  } else if (forwardAll !== undefined) words.push(t('myCalls.undo.allNotForwarded'));
  if (doNotDisturb !== undefined)
    words.push(doNotDisturb ? t('status.doNotDisturb') : t('myCalls.undo.doNotDisturbOff'));
  for (const setting of settingNames) {
    const value = settings[setting];
    if (setting === 'forwardAll' || setting === 'doNotDisturb' || value === undefined) continue;
    words.push(
      t('myCalls.undo.value', {
        setting: t(`myExtension.setting.${setting}`),
        value: myCalls.words.value(setting, value),
      }),
    );
  }
  if (endsAfter !== null) words.push(durationWords(endsAfter, clock.coarse, panel));
  return words.join(' · ');
}

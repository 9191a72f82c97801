/** For the oracle: what a program's screen shows of the settings, as the oracle's texts. */

import type { RowState } from '../../../electron/contract/my-extension/my-extension.ts';
import { settingNames } from '../../../electron/contract/my-extension/setting-facts.ts';
import type { ForwardDestination, SettingChange } from '../../../electron/contract/my-extension/settings.ts';
import type { LiveView } from '../../../electron/core/my-extension/live-extension.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { textsOf, type Setting } from './oracle-model.ts';

type OffRules = Parameters<typeof textsOf>[1];
type Texts = ReturnType<typeof textsOf>;

/** @param fields what the device holds now */
export function createOracleScreen(fields: () => ExtensionFields, offRules: OffRules) {
  /** The values of the device that a screen shows, as the oracle's texts. */
  function onScreen({ current }: LiveView, pin: string): Texts {
    const shown = textsOf(fields(), offRules);
    const rule = (value: LiveView['current']['forwardAll'], was: string): string =>
      value === null ? was : ruleText(value.on, value.destination);
    return {
      ...shown,
      forwardAll: rule(current.forwardAll, shown.forwardAll),
      forwardNoAnswer: rule(current.forwardNoAnswer, shown.forwardNoAnswer),
      forwardBusy: rule(current.forwardBusy, shown.forwardBusy),
      doNotDisturb: current.doNotDisturb === true ? 'on' : 'off',
      ringTime: String(current.ringTime),
      mobile: mobileText(current.mobile),
      name: current.name ?? shown.name,
      voicemailPin: pin,
    };
  }

  function ruleText(on: boolean, destination: ForwardDestination | null): string {
    const where =
      destination === null
        ? ''
        : destination.kind === 'extension'
          ? `to ${destination.extension}`
          : destination.kind === 'mobile'
            ? `to mobile after ${destination.prefix}`
            : destination.kind === 'number'
              ? `to number ${destination.prefix}${destination.number}`
              : 'to voicemail';
    if (on) return where;
    return offRules === 'kept' && where !== '' ? `off, ${where}` : 'off';
  }

  function mobileText(mobile: LiveView['current']['mobile']): string {
    const flag = (on: boolean | null | undefined): string => (on === true ? 'on' : 'off');
    return [mobile?.number, mobile?.prefix, flag(mobile?.usedAsExtension), flag(mobile?.ringTogether)].join(
      '/',
    );
  }

  function textOf(change: SettingChange, view: LiveView): string {
    switch (change.setting) {
      case 'forwardAll':
      case 'forwardNoAnswer':
      case 'forwardBusy': {
        const { on, destination } = change.value;
        return ruleText(on, destination ?? view.current[change.setting]?.destination ?? null);
      }
      case 'doNotDisturb':
        return change.value ? 'on' : 'off';
      case 'mobile':
        return mobileText({
          number: change.value.number ?? view.current.mobile?.number ?? null,
          prefix: change.value.prefix ?? view.current.mobile?.prefix ?? null,
          usedAsExtension: change.value.usedAsExtension ?? view.current.mobile?.usedAsExtension ?? null,
          ringTogether: change.value.ringTogether ?? view.current.mobile?.ringTogether ?? null,
        });
      default:
        return typeof change.value === 'object' ? JSON.stringify(change.value) : String(change.value);
    }
  }

  /** Every value of a setting that the screen shows. */
  function seen(view: LiveView, pin: string, setting: Setting): readonly string[] {
    if (setting === 'voicemailPin') return [pin];
    const row: RowState | undefined = view.rows[setting];
    const values = [row && 'theirs' in row ? row.theirs : null, row && 'kept' in row ? row.kept : null];
    const more = values.flatMap((value) => {
      const change = settingNames.includes(setting) && value !== null ? { setting, value } : null;
      return change === null ? [] : [textOf(change as SettingChange, view)];
    });
    return [onScreen(view, pin)[setting], ...more];
  }

  return { onScreen, seen, textOf };
}

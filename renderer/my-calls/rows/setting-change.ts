/** A setting with a value, as a change that can be asked for; null where the value is not one of that setting. */
import { settingChangeSchema } from '../../../electron/contract/my-extension/settings.ts';
import type {
  AnySetting,
  SettingChange,
  SettingValue,
} from '../../../electron/contract/my-extension/settings.ts';

export function changeOfRow(setting: AnySetting, value: SettingValue | null): SettingChange | null {
  const parsed = settingChangeSchema.safeParse({ setting, value });
  return parsed.success ? parsed.data : null;
}

/** Facts about each setting of my own extension. They're apart from the schemas so that the panel needn't read those. */

import type { SettingName } from './settings.ts';

/** Set but never shown: the PIN, the SIP password, the web password. */
export const secretSettings = ['voicemailPin', 'registerPassword', 'loginPassword'] as const;
export type SecretSetting = (typeof secretSettings)[number];
export type AnySetting = SettingName | SecretSetting;

export const forwardSettings = ['forwardAll', 'forwardNoAnswer', 'forwardBusy'] as const;
export type ForwardSetting = (typeof forwardSettings)[number];

export const monitorModes = ['disabled', 'extensive', 'listen', 'whisper', 'barge-in'] as const;

interface SettingFacts {
  /** Whether a change can have an end. Contact data can't: nobody sets a number or a PIN "for an hour". */
  readonly mayEnd: boolean;
  /** Whether people may change it unless the administrator says otherwise: nothing that registers phones, costs money or alerts others. */
  readonly forEveryone: boolean;
}

const everyday: SettingFacts = { mayEnd: true, forEveryone: true };
const contact: SettingFacts = { mayEnd: false, forEveryone: true };
const administrators: SettingFacts = { mayEnd: false, forEveryone: false };

export const settingFacts: Readonly<Record<AnySetting, SettingFacts>> = {
  forwardAll: everyday,
  forwardNoAnswer: everyday,
  forwardBusy: everyday,
  doNotDisturb: everyday,
  ringTime: everyday,
  voicemail: everyday,
  voicemailPin: contact,
  mobile: contact,
  name: contact,
  email: contact,
  agentId: contact,
  callerId: administrators,
  registerName: administrators,
  registerPassword: administrators,
  loginPassword: administrators,
  maxRegistrations: administrators,
  maxDuration: administrators,
  monitoring: administrators,
  outboundRestricted: administrators,
};

/** In the order of the page. */
export const settingNames = (Object.keys(settingFacts) as AnySetting[]).filter(
  (setting) => !isSecret(setting),
);

export function isSecret(setting: AnySetting): setting is SecretSetting {
  return secretSettings.some((secret) => secret === setting);
}

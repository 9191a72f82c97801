/** For tests: the desktop's settings portal (XDG Desktop Portal, `org.freedesktop.portal.Settings`), as far as it says light or dark. */

import { Variant } from 'dbus-native';
import { startBusService } from './bus-service.ts';

export interface AppearancePortal {
  /** As when a person switches the desktop's style. */
  setDark(on: boolean): void;
  stop(): Promise<void>;
}

const name = 'org.freedesktop.portal.Settings';
const namespace = 'org.freedesktop.appearance';
const key = 'color-scheme';
const preferDark = 1;
const preferLight = 2;

export async function startAppearancePortal(address: string): Promise<AppearancePortal> {
  let scheme = preferLight;
  const service = await startBusService(address, {
    name: 'org.freedesktop.portal.Desktop',
    path: '/org/freedesktop/portal/desktop',
    definition: {
      name,
      methods: {
        // The portal wraps the value twice.
        Read: {
          in: { namespace: 's', key: 's' },
          out: { value: 'v' },
          handler(asked: { namespace: string; key: string }) {
            if (asked.namespace !== namespace || asked.key !== key) throw new Error('no such setting');
            return new Variant('v', new Variant('u', scheme));
          },
        },
      },
      signals: { SettingChanged: { args: { namespace: 's', key: 's', value: 'v' } } },
    },
  });
  return {
    setDark(on) {
      scheme = on ? preferDark : preferLight;
      service.face.emit['SettingChanged']?.(namespace, key, new Variant('u', scheme));
    },
    stop: () => service.stop(),
  };
}

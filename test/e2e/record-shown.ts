/** For end-to-end tests: what the shell tells the tray and the notifications, noted down on its way. */

import type { ElectronApplication } from 'playwright';

/** Newest last. */
export interface Shown {
  readonly toolTips: readonly string[];
  readonly notifications: readonly string[];
}

/** Resolves to a function that asks what has been shown since. */
export async function recordShown(app: ElectronApplication): Promise<() => Promise<Shown>> {
  await app.evaluate(({ Tray, Notification }) => {
    const shown: { toolTips: string[]; notifications: string[] } = { toolTips: [], notifications: [] };
    Object.assign(globalThis, { shown });
    const setToolTip = Reflect.get(Tray.prototype, 'setToolTip');
    Tray.prototype.setToolTip = function (text) {
      shown.toolTips.push(text);
      setToolTip.call(this, text);
    };
    const show = Reflect.get(Notification.prototype, 'show');
    Notification.prototype.show = function () {
      shown.notifications.push(this.title);
      show.call(this);
    };
  });
  const none: Shown = { toolTips: [], notifications: [] };
  return () => app.evaluate((_electron, empty) => (globalThis as { shown?: Shown }).shown ?? empty, none);
}

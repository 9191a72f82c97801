/** One handler for each request of the contract; each is a line or two that asks the part whose business it is. */

import type { Handlers } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import type { Parts } from '../build-parts.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { SettingsStore } from '../settings/settings-store.ts';

export interface HandlerPorts extends Parts {
  readonly settings: SettingsStore;
  readonly diagnosis: () => Promise<string>;
}

export function createHandlers(ports: HandlerPorts): Handlers {
  const { settings, notices, setup, feed, shell, groups, alerts, notifier } = ports;
  const { calls, myExtension, today, current, diagnosis } = ports;

  function connected(): PbxConnection {
    const present = current.get();
    if (present === undefined) throw new AppError('pbx.signed-out');
    return present;
  }

  return {
    ...setup.handlers,
    ...groups.handlers,
    ...alerts.handlers,
    ...notifier.handlers,
    ...calls.handlers,
    ...myExtension.handlers,
    'snapshot.get': () => feed.current(),
    'snapshot.first': () => feed.current(),
    'panel.close': () => shell.send({ kind: 'close-panel' }),
    'panel.pin': async ({ pinned }) => void (await settings.change({ pinned })),
    'connection.retry': () => connected().retry(),
    'certificate.decide': ({ sha256, decision }) => connected().decideCertificate(sha256, decision),
    'account.sign-in': ({ username, password }) => connected().signIn(username, password),
    'account.allow-one-more-try': () => connected().allowOneMoreTry(),
    'account.sign-out': () => connected().signOut(),
    'keychain.retry': () => connected().retryKeychain(),
    'keychain.keep-for-this-run': () => connected().keepSecretsForThisRun(),
    'diagnosis.get': async () => ({ text: await diagnosis() }),
    'colleague.today': ({ number }) => ({ changes: today.of(number) }),
    'update.install': () => {
      notices.set('update', { code: 'update-fetching', detail: {}, dismissible: false });
      shell.send({ kind: 'install-update' });
    },
    'notice.dismiss': ({ id }) => notices.dismiss(id),
    'settings.change': async (patch) => void (await settings.change(patch)),
  };
}

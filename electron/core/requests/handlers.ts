/** One handler for each request of the contract; each is a line or two that asks the part whose business it is. */

import type { Handlers } from '../../contract/requests.ts';
import { AppError } from '../app-error.ts';
import type { Calls } from '../calls/calls.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { Groups } from '../groups/groups.ts';
import type { MyExtensionOfApp } from '../my-extension/my-extension.ts';
import type { Notifier } from '../notifications/notifier.ts';
import type { ChangesToday } from '../presence/changes-today.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Setup } from '../setup/setup.ts';
import type { ShellFeed } from '../desktop/shell-feed.ts';
import type { Notices } from '../snapshot/notices.ts';
import type { SnapshotFeed } from '../snapshot/snapshot-feed.ts';
import type { Alerts } from '../alerts/alerts.ts';

export interface HandlerPorts {
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly setup: Setup;
  readonly feed: SnapshotFeed;
  readonly shell: ShellFeed;
  readonly groups: Groups;
  readonly alerts: Alerts;
  readonly notifier: Notifier;
  readonly calls: Calls;
  readonly myExtension: MyExtensionOfApp;
  readonly today: ChangesToday;
  readonly connection: () => PbxConnection | undefined;
  readonly diagnosis: () => Promise<string>;
}

export function createHandlers({
  settings,
  notices,
  setup,
  feed,
  shell,
  groups,
  alerts,
  notifier,
  calls,
  myExtension,
  today,
  connection,
  diagnosis,
}: HandlerPorts): Handlers {
  function connected(): PbxConnection {
    const present = connection();
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
    'panel.close': () => {
      shell.send({ kind: 'close-panel' });
      return null;
    },
    'panel.pin': async ({ pinned }) => {
      await settings.change({ pinned });
      return null;
    },
    'connection.retry': () => {
      connected().retry();
      return null;
    },
    'certificate.decide': async ({ sha256, decision }) => {
      await connected().decideCertificate(sha256, decision);
      return null;
    },
    'account.sign-in': async ({ username, password }) => {
      await connected().signIn(username, password);
      return null;
    },
    'account.allow-one-more-try': async () => {
      await connected().allowOneMoreTry();
      return null;
    },
    'account.sign-out': async () => {
      await connected().signOut();
      return null;
    },
    'keychain.retry': async () => {
      await connected().retryKeychain();
      return null;
    },
    'keychain.keep-for-this-run': async () => {
      await connected().keepSecretsForThisRun();
      return null;
    },
    'diagnosis.get': async () => ({ text: await diagnosis() }),
    'colleague.today': ({ number }) => ({ changes: today.of(number) }),
    'update.install': () => {
      notices.set('update', { code: 'update-fetching', detail: {}, dismissible: false });
      shell.send({ kind: 'install-update' });
      return null;
    },
    'notice.dismiss': ({ id }) => {
      notices.dismiss(id);
      return null;
    },
    'settings.change': async (patch) => {
      await settings.change(patch);
      return null;
    },
  };
}

/** The connection to the PBX that the settings name: replaced by another one as soon as they name another. */

import type { Connection } from '../../contract/snapshot.ts';
import type { WatchedStore } from '../keychain/watched-store.ts';
import type { RosterUpdate } from '../presence/roster.ts';
import { createConnection, type ConnectionPorts, type PbxConnection } from './connection.ts';

export interface CurrentConnectionPorts extends Omit<ConnectionPorts, 'pbx' | 'locale'> {
  readonly keychain: Pick<WatchedStore, 'activity'>;
  /** A BCP 47 tag, for the order of names. */
  readonly collation: () => string;
  /** Who needs the list besides an open panel. */
  readonly audience: () => { readonly followsCall: boolean; readonly hasAlerts: boolean };
  readonly onRoster: (update: RosterUpdate) => void;
  /** Called after each change of the connection's state or session. */
  readonly onState: () => void;
  /** Another connection, or none, took the place of the one before. */
  readonly onReplaced: () => Promise<void>;
}

export interface CurrentConnection {
  /** Undefined before set-up and after `stop`. */
  get(): PbxConnection | undefined;
  /** For the screen. */
  state(): Connection;
  isPanelOpen(): boolean;
  setPanelOpen(open: boolean): void;
  /** Who needs the list may have changed. */
  refreshPace(): void;
  /** Ends the present connection and starts one to the PBX that the settings name. */
  replace(): Promise<void>;
  /** From then on no other connection is opened, even by what is still under way. */
  refuseOthers(): void;
  stop(options: { readonly keepToken: boolean }): Promise<void>;
}

export function createCurrentConnection(ports: CurrentConnectionPorts): CurrentConnection {
  const { settings, keychain, collation, audience, forgetSeen, onRoster, onState, onReplaced } = ports;
  let connection: PbxConnection | undefined;
  let panelOpen = false;
  let mayBegin = true;

  function refreshPace(): void {
    const { followsCall, hasAlerts } = audience();
    // While a call is followed, polls keep the pace of an open panel.
    connection?.poller.setAudience({ panelOpen: panelOpen || followsCall, hasAlerts });
  }

  async function replace(): Promise<void> {
    await connection?.stop({ keepToken: true });
    connection = undefined;
    if (!mayBegin) return;
    forgetSeen();
    const { pbx } = settings.current;
    if (pbx !== null) {
      connection = createConnection({ ...ports, pbx, locale: collation() });
      connection.subscribe(onState);
      connection.roster.subscribe(onRoster);
      refreshPace();
      connection.start();
    }
    await onReplaced();
  }

  return {
    get: () => connection,
    state() {
      const state = connection?.state() ?? { kind: 'not-set-up' };
      const asksPerson = state.kind === 'connecting' && keychain.activity === 'waiting';
      return asksPerson ? { kind: 'waiting-for-keychain' } : state;
    },
    isPanelOpen: () => panelOpen,
    setPanelOpen(open) {
      panelOpen = open;
      refreshPace();
    },
    refreshPace,
    replace,
    refuseOthers() {
      mayBegin = false;
    },
    async stop(options) {
      await connection?.stop(options);
      connection = undefined;
    },
  };
}

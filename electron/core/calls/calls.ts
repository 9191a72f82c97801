/** What the panel may do with calls: by my own desk phone, by another program's link, or not at all, as the settings say. */

import type { Calling, CallParty } from '../../contract/calls.ts';
import type { ShellEffect } from '../../contract/desktop-model.ts';
import { dialledNumber, type Dialling } from '../../contract/my-extension/dialling.ts';
import type { Handlers } from '../../contract/requests.ts';
import { AppError, toFailure } from '../app-error.ts';
import type { PbxConnection } from '../connection/connection.ts';
import type { Log } from '../ports.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { callLink } from './call-link.ts';
import { createMyPhone } from './my-phone.ts';
import { createPhoneCalls, type PhoneCalls, type PhoneCallsPorts } from './phone-calls.ts';

export interface CallsPorts extends Omit<PhoneCallsPorts, 'phone' | 'stateOf'> {
  readonly log: Log;
  readonly settings: { readonly current: Pick<Settings, 'callWith' | 'extension' | 'pbx'> };
  readonly dialling: () => Dialling;
  /** The number still belongs to the person who chose it. */
  readonly isMine: () => boolean;
  readonly send: (effect: ShellEffect) => void;
}

export interface Calls {
  readonly handlers: Pick<Handlers, 'call.dial' | 'call.transfer' | 'call.hang-up' | 'call.dismiss'>;
  /** Calls, and opens the panel where there is something to see of it. */
  callFromNotification(number: string): void;
  view(): Calling;
  /** A call is under way: the list should be as fresh as with an open panel. */
  isFollowing(): boolean;
  /** The connection, the list or the settings may have changed. Calls of another connection or extension are forgotten. */
  refresh(connection: PbxConnection | undefined): void;
  stop(): void;
}

interface Mine {
  readonly connection: PbxConnection;
  readonly number: string;
  readonly calls: PhoneCalls;
}

export function createCalls(ports: CallsPorts): Calls {
  const { settings } = ports;
  let mine: Mine | undefined;

  function open(connection: PbxConnection, number: string): Mine {
    const calls = createPhoneCalls({
      ...ports,
      phone: createMyPhone(connection, number),
      stateOf: (of) =>
        connection.state().kind === 'live' ? (connection.roster.find(of)?.state ?? null) : null,
    });
    return { connection, number, calls };
  }

  function refresh(connection: PbxConnection | undefined): void {
    const { extension } = settings.current;
    if (mine?.connection !== connection || mine?.number !== extension) {
      mine?.calls.stop();
      mine = connection === undefined || extension === null ? undefined : open(connection, extension);
    }
    mine?.calls.refresh();
  }

  /** My phone, if calls are allowed and the PBX still has my extension. */
  function present(): Mine {
    if (settings.current.callWith === 'off') throw new AppError('call.switched-off');
    if (mine === undefined) throw new AppError('pbx.signed-out');
    const { roster } = mine.connection;
    if (roster.snapshot().confirmedAt !== null && roster.find(mine.number) === undefined)
      throw new AppError('extension.unknown');
    // Another person's phone would ring.
    if (!ports.isMine()) throw new AppError('extension.not-mine');
    return mine;
  }

  function dial(written: string): void {
    const colleague = mine && colleagueOf(mine, written.trim());
    const number = colleague?.number ?? numberToDial(written, ports.dialling());
    if (settings.current.callWith === 'off') throw new AppError('call.switched-off');
    if (number === null) throw new AppError('call.number-invalid', { number: written });
    const link = callLink(settings.current, number);
    if (link !== null) ports.send({ kind: 'open-link', url: link });
    else present().calls.dial(colleague ?? { number, name: '' }, colleague ? 'colleague' : 'outside');
  }

  return {
    handlers: {
      'call.dial': ({ number }) => dial(number),
      'call.transfer'({ number }) {
        const { calls, ...my } = present();
        const colleague = colleagueOf({ calls, ...my }, number);
        if (colleague === undefined) throw new AppError('call.no-such-number', { number });
        if (number === my.number) throw new AppError('call.myself', { number });
        calls.transfer(colleague);
      },
      'call.hang-up': async () => present().calls.hangUp(),
      'call.dismiss': () => mine?.calls.dismiss(),
    },
    callFromNotification(number) {
      if (settings.current.callWith === 'desk-phone')
        ports.send({ kind: 'open-panel', show: { view: 'list' } });
      try {
        dial(number);
      } catch (error) {
        // A notification has no place for a failure; the panel shows what is in the way.
        ports.log.warn('request.failed', { request: 'call.dial', code: toFailure(error).code });
      }
    },
    view() {
      const { callWith } = settings.current;
      const rest = {
        kind: callWith === 'off' ? 'off' : callWith === 'desk-phone' ? 'idle' : 'link',
      } as const;
      const nothing = { others: [], transferable: null };
      const outside = callWith === 'off' ? nothing : (mine?.calls.outside ?? nothing);
      return { ...(mine?.calls.stage ?? rest), ...outside };
    },
    isFollowing: () => mine?.calls.isFollowing === true,
    refresh,
    stop: () => mine?.calls.stop(),
  };
}

function colleagueOf({ connection }: Mine, number: string): CallParty | undefined {
  const row = connection.roster.find(number);
  return row && { number: row.number, name: row.name };
}

/** Digits, and the star and hash of the phone's own codes; null for anything else. */
function numberToDial(written: string, dialling: Dialling): string | null {
  const asKeyed = written.replaceAll(/\s/g, '');
  const dialled = /^[\d*#]+$/.test(asKeyed) ? asKeyed : dialledNumber(written, dialling).dialled;
  return dialled === '' || dialled.length > 31 ? null : dialled;
}

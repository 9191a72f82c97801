/** English words, and the shape that every other catalogue must match. */

import { myCallsWordsEn } from './my-calls/en.ts';
import { callFailuresEn, callWordsEn } from './calls/en.ts';
import { failureTexts } from './failure-texts.ts';
import { ownWordsEn } from './own/en.ts';
import { myCallsPageWordsEn } from './panel/my-calls-en.ts';
import { panelWordsEn } from './panel/en.ts';
import { peopleWordsEn } from './panel/people-en.ts';
import { ownFormWordsEn } from './panel/own-en.ts';

export const en = {
  ...panelWordsEn,
  ...peopleWordsEn,
  ...ownFormWordsEn,
  ...myCallsPageWordsEn,
  ...ownWordsEn,
  ...myCallsWordsEn,
  ...callWordsEn,
  presence: {
    free: 'Free',
    ringing: 'Ringing',
    'on-call': 'On a call',
    'on-hold': 'On hold',
    offline: 'Offline',
    fault: 'Phone fault',
    'no-phone': 'No phone connected',
    unknown: 'Unknown state',
  },
  startFailed: {
    title: 'Lampfield cannot start',
    folder: 'It cannot write to its data folder ({{reason}}):\n{{folder}}',
    core: 'It could not read its own settings ({{reason}}) in\n{{folder}}',
    shell: 'Its tray icon and panel could not be made ({{reason}}).',
    log: 'The log says more:\n{{file}}',
  },
  tray: {
    notSetUp: 'Lampfield: not set up yet',
    signedOut: 'Lampfield: signed out',
    waitingForKeychain: 'Lampfield: waiting for the keychain',
    connecting: 'Lampfield: connecting',
    live: 'Lampfield: {{name}} · {{state}}',
    liveNobody: 'Lampfield: live',
    retrying: 'Lampfield: no connection to the PBX',
    paused: 'Lampfield: paused',
    blocked: 'Lampfield: something needs you',
    open: 'Open Lampfield',
    doNotDisturb: 'Do not disturb',
    favourites: 'Favourites',
    alerts: 'Watches (choose one to end it)',
    snooze: 'Hold notifications back',
    snoozeHalfHour: '30 minutes',
    snoozeHour: '1 hour',
    snoozeTomorrow: 'Until tomorrow, {{time}}',
    endSnooze: 'Held back until {{time}}: end that',
    settings: 'Settings',
    quit: 'Quit Lampfield',
  },
  notification: {
    hit: {
      free: '{{name}} is free',
      ringing: '{{name}}’s phone is ringing',
      'on-call': '{{name}} is on a call',
      offline: '{{name}} is offline',
      back: '{{name}} is back',
    },
    already: {
      free: '{{name}} is free already',
      ringing: '{{name}}’s phone is ringing already',
      'on-call': '{{name}} is on a call already',
      offline: '{{name}} is offline already',
      back: '{{name}} is here already',
    },
    past: {
      free: '{{name}}: free at {{time}}',
      ringing: '{{name}}: phone rang at {{time}}',
      'on-call': '{{name}}: on a call at {{time}}',
      offline: '{{name}}: offline at {{time}}',
      back: '{{name}}: back at {{time}}',
    },
    once: 'You asked to be told once.',
    always: 'You are told every time.',
    alreadyOnce: 'So there is nothing to wait for.',
    inGroup: 'One of your group “{{group}}”.',
    many_one: '{{count}} colleague you watch',
    many_other: '{{count}} colleagues you watch',
    afterPause_one: 'Meanwhile: {{count}} change',
    afterPause_other: 'Meanwhile: {{count}} changes',
    digest_one: 'While notifications were off: {{count}} colleague',
    digest_other: 'While notifications were off: {{count}} colleagues',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    alertAgain: 'Watch again',
    stopAlert: 'Stop watching',
    lost: 'No connection to the PBX',
    lostBody: 'What the list shows is no longer confirmed. Lampfield keeps trying.',
    blocked: 'Lampfield needs you',
    blockedBody: 'Until then it does not ask the PBX, and watches find nothing.',
  },
  alert: {
    once: '{{who}}: once, {{states}}',
    always: '{{who}}: always, {{states}}',
    state: {
      free: 'free',
      ringing: 'ringing',
      'on-call': 'on a call',
      offline: 'offline',
      back: 'back',
    },
  },
  failure: failureTexts({
    'network.name-unknown':
      'There’s no device named “{{host}}” on this network. Check the spelling, or use the PBX’s IP address.',
    'network.refused':
      '{{host}} isn’t accepting connections on port {{port}}. The PBX may be restarting. If you’re setting up, check the port: it’s usually 8088.',
    'network.unreachable': 'The PBX can’t be reached from this network. Check the cable, Wi-Fi or VPN.',
    'network.timeout': 'The PBX didn’t answer in time.',
    'network.silent':
      'The PBX has stopped answering this computer. It may be busy or restarting. If colleagues can still see their list, ask your administrator whether the PBX’s “IP auto defense” has blocked this address.',
    'network.interrupted':
      'The connection dropped. If this keeps happening, ask your administrator whether “web access control” on the PBX allows this computer.',
    'network.redirected': 'This address redirects to {{to}}. Use that address instead.',
    'network.cancelled': 'The request was cancelled.',
    'tls.unknown-certificate': 'The PBX shows a certificate that nobody has confirmed yet.',
    'tls.changed-certificate':
      'The PBX shows another certificate than the one that was confirmed. Nothing was sent.',
    'tls.refused-certificate': 'The PBX shows a certificate that you refused. Nothing was sent.',
    'tls.no-certificate': 'The device offers no certificate, so it cannot prove that it is your PBX.',
    'tls.handshake':
      'No secure connection can be agreed with this PBX: its firmware may be too old. Ask your administrator to switch on TLS 1.2.',
    'tls.plain-http': 'The device answers on this port without encryption.',
    'pbx.bad-credentials': 'The PBX refused the account name or password.',
    'pbx.refused-before': 'The PBX has already refused this password. It was not sent again.',
    'pbx.guarded':
      'Not sent: four tries in a row went wrong, and one more wrong password would make the PBX lock this computer out.',
    'pbx.locked-out':
      'The PBX has locked this computer out after too many wrong passwords. It opens again in about ten minutes.',
    'pbx.session-expired': 'The PBX ended the session.',
    'pbx.signed-out': 'You are signed out.',
    'pbx.rejected': 'The PBX refused this.',
    'pbx.apply-later': 'The PBX is busy applying earlier changes. Try again in a moment.',
    'pbx.http-status':
      'The PBX answered with HTTP {{status}}. It may be restarting. If you’re setting up, check address and port.',
    'pbx.too-large': 'The answer was far too large for a PBX. Check address and port.',
    'pbx.malformed':
      'The PBX sent something that cannot be understood. Check address and port, and the API version in the settings.',
    'extension.unknown': 'The PBX no longer knows this extension.',
    'extension.unread': 'Your extension’s settings have not been read from the PBX yet.',
    'extension.invalid': 'The value for {{field}} is not allowed.',
    'extension.not-allowed': 'Your administrator does not let this be changed here.',
    'extension.conflict': 'Somebody else changed the same settings in the meantime.',
    'extension.not-applied': 'The PBX said yes but did not change everything.',
    'extension.dead-end': 'Calls would be lost with these settings.',
    'extension.not-mine':
      'This number may belong to someone else now. Nothing was changed. Say whether it’s still yours.',
    'extension.busy': 'Another change is still being saved.',
    ...callFailuresEn,
    'keychain.unavailable':
      'This computer has no keychain where the password could be kept. Nothing was stored.',
    'keychain.locked': 'The keychain is locked. Unlock it and try again.',
    'keychain.not-set-up':
      'This computer has no keyring yet, and none was made, so the password is not kept. Try again to make one.',
    'keychain.denied': 'The keychain did not let Lampfield in.',
    'keychain.unreadable': 'What the keychain holds for Lampfield cannot be read. Sign in again.',
    'settings.invalid': 'This value is not allowed.',
    'settings.locked': 'Your administrator has set this.',
    'settings.unwritable':
      'The settings could not be saved. Check free space and permissions of the data folder.',
    'ipc.unknown-request': 'Lampfield’s window asked for something that does not exist. Restart Lampfield.',
    'ipc.invalid-payload': 'The input could not be understood.',
    'ipc.forbidden': 'This was not asked from Lampfield’s own window.',
    'ipc.disconnected': 'The window has lost its connection to Lampfield. Restart Lampfield.',
    internal: 'Something in Lampfield went wrong. “Copy diagnosis” helps support to find it.',
  }),
} as const;

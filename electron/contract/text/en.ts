/** English words, and the shape that every other catalogue must match. */

import { myExtensionWordsEn } from './my-extension/en.ts';
import { callFailuresEn, callWordsEn } from './calls/en.ts';
import { failureTexts } from './failure-texts.ts';
import { setUpLineFailuresEn, setupWordsEn } from './setup/en.ts';
import { experienceWordsEn } from './my-extension/experience-en.ts';
import { myCallsPageWordsEn } from './panel/my-calls-en.ts';
import { panelWordsEn } from './panel/en.ts';
import { statusWordsEn } from './panel/status-en.ts';
import { alertsAndGroupsWordsEn } from './panel/alerts-and-groups-en.ts';

export const en = {
  ...panelWordsEn,
  ...alertsAndGroupsWordsEn,
  ...myCallsPageWordsEn,
  ...statusWordsEn,
  ...experienceWordsEn,
  ...myExtensionWordsEn,
  ...callWordsEn,
  ...setupWordsEn,
  presence: {
    free: 'Free',
    ringing: 'Ringing',
    'on-call': 'On a call',
    'on-hold': 'On hold',
    offline: 'Offline',
    fault: 'Phone not working',
    'no-phone': 'No phone',
    unknown: 'Unknown',
  },
  startFailed: {
    title: 'Lampfield can’t start',
    folder: 'It can’t write to its data folder ({{reason}}):\n{{folder}}',
    core: 'It couldn’t read its own settings ({{reason}}) in\n{{folder}}',
    shell: 'Its tray icon and panel couldn’t be made ({{reason}}).',
    log: 'The log says more:\n{{file}}',
  },
  tray: {
    notSetUp: 'Lampfield: not set up yet',
    signedOut: 'Lampfield: signed out',
    waitingForKeychain: 'Lampfield: waiting for keychain',
    connecting: 'Lampfield: connecting',
    liveNobody: 'Lampfield: connected',
    retrying: 'Lampfield: reconnecting…',
    paused: 'Lampfield: paused',
    blocked: 'Lampfield: action needed',
    open: 'Open Lampfield',
    favourites: 'Favourites',
    alerts: 'Alerts (click to stop)',
    snooze: 'Snooze notifications',
    snoozeHalfHour: '30 minutes',
    snoozeHour: '1 hour',
    snoozeTomorrow: 'Until tomorrow {{time}}',
    endSnooze: 'Resume (snoozed until {{time}})',
    settings: 'Settings',
    quit: 'Quit Lampfield',
  },
  notification: {
    open: 'Open',
    hit: {
      free: '{{name}} is free',
      ringing: '{{name}}’s phone is ringing',
      'on-call': '{{name}} is on a call',
      offline: '{{name}} is offline',
      back: '{{name}} is back',
    },
    already: {
      free: '{{name}} is already free',
      ringing: '{{name}}’s phone is already ringing',
      'on-call': '{{name}} is already on a call',
      offline: '{{name}} is already offline',
      back: '{{name}} is already here',
    },
    past: {
      free: '{{name}}: free at {{time}}',
      ringing: '{{name}}: phone rang at {{time}}',
      'on-call': '{{name}}: on a call at {{time}}',
      offline: '{{name}}: offline at {{time}}',
      back: '{{name}}: back at {{time}}',
    },
    once: 'One-time alert',
    always: 'Repeating alert',
    alreadyOnce: 'You can call now.',
    inGroup: 'In your group “{{group}}”',
    many_one: 'Update for {{count}} colleague',
    many_other: 'Updates for {{count}} colleagues',
    afterPause_one: 'While paused: {{count}} change',
    afterPause_other: 'While paused: {{count}} changes',
    digest_one: 'While you were away: {{count}} colleague',
    digest_other: 'While you were away: {{count}} colleagues',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
    alertAgain: 'Alert me again',
    stopAlert: 'Stop alert',
    lost: 'No connection to the phone system',
    lostBody: 'The list may be out of date. Trying to reconnect.',
    blocked: 'Lampfield needs your attention',
    blockedBody: 'Open it to go on. Until then, presence and alerts are paused.',
  },
  alert: {
    once: '{{who}}: once, when {{states}}',
    always: '{{who}}: whenever {{states}}',
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
      '{{host}} doesn’t accept connections on port {{port}}. Check the port; a PBX usually listens on 8088.',
    'network.unreachable':
      'The phone system can’t be reached from this network. Check your cable, Wi-Fi or VPN.',
    'network.timeout': 'The phone system didn’t answer in time.',
    'network.interrupted':
      'The connection dropped. If this keeps happening, ask your administrator whether “web access control” on the PBX allows this computer.',
    'network.redirected': 'This address points to {{to}}. Use that address instead.',
    'network.silent':
      'The PBX has stopped answering this computer. It may be busy or restarting. If colleagues can still see their list, ask your administrator whether the PBX’s “IP auto defense” has blocked this address.',
    'network.cancelled': 'The request was cancelled.',
    'tls.unknown-certificate': 'The phone system shows a certificate that no one has confirmed yet.',
    'tls.changed-certificate':
      'The phone system shows a different certificate from the one you confirmed. Nothing was sent.',
    'tls.refused-certificate': 'The phone system shows a certificate that you refused. Nothing was sent.',
    'tls.no-certificate': 'The device has no certificate, so it can’t prove that it’s your PBX.',
    'tls.handshake':
      'No secure connection is possible: the PBX’s firmware may be too old. Ask your administrator to turn on TLS 1.2.',
    'tls.plain-http': 'The device answers on this port without encryption.',
    'pbx.bad-credentials': 'The phone system refused the account name or password.',
    'pbx.refused-before': 'The phone system has already refused this password, so it wasn’t sent again.',
    'pbx.guarded':
      'Not sent: four tries in a row failed, and one more wrong password would lock this computer out.',
    'pbx.locked-out':
      'Too many wrong passwords: the phone system has locked this computer out for about ten minutes.',
    'pbx.session-expired': 'The phone system ended the session.',
    'pbx.signed-out': 'You are signed out.',
    'pbx.rejected': 'The phone system refused this.',
    'pbx.apply-later': 'The phone system is still applying earlier changes. Try again in a moment.',
    'pbx.http-status':
      'Something answers at this address, but not a PBX (HTTP {{status}}). Check the address and port.',
    'pbx.too-large': 'The answer is far too large for a PBX. Check the address and port.',
    'pbx.malformed': 'The PBX’s answer can’t be read. Check the address, the port and the API version.',
    'extension.unknown': 'The phone system no longer has this extension.',
    'extension.unread': 'Your settings haven’t been loaded from the phone system yet.',
    'extension.invalid': 'That doesn’t work for {{field}}.',
    'extension.not-allowed': 'Your administrator doesn’t allow this to be changed here.',
    'extension.conflict': 'Someone else changed the same settings in the meantime.',
    'extension.not-applied': 'Some changes weren’t accepted.',
    'extension.dead-end': 'With these settings, callers would reach no one.',
    'extension.not-mine':
      'This number may belong to someone else now. Nothing was changed. Is it still yours?',
    'extension.busy': 'Another change is still being saved.',
    ...callFailuresEn,
    ...setUpLineFailuresEn,
    'keychain.unavailable': 'This computer has no keychain for the password, so nothing was saved.',
    'keychain.locked': 'The keychain is locked. Unlock it and try again.',
    'keychain.denied': 'Access to the keychain was denied.',
    'keychain.unreadable': 'The password in the keychain can’t be read. Sign in again.',
    'settings.invalid': 'That isn’t allowed here.',
    'keychain.not-set-up':
      'This computer has no keychain yet, so the password wasn’t saved. Try again to create one.',
    'settings.locked': 'Your administrator has set this.',
    'settings.unwritable':
      'Your settings couldn’t be saved. Check the free space and permissions of the data folder.',
    'settings.in-use':
      'Lampfield is already running with this data folder. Use the one that’s open, or quit it first:\n{{folder}}',
    'ipc.unknown-request': 'The window asked for something that doesn’t exist. Restart Lampfield.',
    'ipc.invalid-payload': 'That couldn’t be understood.',
    'ipc.forbidden': 'This didn’t come from Lampfield’s own window.',
    'ipc.disconnected': 'The window has lost its connection to Lampfield. Restart Lampfield.',
    internal: 'Something went wrong. “Copy diagnosis” in the settings helps support find it.',
  }),
} as const;

/** German words. */

import { myCallsWordsDe } from './my-calls/de.ts';
import { callFailuresDe, callWordsDe } from './calls/de.ts';
import { ownWordsDe } from './own/de.ts';
import { myCallsPageWordsDe } from './panel/my-calls-de.ts';
import { panelWordsDe } from './panel/de.ts';
import { peopleWordsDe } from './panel/people-de.ts';
import { ownFormWordsDe } from './panel/own-de.ts';
import type { Catalogue } from './translate.ts';

export const de: Catalogue = {
  ...panelWordsDe,
  ...peopleWordsDe,
  ...ownFormWordsDe,
  ...myCallsPageWordsDe,
  ...ownWordsDe,
  ...myCallsWordsDe,
  ...callWordsDe,
  presence: {
    free: 'Frei',
    ringing: 'Klingelt',
    'on-call': 'Im Gespräch',
    'on-hold': 'Gehalten',
    offline: 'Offline',
    fault: 'Telefon gestört',
    'no-phone': 'Kein Telefon angeschlossen',
    unknown: 'Unbekannter Zustand',
  },
  startFailed: {
    title: 'Lampfield kann nicht starten',
    folder: 'Der Datenordner lässt sich nicht beschreiben ({{reason}}):\n{{folder}}',
    core: 'Die eigenen Einstellungen lassen sich nicht lesen ({{reason}}):\n{{folder}}',
    shell: 'Tray-Symbol und Fenster konnten nicht angelegt werden ({{reason}}).',
    log: 'Mehr steht im Protokoll:\n{{file}}',
  },
  tray: {
    notSetUp: 'Lampfield: noch nicht eingerichtet',
    signedOut: 'Lampfield: abgemeldet',
    waitingForKeychain: 'Lampfield: wartet auf den Schlüsselbund',
    connecting: 'Lampfield: verbindet',
    live: 'Lampfield: {{name}} · {{state}}',
    liveNobody: 'Lampfield: verbunden',
    retrying: 'Lampfield: keine Verbindung zur Telefonanlage',
    paused: 'Lampfield: pausiert',
    blocked: 'Lampfield: braucht Sie',
    open: 'Lampfield öffnen',
    doNotDisturb: 'Nicht stören',
    favourites: 'Favoriten',
    alerts: 'Beobachtungen (zum Beenden wählen)',
    snooze: 'Mitteilungen zurückhalten',
    snoozeHalfHour: '30 Minuten',
    snoozeHour: '1 Stunde',
    snoozeTomorrow: 'Bis morgen, {{time}}',
    endSnooze: 'Zurückgehalten bis {{time}}: beenden',
    settings: 'Einstellungen',
    quit: 'Lampfield beenden',
  },
  notification: {
    hit: {
      free: '{{name}} ist frei',
      ringing: 'Bei {{name}} klingelt es',
      'on-call': '{{name}} ist im Gespräch',
      offline: '{{name}} ist offline',
      back: '{{name}} ist wieder da',
    },
    already: {
      free: '{{name}} ist schon frei',
      ringing: 'Bei {{name}} klingelt es schon',
      'on-call': '{{name}} ist schon im Gespräch',
      offline: '{{name}} ist schon offline',
      back: '{{name}} ist schon da',
    },
    past: {
      free: '{{name}}: frei um {{time}}',
      ringing: '{{name}}: hat um {{time}} geklingelt',
      'on-call': '{{name}}: im Gespräch um {{time}}',
      offline: '{{name}}: offline um {{time}}',
      back: '{{name}}: zurück um {{time}}',
    },
    once: 'Sie wollten einmal Bescheid bekommen.',
    always: 'Sie bekommen jedes Mal Bescheid.',
    alreadyOnce: 'Es gibt also nichts abzuwarten.',
    inGroup: 'Jemand aus Ihrer Gruppe „{{group}}“.',
    many_one: '{{count}} beobachtete Person',
    many_other: '{{count}} beobachtete Personen',
    afterPause_one: 'Inzwischen: {{count}} Änderung',
    afterPause_other: 'Inzwischen: {{count}} Änderungen',
    digest_one: 'Während keine Mitteilungen kamen: {{count}} Person',
    digest_other: 'Während keine Mitteilungen kamen: {{count}} Personen',
    more_one: 'und {{count}} weitere',
    more_other: 'und {{count}} weitere',
    alertAgain: 'Noch einmal',
    stopAlert: 'Nicht mehr beobachten',
    lost: 'Keine Verbindung zur Telefonanlage',
    lostBody: 'Was die Liste zeigt, ist nicht mehr bestätigt. Lampfield versucht es weiter.',
    blocked: 'Lampfield braucht Sie',
    blockedBody: 'Bis dahin fragt es die Telefonanlage nicht, und Beobachtungen finden nichts.',
  },
  alert: {
    once: '{{who}}: einmal, {{states}}',
    always: '{{who}}: jedes Mal, {{states}}',
    state: {
      free: 'frei',
      ringing: 'klingelt',
      'on-call': 'im Gespräch',
      offline: 'offline',
      back: 'wieder da',
    },
  },
  failure: {
    'network.name-unknown':
      'In diesem Netz gibt es kein Gerät namens „{{host}}“. Prüfen Sie die Schreibweise oder verwenden Sie die IP-Adresse der Telefonanlage.',
    'network.refused':
      '{{host}} nimmt auf Port {{port}} keine Verbindungen an. Möglicherweise startet die Telefonanlage gerade neu. Prüfen Sie beim Einrichten den Port: Üblich ist 8088.',
    'network.unreachable':
      'Die Telefonanlage ist aus diesem Netz nicht erreichbar. Prüfen Sie Kabel, WLAN oder VPN.',
    'network.timeout': 'Die Telefonanlage hat nicht rechtzeitig geantwortet.',
    'network.silent':
      'Die Telefonanlage antwortet diesem Computer nicht mehr. Vielleicht ist sie überlastet oder startet neu. Sehen andere ihre Liste weiterhin, fragen Sie Ihren Administrator, ob die „IP Auto Defense“ der Telefonanlage diese Adresse gesperrt hat.',
    'network.interrupted':
      'Die Verbindung ist abgebrochen. Passiert das immer wieder, fragen Sie Ihren Administrator, ob die „Web-Zugriffskontrolle“ der Telefonanlage diesen Computer zulässt.',
    'network.redirected': 'Diese Adresse leitet auf {{to}} um. Verwenden Sie stattdessen diese Adresse.',
    'network.cancelled': 'Die Anfrage wurde abgebrochen.',
    'tls.unknown-certificate': 'Die Telefonanlage zeigt ein Zertifikat, das noch niemand bestätigt hat.',
    'tls.changed-certificate':
      'Die Telefonanlage zeigt ein anderes Zertifikat als das bestätigte. Es wurde nichts gesendet.',
    'tls.refused-certificate':
      'Die Telefonanlage zeigt ein Zertifikat, das Sie abgelehnt haben. Es wurde nichts gesendet.',
    'tls.no-certificate':
      'Das Gerät zeigt kein Zertifikat und kann nicht belegen, dass es Ihre Telefonanlage ist.',
    'tls.handshake':
      'Mit dieser Telefonanlage kommt keine sichere Verbindung zustande, vielleicht ist ihre Firmware zu alt. Bitten Sie Ihren Administrator, TLS 1.2 einzuschalten.',
    'tls.plain-http': 'Das Gerät antwortet auf diesem Port unverschlüsselt.',
    'pbx.bad-credentials': 'Die Telefonanlage hat Kontonamen oder Passwort abgelehnt.',
    'pbx.refused-before':
      'Dieses Passwort hat die Telefonanlage schon abgelehnt. Es wurde nicht noch einmal gesendet.',
    'pbx.guarded':
      'Nicht gesendet: Vier Versuche nacheinander sind fehlgeschlagen, und ein weiteres falsches Passwort würde diesen Computer aussperren.',
    'pbx.locked-out':
      'Die Telefonanlage hat diesen Computer nach zu vielen falschen Passwörtern ausgesperrt. In etwa zehn Minuten geht es weiter.',
    'pbx.session-expired': 'Die Telefonanlage hat die Sitzung beendet.',
    'pbx.signed-out': 'Sie sind abgemeldet.',
    'pbx.rejected': 'Die Telefonanlage hat das abgelehnt.',
    'pbx.apply-later':
      'Die Telefonanlage übernimmt noch frühere Änderungen. Versuchen Sie es gleich noch einmal.',
    'pbx.http-status':
      'Die Telefonanlage hat mit HTTP {{status}} geantwortet. Möglicherweise startet sie gerade neu. Prüfen Sie beim Einrichten Adresse und Port.',
    'pbx.too-large': 'Die Antwort war viel zu groß für eine Telefonanlage. Prüfen Sie Adresse und Port.',
    'pbx.malformed':
      'Die Antwort der Telefonanlage ist unverständlich. Prüfen Sie Adresse, Port und die API-Version in den Einstellungen.',
    'extension.unknown': 'Die Telefonanlage kennt diese Nebenstelle nicht mehr.',
    'extension.unread':
      'Die Einstellungen Ihrer Nebenstelle wurden noch nicht von der Telefonanlage gelesen.',
    'extension.invalid': 'Der Wert für {{field}} ist nicht erlaubt.',
    'extension.not-allowed': 'Ihr Administrator lässt diese Änderung hier nicht zu.',
    'extension.conflict': 'Inzwischen hat jemand anderes dieselben Einstellungen geändert.',
    'extension.not-applied': 'Die Telefonanlage hat zugestimmt, aber nicht alles geändert.',
    'extension.dead-end': 'Mit diesen Einstellungen gingen Anrufe verloren.',
    'extension.not-mine':
      'Diese Nummer gehört vielleicht jemand anderem. Es wurde nichts geändert. Ist es noch Ihre?',
    'extension.busy': 'Eine andere Änderung wird noch gespeichert.',
    ...callFailuresDe,
    'keychain.unavailable':
      'Auf diesem Computer gibt es keinen Schlüsselbund für das Passwort. Es wurde nichts gespeichert.',
    'keychain.locked': 'Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.',
    'keychain.not-set-up':
      'Auf diesem Rechner gibt es noch keinen Schlüsselbund, und es wurde keiner angelegt. Das Passwort ist deshalb nicht gespeichert. Versuchen Sie es noch einmal, um einen anzulegen.',
    'keychain.denied': 'Der Schlüsselbund hat Lampfield nicht eingelassen.',
    'keychain.unreadable': 'Der Eintrag im Schlüsselbund ist nicht lesbar. Melden Sie sich neu an.',
    'settings.invalid': 'Dieser Wert ist nicht erlaubt.',
    'settings.locked': 'Das hat Ihr Administrator festgelegt.',
    'settings.unwritable':
      'Die Einstellungen konnten nicht gespeichert werden. Prüfen Sie Speicherplatz und Rechte des Datenordners.',
    'ipc.unknown-request': 'Das Fenster hat etwas verlangt, das es nicht gibt. Starten Sie Lampfield neu.',
    'ipc.invalid-payload': 'Die Eingabe ist unverständlich.',
    'ipc.forbidden': 'Diese Anfrage kam nicht aus Lampfields eigenem Fenster.',
    'ipc.disconnected': 'Das Fenster hat die Verbindung zu Lampfield verloren. Starten Sie Lampfield neu.',
    internal: 'In Lampfield ist etwas schiefgegangen. „Diagnose kopieren“ hilft dem Support bei der Suche.',
  },
};

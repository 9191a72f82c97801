/** German words. */

import { myExtensionWordsDe } from './my-extension/de.ts';
import { callFailuresDe, callWordsDe } from './calls/de.ts';
import { setUpLineFailuresDe, setupWordsDe } from './setup/de.ts';
import { experienceWordsDe } from './my-extension/experience-de.ts';
import { myCallsPageWordsDe } from './panel/my-calls-de.ts';
import { panelWordsDe } from './panel/de.ts';
import { statusWordsDe } from './panel/status-de.ts';
import { alertsAndGroupsWordsDe } from './panel/alerts-and-groups-de.ts';
import type { Catalogue } from './translate.ts';

export const de: Catalogue = {
  ...panelWordsDe,
  ...alertsAndGroupsWordsDe,
  ...myCallsPageWordsDe,
  ...statusWordsDe,
  ...experienceWordsDe,
  ...myExtensionWordsDe,
  ...callWordsDe,
  ...setupWordsDe,
  presence: {
    free: 'Frei',
    ringing: 'Klingelt',
    'on-call': 'Im Gespräch',
    'on-hold': 'Gehalten',
    offline: 'Offline',
    fault: 'Telefon gestört',
    'no-phone': 'Kein Telefon',
    unknown: 'Unbekannt',
  },
  startFailed: {
    title: 'Lampfield konnte nicht gestartet werden',
    folder: 'In den Datenordner kann nicht geschrieben werden ({{reason}}):\n{{folder}}',
    core: 'Die Einstellungen von Lampfield können nicht gelesen werden ({{reason}}):\n{{folder}}',
    shell: 'Tray-Symbol und Fenster konnten nicht angelegt werden ({{reason}}).',
    log: 'Mehr dazu im Protokoll:\n{{file}}',
  },
  tray: {
    notSetUp: 'Lampfield: nicht eingerichtet',
    signedOut: 'Lampfield: abgemeldet',
    waitingForKeychain: 'Lampfield: wartet auf den Schlüsselbund',
    connecting: 'Lampfield: wird verbunden',
    liveNobody: 'Lampfield: verbunden',
    retrying: 'Lampfield: wird neu verbunden…',
    paused: 'Lampfield: pausiert',
    blocked: 'Lampfield: Aktion nötig',
    open: 'Lampfield öffnen',
    favourites: 'Favoriten',
    alerts: 'Hinweise (zum Beenden anklicken)',
    snooze: 'Benachrichtigungen pausieren',
    snoozeHalfHour: '30 Minuten',
    snoozeHour: '1 Stunde',
    snoozeTomorrow: 'Bis morgen {{time}}',
    endSnooze: 'Fortsetzen (Pause bis {{time}})',
    settings: 'Einstellungen',
    quit: 'Lampfield beenden',
  },
  notification: {
    open: 'Öffnen',
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
      ringing: '{{name}}: Telefon klingelte um {{time}}',
      'on-call': '{{name}}: im Gespräch um {{time}}',
      offline: '{{name}}: offline um {{time}}',
      back: '{{name}}: zurück um {{time}}',
    },
    once: 'Einmaliger Hinweis',
    always: 'Wiederholter Hinweis',
    alreadyOnce: 'Sie können jetzt anrufen.',
    inGroup: 'Aus Ihrer Gruppe „{{group}}“',
    many_one: 'Neues zu {{count}} Person',
    many_other: 'Neues zu {{count}} Personen',
    afterPause_one: 'Während der Pause: {{count}} Änderung',
    afterPause_other: 'Während der Pause: {{count}} Änderungen',
    digest_one: 'Während Ihrer Abwesenheit: {{count}} Person',
    digest_other: 'Während Ihrer Abwesenheit: {{count}} Personen',
    more_one: 'und {{count}} weitere',
    more_other: 'und {{count}} weitere',
    alertAgain: 'Erneut melden',
    stopAlert: 'Hinweis beenden',
    lost: 'Keine Verbindung zur Telefonanlage',
    lostBody: 'Die Liste ist möglicherweise veraltet. Die Verbindung wird wiederhergestellt.',
    blocked: 'Lampfield braucht Ihre Aufmerksamkeit',
    blockedBody: 'Öffnen Sie es, um fortzufahren. Bis dahin sind Anzeige und Hinweise pausiert.',
  },
  alert: {
    once: '{{who}}: einmal ({{states}})',
    always: '{{who}}: jedes Mal ({{states}})',
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
      'In diesem Netzwerk gibt es kein Gerät namens „{{host}}“. Prüfen Sie die Schreibweise oder verwenden Sie die IP-Adresse der Telefonanlage.',
    'network.refused':
      '{{host}} nimmt auf Port {{port}} keine Verbindungen an. Prüfen Sie den Port; üblich ist 8088.',
    'network.unreachable':
      'Die Telefonanlage ist aus diesem Netzwerk nicht erreichbar. Prüfen Sie Kabel, WLAN oder VPN.',
    'network.timeout': 'Die Telefonanlage hat nicht rechtzeitig geantwortet.',
    'network.silent':
      'Die Telefonanlage antwortet diesem Computer nicht mehr. Vielleicht ist sie überlastet oder startet neu. Sehen andere ihre Liste weiterhin, fragen Sie Ihre Administration, ob die „IP Auto Defense“ der Telefonanlage diese Adresse gesperrt hat.',
    'network.interrupted':
      'Die Verbindung ist abgebrochen. Wenn das öfter geschieht, fragen Sie Ihre Administration, ob die „Web-Zugriffskontrolle“ der Telefonanlage diesen Computer zulässt.',
    'network.redirected': 'Diese Adresse leitet an {{to}} weiter. Geben Sie stattdessen {{to}} ein.',
    'network.cancelled': 'Die Anfrage wurde abgebrochen.',
    'tls.unknown-certificate': 'Die Telefonanlage zeigt ein Zertifikat, das noch niemand bestätigt hat.',
    'tls.changed-certificate':
      'Die Telefonanlage zeigt ein anderes Zertifikat als das bestätigte. Es wurde nichts gesendet.',
    'tls.refused-certificate':
      'Die Telefonanlage zeigt ein Zertifikat, das Sie abgelehnt haben. Es wurde nichts gesendet.',
    'tls.no-certificate':
      'Das Gerät hat kein Zertifikat und kann daher nicht nachweisen, dass es Ihre Telefonanlage ist.',
    'tls.handshake':
      'Es ist keine sichere Verbindung möglich: Die Firmware der Telefonanlage ist vielleicht zu alt. Bitten Sie Ihre Administration, TLS 1.2 einzuschalten.',
    'tls.plain-http': 'Das Gerät antwortet auf diesem Port unverschlüsselt.',
    'pbx.bad-credentials': 'Die Telefonanlage hat den Kontonamen oder das Passwort abgelehnt.',
    'pbx.refused-before':
      'Dieses Passwort hat die Telefonanlage schon abgelehnt. Es wurde nicht noch einmal gesendet.',
    'pbx.guarded':
      'Nicht gesendet: Vier Versuche hintereinander sind fehlgeschlagen, und ein weiteres falsches Passwort würde diesen Computer aussperren.',
    'pbx.locked-out':
      'Zu viele falsche Passwörter: Die Telefonanlage hat diesen Computer für etwa zehn Minuten ausgesperrt.',
    'pbx.session-expired': 'Die Telefonanlage hat die Sitzung beendet.',
    'pbx.signed-out': 'Sie sind abgemeldet.',
    'pbx.rejected': 'Die Telefonanlage hat das abgelehnt.',
    'pbx.apply-later':
      'Die Telefonanlage übernimmt noch frühere Änderungen. Versuchen Sie es gleich noch einmal.',
    'pbx.http-status':
      'Unter dieser Adresse antwortet etwas, aber keine Telefonanlage (HTTP {{status}}). Prüfen Sie Adresse und Port.',
    'pbx.too-large': 'Die Antwort ist viel zu groß für eine Telefonanlage. Prüfen Sie Adresse und Port.',
    'pbx.malformed':
      'Die Antwort der Telefonanlage ist nicht lesbar. Prüfen Sie Adresse, Port und API-Version.',
    'extension.unknown': 'Diese Nebenstelle gibt es auf der Telefonanlage nicht mehr.',
    'extension.unread': 'Ihre Einstellungen wurden noch nicht von der Telefonanlage geladen.',
    'extension.invalid': 'Das ist für {{field}} nicht möglich.',
    'extension.not-allowed': 'Ihre Administration lässt diese Änderung hier nicht zu.',
    'extension.conflict': 'Inzwischen hat jemand anderes dieselben Einstellungen geändert.',
    'extension.not-applied': 'Einige Änderungen wurden nicht übernommen.',
    'extension.dead-end': 'Mit diesen Einstellungen würde niemand die Anrufe annehmen.',
    'extension.not-mine':
      'Diese Nummer gehört vielleicht jemand anderem. Es wurde nichts geändert. Ist es noch Ihre Nummer?',
    'extension.busy': 'Eine andere Änderung wird noch gespeichert.',
    ...callFailuresDe,
    ...setUpLineFailuresDe,
    'keychain.unavailable':
      'Auf diesem Computer gibt es keinen Schlüsselbund für das Passwort. Es wurde nichts gespeichert.',
    'keychain.locked': 'Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.',
    'keychain.denied': 'Der Zugriff auf den Schlüsselbund wurde verweigert.',
    'keychain.unreadable': 'Das Passwort im Schlüsselbund ist nicht lesbar. Melden Sie sich neu an.',
    'settings.invalid': 'Das ist hier nicht möglich.',
    'settings.locked': 'Das hat Ihre Administration festgelegt.',
    'keychain.not-set-up':
      'Auf diesem Computer gibt es noch keinen Schlüsselbund, deshalb wurde das Passwort nicht gespeichert. Versuchen Sie es noch einmal, um einen anzulegen.',
    'settings.unwritable':
      'Ihre Einstellungen konnten nicht gespeichert werden. Prüfen Sie Speicherplatz und Rechte des Datenordners.',
    'settings.in-use':
      'Lampfield läuft bereits mit diesem Datenordner. Verwenden Sie das geöffnete Programm oder beenden Sie es zuerst:\n{{folder}}',
    'ipc.unknown-request': 'Das Fenster hat etwas angefragt, das es nicht gibt. Starten Sie Lampfield neu.',
    'ipc.invalid-payload': 'Die Eingabe wurde nicht verstanden.',
    'ipc.forbidden': 'Diese Anfrage kam nicht aus Lampfields eigenem Fenster.',
    'ipc.disconnected': 'Das Fenster hat die Verbindung zu Lampfield verloren. Starten Sie Lampfield neu.',
    internal:
      'Etwas ist schiefgegangen. „Diagnose kopieren“ in den Einstellungen hilft dem Support bei der Suche.',
  },
};

/** German words for setting up and signing in, for what an administrator hands out, and for asking them. */

import type { Words } from '../translate.ts';
import type { setUpLineFailuresEn, setupWordsEn } from './en.ts';

export const setupWordsDe: Words<typeof setupWordsEn> = {
  welcome: {
    title: 'Sehen, wer erreichbar ist',
    text: 'Lampfield zeigt, wer frei, im Gespräch oder nicht da ist – direkt aus der Telefonanlage Ihrer Firma.',
    start: 'Einrichten',
    startHelp:
      'Dauert eine Minute. Sie brauchen die Adresse der Telefonanlage und das API-Konto von Ihrer Administration.',
    demo: 'Demo ausprobieren',
    demoHelp: 'Ein erfundenes Büro auf diesem Computer.',
  },
  setup: {
    title: 'Einrichten',
    step: 'Schritt {{step}} von 4',
    next: 'Weiter',
    address: 'Wo ist Ihre Telefonanlage?',
    addressLabel: 'Adresse der Telefonanlage',
    addressHelp: 'Ein Name oder eine IP-Adresse, etwa 192.168.5.150. Ohne Angabe wird Port 8088 verwendet.',
    plainTitle: 'Diese Telefonanlage antwortet unverschlüsselt',
    plainText:
      'Jeder im Netzwerk könnte Konto und Passwort mitlesen und verändern, was Sie sehen. Fahren Sie nur fort, wenn Ihre Administration sagt, dass das so gewollt ist.',
    plainConfirm: 'Verstanden, unverschlüsselt verbinden',
    looking: 'Telefonanlage wird gesucht…',
    certificate: 'Ist das Ihre Telefonanlage?',
    account: 'An der Telefonanlage anmelden',
    signingIn: 'Anmeldung läuft…',
    extension: 'Wer sind Sie?',
    extensionHelp: 'Wählen Sie Ihre eigene Nebenstelle. Nur diese kann Lampfield ändern.',
    extensionFind: 'Ihren Namen oder Ihre Nummer suchen',
    extensionList: 'Nebenstellen',
    extensionNone: 'Keine Nebenstelle gefunden.',
    extensionEmpty: 'Die Telefonanlage hat noch keine Nebenstellen. Ihre Administration kann sie anlegen.',
    likely: 'Das könnten Sie sein',
    finish: 'Das bin ich',
    finishing: 'Die Liste wird geladen…',
    foundHost: '{{host}} gefunden',
    foundHostPlain: '{{host}} gefunden, unverschlüsselt',
    foundCertificate: 'Zertifikat bestätigt',
    foundVouched: 'Zertifikat vertrauenswürdig',
    foundDevice: '{{name}} · Firmware {{firmware}}',
    foundPhones_one: '{{count}} Telefon',
    foundPhones_other: '{{count}} Telefone',
  },
  certificate: {
    fingerprint: 'Fingerabdruck (SHA-256)',
    subject: 'Ausgestellt für',
    issuer: 'Ausgestellt von',
    selfSigned: 'Gerät selbst (bei Telefonanlagen üblich)',
    valid: 'Gültig',
    validRange: '{{from}} bis {{to}}',
    noDates: 'Unbekannt (Datum nicht lesbar)',
    expired: 'abgelaufen',
    notYetValid: 'noch nicht gültig',
    byAdministrator: 'Nur der Fingerabdruck ist bekannt, von Ihrer Administration',
    noSubject: 'Kein Name',
    newHelp:
      'Lassen Sie sich von Ihrer Administration den Fingerabdruck der Telefonanlage geben und vergleichen Sie ihn mit diesem.',
    yesMeans: 'Wenn Sie Ja wählen, sendet Lampfield Ihr Passwort nur an das Gerät mit diesem Zertifikat.',
    trust: 'Ja, das ist meine Anlage',
    refuse: 'Nein, nicht verbinden',
    changedRenewed:
      'Vermutlich wurde es erneuert: Der Name ist gleich, und es gilt länger. Gleichen Sie den neuen Fingerabdruck trotzdem mit Ihrer Administration ab.',
    changedOther:
      'Das ist möglicherweise ein anderes Gerät. Wählen Sie nur Ja, wenn Ihre Administration die Anlage oder ihr Zertifikat ausgetauscht hat.',
    known: 'Bisher bestätigt',
    offered: 'Jetzt gezeigt',
    refusedHelp:
      'War das ein Versehen, gleichen Sie den Fingerabdruck mit Ihrer Administration ab und wählen Sie dann Ja.',
    vouched:
      'Eine Zertifizierungsstelle, der dieser Computer vertraut, hat {{host}} bestätigt. Es gibt nichts zu vergleichen.',
    continue: 'Weiter',
  },
  signIn: {
    help: 'Das API-Konto der Telefonanlage. Sie erhalten es von Ihrer Administration.',
    username: 'Kontoname',
    password: 'Passwort',
    version: 'API-Version',
    versionFound: 'Automatisch',
    submit: 'Anmelden',
    triesLeft_one: 'Noch {{count}} Versuch, dann stoppt Lampfield (damit Sie nicht ausgesperrt werden).',
    triesLeft_other: 'Noch {{count}} Versuche, dann stoppt Lampfield (damit Sie nicht ausgesperrt werden).',
    noTriesLeft:
      'Vier Versuche hintereinander sind fehlgeschlagen. Nach einem fünften falschen Passwort sperrt die Telefonanlage diesen Computer zehn Minuten lang aus. Fragen Sie zuerst Ihre Administration nach dem richtigen Passwort.',
    allowOneMore: 'Ich habe es geprüft – einen Versuch erlauben',
    wait: 'In {{time}} können Sie es wieder versuchen.',
    signedOutTitle: 'Sie sind abgemeldet',
    signedOutHelp: 'Auf diesem Computer ist kein Passwort mehr gespeichert.',
  },
  setUpLine: {
    paste: 'Sie haben eine Einrichtungszeile oder -datei von der IT? Fügen Sie sie hier ein oder',
    chooseFile: 'wählen Sie die Datei',
    dropHere: 'Datei hier ablegen',
    tooLong: 'Diese Datei ist für eine Einrichtungsdatei zu groß.',
    title: 'Ihre Einrichtungszeile',
    help: 'Von Ihrer Administration. Es wurde noch nichts gesendet.',
    address: 'Telefonanlage',
    account: 'Konto',
    accountWithPassword: '{{username}}, mit Passwort',
    extension: 'Sie',
    certificate: 'Zertifikat',
    certificateKnown: 'Wird am Fingerabdruck geprüft',
    certificateAsked: 'Sie werden danach gefragt',
    replaces: 'Das ersetzt Ihre Verbindung zu {{url}}.',
    trust: 'Verwenden Sie sie nur, wenn sie von Ihrer eigenen Administration kommt.',
    use: 'Verbinden',
    without: 'Nicht verwenden',
  },
  lockedOut: {
    why: 'Von diesem Computer kamen zu viele falsche Passwörter. Die Telefonanlage hat ihn deshalb vorübergehend gesperrt.',
    triesAgain: 'Neuer Versuch in {{time}}',
    byItself: 'Lampfield verbindet sich danach von selbst. Sie müssen nichts tun.',
    ask: 'Wenn es wieder vorkommt, fragen Sie Ihre Administration nach dem richtigen Passwort.',
  },
  askIt: {
    open: 'Das habe ich nicht',
    title: 'Fragen Sie Ihre IT',
    text: 'Schicken Sie ihr diesen Text. Sie weiß dann, was zu tun ist.',
    copy: 'Text kopieren',
    copied: 'Kopiert',
    select: 'Drücken Sie {{keys}}, um den Text zu kopieren.',
    message:
      'Hallo,\n\nich möchte Lampfield verwenden: Es zeigt, welche Kolleginnen und Kollegen frei sind, und ich kann damit meine Rufumleitung einstellen. Es greift über die API auf unsere Yeastar-Telefonanlage (S-Serie) zu. Können Sie mir bitte eine Einrichtungszeile schicken? Sie sieht so aus:\n\n{{line}}\n\n• url: die Adresse der Telefonanlage; die API ist meist über Port 8088 erreichbar\n• username: der Name des API-Kontos der Telefonanlage. Das Passwort bitte getrennt mitteilen oder in die JSON-Form dieser Zeile schreiben\n• fingerprint: der SHA-256-Fingerabdruck des Zertifikats der Telefonanlage\n• extension: meine eigene Nebenstelle\n\nDie API muss eingeschaltet sein und Verbindungen von meinem Computer zulassen.\nMehr dazu, auch zum Einrichten für alle auf einmal: docs/set-up-line.md und docs/managed-settings.md im Quelltext von Lampfield.\n\nVielen Dank!',
    certificateCopy: 'Für meine Administration kopieren',
    certificateMessage:
      'Hallo,\n\nLampfield hat unter {{host}} eine Telefonanlage gefunden und muss wissen, ob es wirklich unsere ist. Bitte vergleichen Sie diesen Fingerabdruck mit dem des Zertifikats unserer Telefonanlage und sagen Sie mir, ob beide übereinstimmen:\n\n{{fingerprint}}\n\nAusgestellt für: {{subject}}\n\nVielen Dank!',
  },
};

export const setUpLineFailuresDe: Words<typeof setUpLineFailuresEn> = {
  'setup.not-a-line':
    'Das ist keine Einrichtungszeile. Sie beginnt mit „lampfield:“ oder mit „{“. Fügen Sie sie ganz ein, vom ersten bis zum letzten Zeichen.',
  'setup.line-value':
    'In der Einrichtungszeile ist bei „{{key}}“ ein Fehler. Bitten Sie Ihre Administration um eine korrigierte.',
  'setup.line-unknown':
    'Die Einrichtungszeile enthält „{{key}}“, womit Lampfield nichts anfangen kann. Bitten Sie Ihre Administration um eine korrigierte.',
  'setup.line-incomplete':
    'In der Einrichtungszeile fehlt „{{key}}“. Bitten Sie Ihre Administration um eine vollständige.',
  'setup.line-has-password':
    'Dieser Link enthält ein Passwort, das andere Personen und Programme lesen können. Er wurde deshalb nicht verwendet. Bitten Sie Ihre Administration um einen Link ohne Passwort.',
  'setup.other-certificate':
    'Das Zertifikat der Telefonanlage ist nicht das aus Ihrer Einrichtungszeile. Fragen Sie Ihre Administration, bevor Sie weitermachen.',
};

/** German words for what an administrator hands out, and for asking them. */

import type { Words } from '../translate.ts';
import type { setUpLineFailuresEn, setUpLineWordsEn } from './en.ts';

export const setUpLineWordsDe: Words<typeof setUpLineWordsEn> = {
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

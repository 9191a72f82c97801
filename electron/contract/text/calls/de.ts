/** German words for calls. */

import type { Words } from '../translate.ts';
import type { callFailuresEn, callWordsEn } from './en.ts';

export const callWordsDe: Words<typeof callWordsEn> = {
  calling: {
    region: 'Anruf',
    call: 'Anrufen',
    callAnyway: 'Trotzdem anrufen',
    callNumber: '{{number}} anrufen',
    transferHere: 'Hierher verbinden',
    chooseColleague: 'Zum Verbinden jemanden aus der Liste wählen.',
    onOutside: 'In einem externen Gespräch',
    hangUp: 'Auflegen',
    asking: '{{name}} wird angerufen…',
    ringingMine: 'Bitte den Hörer abheben…',
    ringingMineThen: 'Danach wird {{name}} angerufen.',
    ringingThem: '{{name}} wird angerufen…',
    talking: 'Im Gespräch mit {{name}}',
    unknown: 'Keine Antwort von der Telefonanlage',
    unknownThen:
      'Wenn Ihr Telefon klingelt, heben Sie ab, um {{name}} anzurufen. Sonst versuchen Sie es noch einmal.',
    unknownTransfer: 'Sehen Sie am Telefon nach: Vielleicht ist das Gespräch schon bei {{name}}.',
    transferring: 'Wird mit {{name}} verbunden…',
    transferred: 'Mit {{name}} verbunden',
    ended: 'Gespräch beendet',
    notPickedUp: 'Sie haben nicht abgehoben',
    notPickedUpThen: '{{name}} wurde deshalb nicht angerufen.',
    failedDial: '{{name}} konnte nicht angerufen werden',
    failedTransfer: 'Konnte nicht mit {{name}} verbunden werden',
    failedHangUp: 'Auflegen nicht möglich',
  },
};

export const callFailuresDe: Words<typeof callFailuresEn> = {
  'call.switched-off': 'Anrufen ist in Lampfield ausgeschaltet.',
  'call.under-way': 'Es wird bereits ein Anruf aufgebaut. Legen Sie zuerst auf.',
  'call.number-invalid': '„{{number}}“ lässt sich nicht wählen.',
  'call.myself': 'Das ist Ihre eigene Nebenstelle.',
  'call.phone-offline':
    'Ihr Tischtelefon ist nicht verbunden und kann nicht klingeln. Prüfen Sie das Kabel oder melden Sie es an.',
  'call.phone-busy': 'Ihr Telefon ist belegt. Legen Sie dort zuerst auf.',
  'call.busy':
    '{{name}} ist in einem anderen Gespräch. Versuchen Sie es später oder lassen Sie sich einen Hinweis geben.',
  'call.no-such-number': 'Die Telefonanlage kennt keine Nebenstelle {{number}}.',
  'call.no-route':
    'Die Telefonanlage findet für {{number}} keine Leitung. Prüfen Sie die Nummer; vielleicht fehlt die Amtskennziffer davor.',
  'call.not-allowed':
    'Ihre Nebenstelle darf keine externen Nummern anrufen. Das kann die Administration ändern.',
  'call.gone': 'Das Gespräch war bereits beendet.',
  'call.refused': 'Die Telefonanlage hat abgelehnt. Versuchen Sie es noch einmal oder wählen Sie am Telefon.',
};

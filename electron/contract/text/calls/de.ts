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
    chooseColleague: 'Zum Verbinden jemanden wählen.',
    chooseFor: 'Zum Verbinden von {{number}} jemanden wählen.',
    outside: {
      ringing: '{{number}} ruft an',
      dialling: '{{number}} wird angerufen…',
      talking: 'Im Gespräch mit {{number}}',
      held: '{{number}} wird gehalten',
    },
    outsideUnnamed: {
      ringing: 'Ein externer Anruf klingelt',
      dialling: 'Eine externe Nummer wird angerufen…',
      talking: 'In einem externen Gespräch',
      held: 'Ein externes Gespräch wird gehalten',
    },
    hangUp: 'Auflegen',
    asking: '{{name}} wird angerufen…',
    ringingMine: 'Bitte den Hörer abheben…',
    ringingMineThen: 'Danach wird {{name}} angerufen.',
    ringingThem: '{{name}} wird angerufen…',
    talking: 'Im Gespräch mit {{name}}',
    held: '{{name}} wird gehalten',
    unknown: 'Keine Antwort von der Telefonanlage',
    unknownThen: 'Klingelt Ihr Telefon, heben Sie ab. Sonst noch einmal anrufen.',
    unknownTransfer: 'Vielleicht ist das Gespräch schon bei {{name}}.',
    transferring: 'Wird mit {{name}} verbunden…',
    transferred: 'Mit {{name}} verbunden',
    ended: 'Gespräch beendet',
    notPickedUp: 'Sie haben nicht abgehoben',
    notPickedUpThen: '{{name}} wurde deshalb nicht angerufen.',
    failedDial: 'Anruf bei {{name}} fehlgeschlagen',
    failedTransfer: 'Verbinden mit {{name}} fehlgeschlagen',
    failedHangUp: 'Auflegen fehlgeschlagen',
    advice: {
      phoneOffline: 'Prüfen Sie das Kabel oder melden Sie es an.',
      phoneBusy: 'Legen Sie dort zuerst auf.',
      busy: 'Versuchen Sie es später oder lassen Sie sich einen Hinweis geben.',
      noRoute: 'Vielleicht fehlt die Amtskennziffer davor.',
      notAllowed: 'Das kann die Administration ändern.',
    },
  },
};

export const callFailuresDe: Words<typeof callFailuresEn> = {
  'call.switched-off': 'Anrufen ist in Lampfield ausgeschaltet.',
  'call.under-way': 'Es wird bereits ein Anruf aufgebaut. Legen Sie zuerst auf.',
  'call.number-invalid': '„{{number}}“ lässt sich nicht wählen.',
  'call.myself': 'Das ist Ihre eigene Nebenstelle.',
  'call.phone-offline': 'Ihr Tischtelefon ist nicht verbunden.',
  'call.phone-busy': 'Ihr Telefon ist belegt.',
  'call.busy': '{{name}} ist in einem anderen Gespräch.',
  'call.no-such-number': 'Eine Nebenstelle {{number}} gibt es nicht.',
  'call.no-route': 'Für {{number}} gibt es keine Leitung.',
  'call.not-allowed': 'Ihre Nebenstelle darf nicht extern anrufen.',
  'call.gone': 'Das Gespräch war bereits beendet.',
  'call.refused': 'Die Telefonanlage hat abgelehnt.',
};

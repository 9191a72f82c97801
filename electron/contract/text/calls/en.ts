/** English words for calls: what one is doing, and why one didn't happen. */

export const callWordsEn = {
  calling: {
    region: 'Call',
    call: 'Call',
    callAnyway: 'Call anyway',
    callNumber: 'Call {{number}}',
    transferHere: 'Transfer call here',
    chooseColleague: 'Choose a colleague to transfer it.',
    onOutside: 'On an outside call',
    hangUp: 'Hang up',
    asking: 'Calling {{name}}…',
    ringingMine: 'Pick up your phone…',
    ringingMineThen: 'Then we call {{name}}.',
    ringingThem: 'Calling {{name}}…',
    talking: 'On a call with {{name}}',
    unknown: 'No answer from the phone system',
    unknownThen: 'If your phone rings, pick it up to call {{name}}. Otherwise call again.',
    unknownTransfer: 'Check your phone: the call may have gone to {{name}} already.',
    transferring: 'Transferring to {{name}}…',
    transferred: 'Transferred to {{name}}',
    ended: 'Call ended',
    notPickedUp: 'You didn’t pick up',
    notPickedUpThen: 'So {{name}} wasn’t called.',
    failedDial: 'Couldn’t call {{name}}',
    failedTransfer: 'Couldn’t transfer to {{name}}',
    failedHangUp: 'Couldn’t hang up',
  },
} as const;

export const callFailuresEn = {
  'call.switched-off': 'Calling is turned off in Lampfield.',
  'call.under-way': 'You’re already making a call. Hang up first.',
  'call.number-invalid': '“{{number}}” isn’t a number that can be dialled.',
  'call.myself': 'That’s your own extension.',
  'call.phone-offline': 'Your desk phone isn’t connected, so it can’t ring. Check its cable or sign it in.',
  'call.phone-busy': 'Your phone is in use. Hang up there first.',
  'call.busy': '{{name}} is on another call. Try again later, or set an alert.',
  'call.no-such-number': 'The phone system has no extension {{number}}.',
  'call.no-route':
    'The phone system couldn’t find a line for {{number}}. Check the number; it may need the outside-line digit in front.',
  'call.not-allowed':
    'Your extension isn’t allowed to call outside numbers. Your administrator can change that.',
  'call.gone': 'The call had already ended.',
  'call.refused': 'The phone system refused. Try again, or dial on your phone.',
} as const;

/** English words for what an administrator hands out, and for asking them. */

export const setUpLineWordsEn = {
  setUpLine: {
    paste: 'Got a set-up line or file from IT? Paste it anywhere here, or',
    chooseFile: 'choose the file',
    dropHere: 'Drop the file here',
    tooLong: 'That file is too large to be a set-up file.',
    title: 'Your set-up line',
    help: 'From your administrator. Nothing has been sent yet.',
    address: 'PBX',
    account: 'Account',
    accountWithPassword: '{{username}}, with password',
    extension: 'You',
    certificate: 'Certificate',
    certificateKnown: 'Checked by its fingerprint',
    certificateAsked: 'You’ll be asked about it',
    replaces: 'This replaces your connection to {{url}}.',
    trust: 'Use it only if it’s from your own administrator.',
    use: 'Connect',
    without: 'Don’t use it',
  },
  lockedOut: {
    why: 'Too many wrong passwords came from this computer, so the phone system has locked it out for a while.',
    triesAgain: 'Tries again in {{time}}',
    byItself: 'Lampfield connects again by itself. You don’t have to do anything.',
    ask: 'If it happens again, ask your administrator for the right password.',
  },
  askIt: {
    open: 'I don’t have these',
    title: 'Ask your IT team',
    text: 'Send them this. They’ll know what to do.',
    copy: 'Copy text',
    copied: 'Copied',
    select: 'Press {{keys}} to copy the text.',
    message:
      'Hello,\n\nI’d like to use Lampfield: it shows which colleagues are free and lets me set my own forwarding. It talks to our Yeastar S-Series PBX over its API. Could you please send me a set-up line? It looks like this:\n\n{{line}}\n\n• url: the PBX’s address; the API usually listens on port 8088\n• username: the name of the PBX’s API account. Please tell me its password separately, or put it into the JSON form of this line\n• fingerprint: the SHA-256 fingerprint of the PBX’s certificate\n• extension: my own extension\n\nThe API must be turned on and accept connections from my computer.\nThere’s more in Lampfield’s source, in docs/set-up-line.md and docs/managed-settings.md, including how to set up everyone at once.\n\nThank you!',
    certificateCopy: 'Copy for my administrator',
    certificateMessage:
      'Hello,\n\nLampfield found a PBX at {{host}} and needs to know that it’s really ours. Please compare this fingerprint with the one of our PBX’s certificate and tell me whether they match:\n\n{{fingerprint}}\n\nIssued to: {{subject}}\n\nThank you!',
  },
} as const;

export const setUpLineFailuresEn = {
  'setup.not-a-line':
    'That isn’t a set-up line. One starts with “lampfield:” or with “{”. Paste all of it, from the first character to the last.',
  'setup.line-value':
    'The set-up line has a mistake at “{{key}}”. Ask your administrator for a corrected one.',
  'setup.line-unknown':
    'The set-up line contains “{{key}}”, which Lampfield doesn’t know. Ask your administrator for a corrected one.',
  'setup.line-incomplete':
    '“{{key}}” is missing from the set-up line. Ask your administrator for a complete one.',
  'setup.line-has-password':
    'This link contains a password, where other people and programs can read it, so it wasn’t used. Ask your administrator for a link without one.',
  'setup.other-certificate':
    'The PBX’s certificate isn’t the one in your set-up line. Check with your administrator before you continue.',
} as const;

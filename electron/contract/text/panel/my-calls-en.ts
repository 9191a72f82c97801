/** English words of the status in the header, of the page "My calls", and of the controls that they are made of. */

export const myCallsPageWordsEn = {
  moment: {
    today: 'Today',
    tomorrow: 'Tomorrow',
    day: 'Day',
    time: 'Time',
  },
} as const;

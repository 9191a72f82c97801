/** A PBX's address in its one normal form, under which settings, secrets and certificates are kept. */

import { z } from 'zod';

/** The port of the PBX's web server and API (PBX notes, "Transport"). */
const defaultPort = '8088';

/**
 * `https://host:port` or `http://host:port`, in lower case, the port always named and 8088 where none was;
 * undefined when `text` is not such a URL, or names a path, an account or a query.
 */
export function normalPbxUrl(text: string): string | undefined {
  // URL drops a port that is its scheme's own; here it must not become 8088.
  const parts = /^(https?):\/\/([^/?#@]+?)(?::(\d{1,5}))?\/?$/i.exec(text.trim());
  const [, scheme, host, port = defaultPort] = parts ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  const url = URL.parse(`${scheme}://${host}:${port}`);
  if (!url || url.hostname === '' || Number(port) === 0) return undefined;
  return `${url.protocol}//${url.hostname}:${Number(port)}`;
}

export const pbxUrlSchema = z.string().transform((text, context) => {
  const url = normalPbxUrl(text);
  if (url !== undefined) return url;
  context.issues.push({
    code: 'custom',
    message: 'expected an address such as https://pbx.example.com:8088',
    input: '',
  });
  return z.NEVER;
});

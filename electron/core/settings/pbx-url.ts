/** A PBX's address as settings and secrets keep it: one spelling for one address, read by the one parser of addresses. */

import { z } from 'zod';
import { addressUrl, readAddress } from '../trust/read-address.ts';

/**
 * `https://host:port` or `http://host:port`, in lower case, the port always named and 8088 where none was; undefined when
 * `text` is no such URL, or names a path, an account or a query: people who write a file should see that it is not used.
 */
export function normalPbxUrl(text: string): string | undefined {
  if (!/^\s*https?:\/\/[^/?#@\\]+\/?\s*$/i.test(text)) return undefined;
  try {
    return addressUrl(readAddress(text));
  } catch {
    return undefined;
  }
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

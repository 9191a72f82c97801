/** The only form in which the core keeps an API password: the device wants its MD5 and nothing else. */

import { createHash } from 'node:crypto';

/** MD5 of the password's UTF-8 bytes, 32 lower-case hex digits (PBX notes, table "Session"). A secret like the password. */
export function passwordMd5(password: string): string {
  return createHash('md5').update(password, 'utf8').digest('hex');
}

/** Every secret that the device ever held, so that a test can search the whole product for each of them. */
import { createHash } from 'node:crypto';

export interface NamedSecret {
  /** For example `registerpassword of 1002` or `MD5 of the API password`. */
  name: string;
  value: string;
}

export interface SecretBook {
  /** Notes a secret and its MD5, unless the value is already noted. */
  note(name: string, value: string): void;
  all(): NamedSecret[];
}

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

export function createSecretBook(): SecretBook {
  const noted = new Map<string, string>();
  return {
    note(name, value) {
      if (value !== '' && !noted.has(value)) noted.set(value, name);
    },
    all() {
      const secrets: NamedSecret[] = [];
      for (const [value, name] of noted) {
        secrets.push({ name, value }, { name: `MD5 of ${name}`, value: md5(value) });
      }
      return secrets;
    },
  };
}

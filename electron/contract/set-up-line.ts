/** What an administrator hands out so that people don't have to type. Recognised here, read only in the core. */

/** Longer than any such line, shorter than what someone drops by mistake. */
export const setUpLineLimit = 20_000;

/** A link or JSON rather than an address; it may hold a password, so it never goes into a field. */
export function looksLikeSetUpLine(text: string): boolean {
  return /^\s*(\{|lampfield:)/i.test(text);
}

/** The line as shown before it is used, without its password. */
export interface SetUpLineView {
  /** The PBX's address, as the line says it. */
  readonly url: string;
  readonly username: string | null;
  readonly extension: string | null;
  /** The fingerprint identifies the certificate, so nobody has to be asked about it. */
  readonly hasFingerprint: boolean;
  readonly hasPassword: boolean;
  /** The address of the connection that it would replace. */
  readonly replaces: string | null;
}

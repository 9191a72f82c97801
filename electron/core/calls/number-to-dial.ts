/** What is dialled outside for a number as people write it. */

import { dialledNumber, type Dialling } from '../../contract/my-extension/dialling.ts';

/** Digits, and the star and hash of the phone's own codes; null for what is no number. */
export function numberToDial(written: string, dialling: Dialling): string | null {
  const asKeyed = written.replaceAll(/\s/g, '');
  const dialled = /^[\d*#]+$/.test(asKeyed) ? asKeyed : dialledNumber(written, dialling).dialled;
  return dialled === '' || dialled.length > 31 ? null : dialled;
}

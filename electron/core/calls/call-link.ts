/** The link that calls a colleague with the phone program that the person has. */

import type { VisibleSettings } from '../../contract/visible-settings.ts';

/** `tel:1003`, `tel:+4930123`, `sip:1003@pbx.example.com`, `sip:1003@[fd00::5]`; null where no link is configured, or there is no PBX to name in it. */
export function callLink(
  { callWith, pbx }: { callWith: VisibleSettings['callWith']; pbx: { url: string } | null },
  number: string,
): string | null {
  // What a phone can dial stays as it is: `+`, `*` and `#` too, which the shell writes as the link needs it
  const dialled = number.replace(/[^-+*#.\w]/g, encodeURIComponent);
  if (callWith === 'tel') return `tel:${dialled}`;
  if (callWith !== 'sip' || pbx === null) return null;
  return `sip:${dialled}@${new URL(pbx.url).hostname}`;
}

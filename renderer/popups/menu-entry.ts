/** What a menu offers. */
import type { LucideIcon } from '@lucide/svelte';

interface Words {
  readonly text: string;
  /** A second, quiet line. */
  readonly hint?: string;
  readonly icon?: LucideIcon;
  readonly disabled?: boolean;
  readonly onselect: () => void;
}

export type MenuEntry =
  | (Words & {
      readonly kind: 'action';
      /** Of the same action outside the menu, as `keyNames` says them. */
      readonly keys?: string;
      /** It removes something. */
      readonly danger?: boolean;
    })
  | (Words & { readonly kind: 'choice'; readonly checked: boolean })
  | { readonly kind: 'separator' };

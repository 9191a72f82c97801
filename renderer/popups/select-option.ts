/** What a select offers. */
import type { LucideIcon } from '@lucide/svelte';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly text: string;
  /** A second, quiet line. */
  readonly hint?: string;
  readonly icon?: LucideIcon;
  readonly disabled?: boolean;
  /** Has a line above it. */
  readonly apart?: boolean;
}

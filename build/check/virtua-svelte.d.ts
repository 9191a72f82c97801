/** The types of virtua's list, for svelte-check: its native compiler doesn't read them out of a package's components. */

import type { SvelteComponent } from 'svelte';
import type {
  VirtualizerHandle,
  VirtualizerProps,
} from '../../node_modules/virtua/lib/svelte/Virtualizer.type.js';

export type { VirtualizerHandle };
export type Virtualizer<T> = SvelteComponent<VirtualizerProps<T>> & VirtualizerHandle;
export declare const Virtualizer: new <T>(options: {
  target: Element;
  props?: VirtualizerProps<T>;
}) => Virtualizer<T>;

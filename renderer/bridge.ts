/** The one file that reads `window`: what a preload or the desk's page has put there becomes the typed bridge. */
import { createBridge } from '../electron/contract/bridge.ts';
import type { Bridge, BridgeTransport } from '../electron/contract/bridge.ts';

declare global {
  interface Window {
    readonly lampfield?: BridgeTransport;
  }
}

/** Throws when nobody provided a transport: the page was opened by hand. */
export function bridgeOfWindow(): Bridge {
  if (window.lampfield === undefined) {
    throw new Error('no transport: open this page from Lampfield or from its desk');
  }
  return createBridge(window.lampfield);
}

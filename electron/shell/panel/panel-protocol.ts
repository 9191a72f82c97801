/** Serves the product's own scheme from the folder of the built renderer, and nothing else. */

import { join, normalize, sep } from 'node:path';
import { extname } from 'node:path/posix';
import type { CustomScheme } from 'electron';
import { securityHeaders } from './content-policy.ts';
import { isOwnAddress, panelScheme } from './panel-address.ts';

/** To be registered before the app is ready. No fetch, no service workers, no way round the content policy. */
export const panelSchemes: CustomScheme[] = [
  { scheme: panelScheme, privileges: { standard: true, secure: true } },
];

/** The file types of the renderer's build; others are not served even if they are in the folder. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface PanelFiles {
  /** Absolute path of the built renderer. */
  readonly folder: string;
  /** Throws for what is not there. At once: the thread pool would keep the first click waiting for 100 ms. */
  readonly read: (file: string) => Uint8Array<ArrayBuffer>;
}

export type ProtocolHandler = (request: Request) => Response;

/** Never throws: anything but a file of the renderer is a 404, any method but a read a 405. */
export function createPanelProtocol({ folder, read }: PanelFiles): ProtocolHandler {
  const root = normalize(folder);

  return ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    const place = isOwnAddress(url) ? fileOf(new URL(url).pathname) : undefined;
    if (place === undefined) return refusal(404);
    try {
      const body = read(place.file);
      const headers = { ...securityHeaders, 'content-type': place.type };
      return new Response(method === 'HEAD' ? null : body, { status: 200, headers });
    } catch {
      return refusal(404);
    }
  };

  function fileOf(pathname: string): { readonly file: string; readonly type: string } | undefined {
    const path = decoded(pathname);
    const type = path === undefined ? undefined : types[extname(path)];
    // A backslash is a separator on Windows, and so is the colon of a drive or of a file's second stream.
    if (path === undefined || type === undefined || /[\\:\0]/.test(path)) return undefined;
    const file = normalize(join(root, path));
    return file.startsWith(root + sep) ? { file, type } : undefined;
  }
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: securityHeaders });
}

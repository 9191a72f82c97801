/** Opens an address in the default browser where there's a display; never fails. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hasDisplay } from './has-display.ts';

const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

function forHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/**
 * Opens `address`, which carries a key: it is handed over in a file that only this user can read, as everybody can
 * read the arguments of a process. Returns a function that removes the file again.
 */
export function openInBrowser(
  address: string,
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
): () => void {
  if ((env['CI'] ?? '') !== '' || !hasDisplay(env)) return () => undefined;
  const folder = mkdtempSync(join(directory, 'open-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, 'desk.html');
  const page = `<!doctype html><meta http-equiv="refresh" content="0; url=${forHtml(address)}">`;
  writeFileSync(file, page, { mode: 0o600 });
  const [command = 'xdg-open', ...args] = OPENERS[process.platform] ?? [];
  const opener = spawn(command, [...args, pathToFileURL(file).href], { stdio: 'ignore', detached: true });
  opener.on('error', remove); // no browser here: the address is printed anyway
  opener.unref();
  return remove;
}

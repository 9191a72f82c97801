/**
 * What the stand-in runtime starts: opens the app in the folder that its first plain argument names, as the app inside a
 * development Electron does. Awaited to its end, because Electron becomes ready only when this file has run.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import './fill-node.mjs';

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const name = about.productName ?? about.name;
app.setName(name);
app.setVersion(about.version);
app.setPath('userData', join(app.getPath('appData'), name));
app.setAppPath(folder);
try {
  await import(pathToFileURL(join(folder, about.main)).href);
} catch (error) {
  console.error('The app could not be loaded:', error);
  app.exit(1);
}

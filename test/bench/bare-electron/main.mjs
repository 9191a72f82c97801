/** The least that a tray program on Electron is: an icon, a click on it, one empty window. What Lampfield costs is measured against it. */
import { join } from 'node:path';
import { app, BrowserWindow, Tray } from 'electron';

app.enableSandbox();
process.on('SIGTERM', () => app.exit(0));
app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  const tray = new Tray(join(import.meta.dirname, 'icon.png'));
  let window;
  const makeWindow = () => {
    window = new BrowserWindow({ width: 400, height: 640, show: false });
    void window.loadURL('data:text/html,<h1>Bare</h1>');
    window.on('close', (event) => {
      event.preventDefault();
      window.hide();
    });
  };
  // Otherwise it would be painted before anyone clicks.
  if (!process.argv.includes('--window-on-click')) makeWindow();
  tray.on('click', () => {
    if (window === undefined) makeWindow();
    window.show();
  });
  // Kept in a variable: an icon that's garbage-collected disappears.
  globalThis.tray = tray;
});

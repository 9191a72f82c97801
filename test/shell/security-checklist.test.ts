/** Electron's own security checklist, item by item: each of its twenty is a row in SECURITY.md and a test here. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import electronPackage from '../../node_modules/electron/package.json' with { type: 'json' };
import { contentPolicy } from '../../electron/shell/panel/content-policy.ts';
import { lockPage, lockSession } from '../../electron/shell/panel/lock-down.ts';
import { safeCallLink } from '../../electron/shell/system/open-link.ts';
import { panelAddress } from '../../electron/shell/panel/panel-address.ts';
import { panelOptions } from '../../electron/shell/panel/panel-options.ts';
import { createPanelProtocol, panelSchemes } from '../../electron/shell/panel/panel-protocol.ts';
import { prepareApp } from '../../electron/shell/prepare-app.ts';
import { requiredFuses } from '../../build/package/fuses.ts';
import { fakeElectron } from './fakes/fake-electron.ts';
import { fakeEvents, preventable, type FakeEvents } from './fakes/fake-events.ts';
import { fakeSession } from './fakes/fake-session.ts';
import { recordingLog } from './fakes/recording-log.ts';

const root = join(import.meta.dirname, '../..');
const options = (mode: 'popover' | 'window', platform: NodeJS.Platform) =>
  panelOptions({
    mode,
    platform,
    size: { width: 400, height: 640 },
    smallest: { width: 320, height: 400 },
    show: false,
    onTop: true,
    dark: true,
    preload: '/p.cjs',
    session: fakeSession().session,
    icon: '/i.png',
    devTools: false,
  });
const everyLook = (['popover', 'window'] as const).flatMap((mode) =>
  (['linux', 'darwin', 'win32'] as const).map((platform) => options(mode, platform)),
);
const everyPreference = everyLook.map(({ webPreferences = {} }) => webPreferences);

function lockedPage(): { page: FakeEvents; opens: (url: string) => string } {
  const page = fakeEvents();
  let open: ((details: never) => { action: string }) | undefined;
  lockPage(
    {
      on: page.on,
      setWindowOpenHandler: (handler) => {
        open = handler;
      },
    },
    recordingLog(),
  );
  return { page, opens: (url) => open?.({ url } as never).action ?? 'nobody was asked' };
}

function lockedSession(allowDevTools = false) {
  const fake = fakeSession();
  lockSession(fake.session, { allowDevTools });
  return fake;
}

const foreign = [
  'https://example.com/',
  'http://127.0.0.1:8088/',
  'file:///etc/passwd',
  'app://other/index.html',
  'app://lampfield.evil.example/',
  'app://user@lampfield/index.html',
  'javascript:alert(1)',
  'data:text/html,x',
  'devtools://devtools/bundled/inspector.html',
  '',
];

const items: Readonly<Record<string, () => void | Promise<void>>> = {
  'Only load secure content': () => {
    const { cancels } = lockedSession();
    expect(cancels(panelAddress)).toBe(false);
    for (const url of foreign) expect(cancels(url), url).toBe(true);
  },

  'Do not enable Node.js integration for remote content': () => {
    for (const preferences of everyPreference) {
      expect(preferences).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      });
    }
  },

  'Enable context isolation': () => {
    for (const { contextIsolation } of everyPreference) expect(contextIsolation).toBe(true);
  },

  'Enable process sandboxing': () => {
    for (const { sandbox } of everyPreference) expect(sandbox).toBe(true);
    const electron = fakeElectron();
    prepareApp(
      electron.objects,
      { action: 'open', data: undefined, managed: undefined, demo: false },
      'linux',
    );
    expect(electron.state.sandboxed).toBe(true);
  },

  'Handle session permission requests': () => {
    const { asks, events } = lockedSession();
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'clipboard-read',
      'usb',
    ]) {
      expect(asks(permission)).toEqual({ requested: false, checked: false, device: false });
    }
    expect(asks('clipboard-sanitized-write')).toEqual({ requested: true, checked: true, device: false });
    const download = preventable({});
    events.emit('will-download', download);
    expect(download.prevented).toBe(true);
  },

  'Do not disable webSecurity': () => {
    for (const { webSecurity } of everyPreference) expect(webSecurity).toBe(true);
    const electron = fakeElectron({ packaged: true, switches: ['disable-web-security', 'lang'] });
    prepareApp(
      electron.objects,
      { action: 'open', data: undefined, managed: undefined, demo: false },
      'linux',
    );
    expect(electron.state.switches).not.toContain('disable-web-security');
    expect(electron.state.switches).toContain('lang');
  },

  'Define a Content Security Policy': () => {
    expect(contentPolicy).toContain("default-src 'none'");
    expect(contentPolicy).not.toMatch(/unsafe|https?:|data:|blob:|\*/);
    const answer = createPanelProtocol({
      folder: '/r',
      read: () => {
        throw new Error('none');
      },
    });
    for (const path of ['index.html', 'none.js']) {
      const { headers } = answer(new Request(`app://lampfield/${path}`));
      expect(headers.get('content-security-policy')).toBe(contentPolicy);
    }
  },

  'Do not enable allowRunningInsecureContent': () => {
    for (const { allowRunningInsecureContent } of everyPreference) {
      expect(allowRunningInsecureContent).toBe(false);
    }
  },

  'Do not enable experimental features': () => {
    for (const { experimentalFeatures } of everyPreference) expect(experimentalFeatures).toBe(false);
  },

  'Do not use enableBlinkFeatures': () => {
    for (const preferences of everyPreference) expect(preferences).not.toHaveProperty('enableBlinkFeatures');
  },

  'Do not use allowpopups for WebViews': () => {
    for (const { webviewTag } of everyPreference) expect(webviewTag).toBe(false);
  },

  'Verify WebView options before creation': () => {
    const attach = preventable({});
    lockedPage().page.emit('will-attach-webview', attach);
    expect(attach.prevented).toBe(true);
  },

  'Disable or limit navigation': () => {
    const { page } = lockedPage();
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      for (const url of foreign) {
        const event = preventable({ url });
        page.emit(name, event);
        expect(event.prevented, `${name} ${url}`).toBe(true);
      }
      const reload = preventable({ url: panelAddress });
      page.emit(name, reload);
      expect(reload.prevented).toBe(false);
    }
  },

  'Disable or limit creation of new windows': () => {
    for (const url of [...foreign, panelAddress]) expect(lockedPage().opens(url)).toBe('deny');
  },

  'Do not use shell.openExternal with untrusted content': () => {
    for (const url of foreign) expect(safeCallLink(url)).toBeUndefined();
    expect(safeCallLink('tel:1002')).toBe('tel:1002');
  },

  'Use a current version of Electron': () => {
    // 43.3 to 44.0 lose the tray on Linux.
    expect(Number(electronPackage.version.split('.')[0])).toBeGreaterThanOrEqual(45);
  },

  'Validate the sender of all IPC messages': () => {
    // The refusals themselves are shown in whole-shell.test.ts; here: that there is one way in, and no other.
    const electronFolder = join(root, 'electron');
    const sources = readdirSync(electronFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(electronFolder, file), 'utf8'))
      .join('\n');
    expect(sources.match(/ipcMain\.(?:on|once|handle|handleOnce)\(/g)).toEqual(['ipcMain.handle(']);
    expect(sources).not.toMatch(/ipcRenderer\.send(?:Sync|ToHost)?\(/);
  },

  'Avoid usage of the file:// protocol and prefer usage of custom protocols': () => {
    expect(panelAddress).toBe('app://lampfield/index.html');
    expect(panelSchemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    const read: string[] = [];
    const answer = createPanelProtocol({
      folder: '/built/renderer',
      read: (file) => {
        read.push(file);
        return new Uint8Array();
      },
    });
    answer(new Request('app://lampfield/..%2f..%2fetc%2fpasswd.html'));
    expect(read).toEqual([]);
  },

  'Check which fuses you can change': () => {
    expect(requiredFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  },

  'Do not expose Electron APIs to untrusted web content': () => {
    const preload = readFileSync(join(root, 'electron/preload/preload.ts'), 'utf8');
    const exposed = preload.match(/exposeInMainWorld\((.+)\)/g);
    expect(exposed).toEqual(["exposeInMainWorld('lampfield', transport)"]);
    // The event object would carry `sender` and `ports` into the page.
    expect(preload).toMatch(/forward = \(_event: unknown, told: unknown, payload: unknown\)/);
  },
};

describe('Electron’s security checklist', () => {
  for (const [item, prove] of Object.entries(items)) it(item, () => prove());
});

it('SECURITY.md has a row for each item, and no other', () => {
  const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');
  const [, section = ''] = text.split("## Electron's checklist");
  const [own = ''] = section.split('\n## ');
  const rows = [...own.matchAll(/^\| (\d+)\. (.+?) +\|/gm)].map(([, , name = '']) =>
    name.replaceAll('`', ''),
  );
  expect(rows).toEqual(Object.keys(items));
});

it('no crash leaves a dump of the memory, where passwords are: nothing starts Electron’s crash reporter', () => {
  const names = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  expect(sources.length).toBeGreaterThan(100);
  const starting = sources.filter((name) =>
    readFileSync(join(root, 'electron', name), 'utf8').includes('crashReporter'),
  );
  expect(starting).toEqual([]);
});

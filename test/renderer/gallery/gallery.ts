/** Shows one state of the panel, named in the address: `?state=live&theme=dark&language=de`. */
import { mount } from 'svelte';
import type { VisibleSettings } from '../../../electron/contract/visible-settings.ts';
import App from '../../../renderer/App.svelte';
import '../../../renderer/style/index.css';
import './fonts.css';
import { callStates } from '../fixtures/call-snapshots.ts';
import { createFixture } from '../fixtures/fixture-transport.ts';
import { longNameStates } from '../fixtures/long-name-snapshots.ts';
import { myCallsStates, presetPreview } from '../fixtures/my-calls-snapshots.ts';
import { peopleStates } from '../fixtures/people-snapshots.ts';
import { rowOutcomes } from '../fixtures/row-outcomes.ts';
import { NOW, states } from '../fixtures/snapshots.ts';
import { createSteeredTime } from '../fixtures/steered-time.ts';

const asked = new URLSearchParams(location.search);
const all = {
  ...states,
  ...myCallsStates,
  ...peopleStates,
  ...callStates,
  ...rowOutcomes,
  ...longNameStates,
};
const isState = (name: string): name is keyof typeof all => name in all;
const isTheme = (name: string): name is VisibleSettings['theme'] =>
  ['system', 'light', 'dark'].includes(name);

const name = asked.get('state') ?? 'live';
const theme = asked.get('theme') ?? 'system';
if (!isState(name) || !isTheme(theme)) throw new Error(`unknown state ${name} or theme ${theme}`);

const shown = all[name];
const fixture = createFixture({
  ...shown,
  language: asked.get('language') ?? 'en',
  locale: asked.get('language') === 'de' ? 'de-DE' : 'en-GB',
  settings: { ...shown.settings, theme },
});
fixture.answerNext('preset.preview', presetPreview);
fixture.answerNext('colleague.today', {
  changes: [
    { at: NOW - 4 * 60_000, from: 'free', to: 'on-call' },
    { at: NOW - 26 * 60_000, from: 'ringing', to: 'free' },
    { at: NOW - 27 * 60_000, from: 'free', to: 'ringing' },
    { at: NOW - 95 * 60_000, from: 'offline', to: 'free' },
  ],
});
const target = document.getElementById('panel');
if (target === null) throw new Error('the page holds no #panel');
mount(App, { target, props: { bridge: fixture.bridge, time: createSteeredTime(NOW) } });

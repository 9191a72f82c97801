/** The renderer's entry: takes the bridge from the window and mounts the panel. */
import { mount } from 'svelte';
import App from './App.svelte';
import { bridgeOfWindow } from './bridge.ts';
import './style/index.css';

/** The window appears with the page, so the page waits no longer for its first snapshot. */
const longestWaitMs = 200;

const target = document.getElementById('panel');
if (target === null) throw new Error('index.html holds no #panel');
const bridge = bridgeOfWindow();
// Asked for while this code was read. With it the panel is drawn once, without it twice.
const reply = await Promise.race([
  bridge.request('snapshot.first', {}),
  new Promise<null>((resolve) => setTimeout(resolve, longestWaitMs, null)),
]);
mount(App, { target, props: { bridge, first: reply?.ok === true ? reply.value : null } });

/** The renderer's entry: takes the bridge from the window and mounts the panel. */
// First: schemas are built as soon as they're read.
import './no-eval.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import { bridgeOfWindow } from './bridge.ts';
import './style/index.css';

const target = document.getElementById('panel');
if (target === null) throw new Error('index.html holds no #panel');
mount(App, { target, props: { bridge: bridgeOfWindow() } });

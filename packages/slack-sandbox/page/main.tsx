import { render } from 'preact';
import { App } from './app.tsx';
import { followLive } from './live/live.ts';

const root = document.getElementById('page');
if (root) followLive((snapshot) => render(<App snapshot={snapshot} />, root));

import { followClock } from 'slack-sandbox/bot';
import type { RunningApp } from '../src/app.ts';
import { projectDir } from './child.ts';

interface Built {
  runApp: (options: { clock: { now(): Date } }) => Promise<RunningApp>;
}

/** The bot that `npm start` runs, but for its clock. */
const { runApp } = (await import(`${projectDir}/dist/app.js`)) as Built;
followClock((clock) => runApp({ clock }));

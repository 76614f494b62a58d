import { followClock } from 'slack-sandbox/bot';
import { runApp } from '../src/app.ts';

/** The bot as `npm start` runs it, but for its clock. */
followClock((clock) => runApp({ clock }));

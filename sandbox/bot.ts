import { followClock } from 'slack-sandbox/bot';
import { runApp } from '../src/app.ts';

/**
 * Where its pages are, unless whoever started the sandbox said so: over HTTP on the port that it was given for Slack's
 * requests.
 */
const openPages = ({ SANDBOX_PAGES_PORT: own, PORT: given }: NodeJS.ProcessEnv): void => {
  if (!own) return;
  const port = process.env.SLACK_SIGNING_SECRET ? given : own;
  Object.assign(process.env, { PORT: port, HOST: '127.0.0.1', PUBLIC_URL: `http://localhost:${port}` });
};

openPages(process.env);
/** The bot as `npm start` runs it, but for its clock. */
followClock((clock) => runApp({ clock }));

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

/** A bot that has never heard of the sandbox: it knows its environment only. */
const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT, DATA_DIR } = process.env;
const shared = {
  token: SLACK_BOT_TOKEN!,
  logLevel: LogLevel.ERROR,
  clientOptions: { slackApiUrl: SLACK_API_URL! },
};
const app = SLACK_APP_TOKEN
  ? new App({ ...shared, appToken: SLACK_APP_TOKEN, socketMode: true })
  : new App({
      ...shared,
      receiver: new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET!, logLevel: LogLevel.ERROR }),
    });
app.command('/hello', async ({ ack, command }) => ack(`Hello ${command.text}`));
// Told by its process id, so that a test sees whether a command's whole group ends.
writeFileSync(join(DATA_DIR!, 'pid'), String(process.pid));
await (SLACK_APP_TOKEN ? app.start() : app.start(Number(PORT)));

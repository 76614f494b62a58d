import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, LogLevel } from '@slack/bolt';
import { followClock } from '../../src/bot/follow-clock.ts';

/** A bot that follows the sandbox's clock. */
followClock(async (clock) => {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL, DATA_DIR, GREETING } = process.env;
  if (GREETING === 'refuse') throw new Error('the greeting is refused');
  const app = new App({
    token: SLACK_BOT_TOKEN!,
    appToken: SLACK_APP_TOKEN!,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: SLACK_API_URL! },
  });
  let home = '';
  app.event('member_joined_channel', async ({ event }) => {
    home = event.channel;
  });
  app.command('/now', async ({ ack }) => ack(clock.now().toISOString()));
  app.command('/keep', async ({ ack, command }) => {
    writeFileSync(join(DATA_DIR!, 'kept'), command.text);
    await ack(DATA_DIR!);
  });
  await app.start();
  process.on('SIGTERM', () => process.exit(0));
  return {
    async wake() {
      if (home)
        await app.client.chat.postMessage({ channel: home, text: `Woken at ${clock.now().toISOString()}` });
    },
  };
});

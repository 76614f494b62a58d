/** What Bolt itself takes: an app whose only command acknowledges. Its one line says where it listens. */
import { App, HTTPReceiver } from '@slack/bolt';

const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bare', botId: 'B1', botUserId: 'U1' }),
  convoStore: false,
});
app.command('/brag', async ({ ack }) => ack());

const server = await receiver.start(0);
const address = server.address();
process.stdout.write(`Listening on ${typeof address === 'object' ? address?.port : address}\n`);
process.once('SIGTERM', () => void receiver.stop().then(() => process.exit(0)));

import type { App } from '@slack/bolt';
import { expect } from 'chai';
import { createBot, openSession, type Session, startBot } from './support/session.ts';

for (const transport of ['socket', 'http'] as const) {
  describe(`talking to a bot over ${transport}`, () => {
    let session: Session;
    let bot: App;

    before(async () => {
      session = await openSession({ transport });
      bot = createBot(session.sandbox);
      bot.command('/hello', async ({ command, ack }) => {
        await ack({ response_type: 'ephemeral', text: `Hello ${command.text}` });
      });
      bot.command('/later', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'Later', response_type: 'in_channel' });
      });
      bot.command('/card', async ({ ack, client, command }) => {
        await ack();
        await client.chat.postMessage({
          channel: command.channel_id,
          text: 'A card',
          blocks: [
            {
              type: 'actions',
              block_id: 'card',
              elements: [
                {
                  type: 'button',
                  action_id: 'card.press',
                  text: { type: 'plain_text', text: 'Press' },
                  value: '7',
                },
              ],
            },
          ],
        });
      });
      bot.action('card.press', async ({ ack, body, client }) => {
        await ack();
        if (body.type !== 'block_actions') return;
        await client.views.open({
          trigger_id: body.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'form',
            title: { type: 'plain_text', text: 'Form' },
            submit: { type: 'plain_text', text: 'Send' },
            blocks: [
              {
                type: 'input',
                block_id: 'story',
                label: { type: 'plain_text', text: 'Story' },
                element: { type: 'plain_text_input', action_id: 'text', max_length: 10 },
              },
            ],
          },
        });
      });
      bot.view('form', async ({ ack, view }) => {
        const story = view.state.values.story?.text?.value;
        if (story === 'bad') return ack({ response_action: 'errors', errors: { story: 'Better, please' } });
        return ack();
      });
      bot.event('reaction_added', async () => {});
      await startBot(session, bot);
    });

    after(async () => {
      await bot.stop();
      await session.stop();
    });

    it('invites the bot to its home channel', async () => {
      const { channels, bot: identity } = await session.look('state');

      const home = channels.find(({ name }: { name: string }) => name === 'brag-wall');

      expect(home.members).to.include(identity.userId);
    });

    it('carries a command and its immediate answer', async () => {
      const answer = await session.act('command', {
        user: 'jo',
        channel: 'support',
        command: '/hello',
        text: 'a & b',
      });

      const { ephemerals } = await session.look('state');
      expect(answer.status).to.equal('ok');
      expect(answer.response.text).to.equal('Hello a &amp; b');
      expect(ephemerals.at(-1).text).to.equal('Hello a &amp; b');
    });

    it('takes an answer at the response_url', async () => {
      await session.act('command', { user: 'jo', channel: 'support', command: '/later' });

      const posted = await session.until(async () =>
        (await session.look('state')).messages.find(({ text }: { text: string }) => text === 'Later'),
      );

      expect(posted.botId).to.be.a('string');
    });

    it('carries a click, a form, its errors and its end', async () => {
      await session.act('command', { user: 'jo', channel: 'brag-wall', command: '/card' });
      const card = await session.until(async () =>
        (await session.look('state')).messages.find(({ text }: { text: string }) => text === 'A card'),
      );
      await session.act('click', { user: 'jo', channel: 'brag-wall', ts: card.ts, actionId: 'card.press' });
      const modal = await session.until(async () => (await session.look('state')).views.at(-1));
      const submit = (text: string) =>
        session.act('submit', { user: 'jo', viewId: modal.id, values: { story: { text } } });

      const empty = await submit('');
      const long = await submit('much too long a story');
      const refused = await submit('bad');
      const accepted = await submit('good');

      expect(empty.errors.story).to.match(/required/);
      expect(long.errors.story).to.match(/10/);
      expect(refused.errors).to.deep.equal({ story: 'Better, please' });
      expect(accepted).to.include({ ok: true, status: 'ok' });
      expect((await session.look('state')).views.at(-1).open).to.equal(false);
    });

    it('carries what people write and how they react', async () => {
      const { ts } = await session.act('message', {
        user: 'sam',
        channel: 'brag-wall',
        text: 'Well done @jo',
      });
      const answer = await session.act('reaction', {
        user: 'ann',
        channel: 'brag-wall',
        ts,
        name: 'trophy',
        present: true,
      });

      const delivered = (await session.look('deliveries')).at(-1);
      expect(answer).to.include({ ok: true, status: 'ok' });
      expect(delivered).to.include({ kind: 'event', type: 'reaction_added', status: 'ok' });
      expect(delivered.payload.event.item.ts).to.equal(ts);
    });

    it('finds nothing wrong with all that', async () => {
      expect(await session.look('violations')).to.deep.equal([]);
    });
  });
}

import { expect } from 'chai';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import type { Place, Win } from '../../../src/models/win-schema.ts';
import { followOriginal } from '../../../src/operations/nomination/follow-original.ts';
import { reconcileRecent } from '../../../src/operations/nomination/reconcile.ts';
import { withdrawDeletedWin } from '../../../src/operations/win/withdraw-win.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { rawAnswer } from '../../support/fake-slack.ts';
import { createGate } from '../../support/gate.ts';
import {
  nextTs,
  nominationUsers,
  reactionEvent,
  type ShownMessage,
  showMessages,
  shownReaction,
} from '../../support/nomination.ts';

const publicChannel = {
  channel: { name: 'general', is_channel: true, is_private: false, is_member: true },
};
const secret = 'rang her at +44 20 7946 0958 and wrote to lee@example.com';
const masked = 'rang her at ••• and wrote to •••';

describe('a win that was made from a message', () => {
  let bot: TestBot;
  let team: TestTeam;
  let place: Place;
  let messages: ReturnType<typeof showMessages>;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    messages = showMessages(bot);
    bot.slack.answersWith('conversations.info', publicChannel);
    place = { channelId: 'CGENERAL', ts: nextTs() };
    show({ text: secret });
  });

  const show = (fields: ShownMessage & { edited?: object }) =>
    messages.show(place, { user: 'UJO', reactions: [shownReaction('trophy', ['USAM'])], ...fields });
  const nominate = () => team.event(reactionEvent('USAM', place, { item_user: 'UJO' }));
  const found = async (): Promise<Win> => (await team.store.wins.findMadeFrom(place))!;
  const hear = (fields: object) =>
    team.event({
      type: 'message',
      channel: place.channelId,
      ts: '1.0',
      event_ts: '1.0',
      hidden: true,
      ...fields,
    });
  const edit = (text: string, editedTs = nextTs()) =>
    hear({
      subtype: 'message_changed',
      message: { type: 'message', user: 'UJO', ts: place.ts, text, edited: { user: 'UJO', ts: editedTs } },
    });
  const notices = () => bot.slack.callsOf('chat.postEphemeral');
  const wallText = () => bot.slack.callsOf('chat.update').at(-1)?.text;

  it("leaves out a customer's data, on the wall and in what is stored", async () => {
    await nominate();

    expect((await found()).text).to.equal(masked);
    expect(JSON.stringify(bot.slack.callsOf('chat.postMessage'))).not.to.match(/7946|lee@/);
  });

  it('leaves out a number that the cut would go through', async () => {
    show({ text: `${'x'.repeat(1_990)} +44 20 7946 0958` });

    await nominate();

    expect((await found()).text).not.to.contain('+44');
  });

  it('is told of to its writer once, with a way to edit it and to take it down', async () => {
    await nominate();
    await nominate();
    await team.deps.outbox.deliverDue();

    expect(notices()).to.have.length(1);
    expect(notices()[0]).to.include({ channel: 'CGENERAL', user: 'UJO' });
    expect(notices()[0]!.text)
      .to.contain('sam nominated what you wrote in <#CGENERAL>')
      .and.to.contain('data is left out')
      .and.to.contain('archives/CWALL');
    const { _id } = await found();
    expect(
      notices()[0]!.blocks[1].elements.map((each: object) => [
        Reflect.get(each, 'action_id'),
        Reflect.get(each, 'value'),
      ]),
    ).to.deep.equal([
      [actionIds.winEdit, _id],
      [actionIds.winTakeDown, _id],
    ]);
  });

  it('is told of once although the bot ended between the wall and the notice', async () => {
    await nominate();
    const { _id } = await found();
    await bot.models.deliveries.model.deleteOne({ _id: deliveryKey.copied(_id) });
    await bot.models.deliveries.model.updateOne(
      { _id: deliveryKey.win(_id) },
      { $set: { state: 'claimed', holder: 'dead', dueAt: bot.now() } },
    );
    bot.slack.answersWith('conversations.history', {
      messages: bot.slack
        .callsOf('chat.postMessage')
        .map(({ metadata }) => ({ ts: '1800000001.000000', metadata })),
    });

    await team.deps.outbox.deliverDue();
    await team.deps.outbox.deliverDue();

    expect(await team.store.deliveries.find(deliveryKey.copied(_id))).to.include({ state: 'sent' });
  });

  const unheard: [string, object, string, string][] = [
    ['Slack may have shown it', rawAnswer('<html>'), 'unknown', 'nobody can look for it'],
    ['the writer has left the channel', { error: 'user_not_in_channel' }, 'failed', 'user_not_in_channel'],
  ];
  for (const [when, answer, state, why] of unheard)
    it(`is not told of again when ${when}`, async () => {
      bot.slack.answersOnceWith('chat.postEphemeral', answer);
      await nominate();
      const key = deliveryKey.copied((await found())._id);
      bot.setNow(new Date(bot.now().getTime() + 60_000));

      await team.deps.outbox.deliverDue();
      await team.deps.outbox.deliverDue();

      expect(notices()).to.have.length(1);
      expect(await team.store.deliveries.find(key)).to.include({ state, why });
    });

  it('follows its writer, and leaves out again what has to be', async () => {
    await nominate();

    await edit('rang her twice at 020 7946 0958');

    expect((await found()).text).to.equal('rang her twice at •••');
    expect(wallText()).to.contain('rang her twice at •••');
  });

  it('takes the newest edit, in whatever order and however often they are told', async () => {
    await nominate();
    const [older, newer] = [nextTs(), nextTs()];

    await edit('newer', newer);
    await edit('older', older);
    await edit('newer', newer);

    expect(await found()).to.include({ text: 'newer', edition: 1 });
  });

  it('takes the newest of twenty edits at once', async () => {
    await nominate();
    const edits = Array.from({ length: 20 }, (_, index) => ({ text: `edit ${index}`, ts: nextTs() }));

    await Promise.all([...edits].reverse().map(({ text, ts }) => edit(text, ts)));

    expect((await found()).text).to.equal('edit 19');
    expect(wallText()).to.contain('edit 19');
  });

  it('knows the edits from before it was one', async () => {
    const before = nextTs();
    show({ text: 'second words', edited: { ts: nextTs() } });
    await nominate();

    await edit('first words', before);

    expect((await found()).text).to.equal('second words');
  });

  it('stays as it is for what is no edit', async () => {
    await nominate();

    await hear({
      subtype: 'message_changed',
      message: { type: 'message', user: 'UJO', ts: place.ts, text: 'unfurled' },
    });

    expect(await found()).to.include({ text: masked, edition: 0 });
  });

  it('stays as somebody edited it on the wall', async () => {
    await nominate();
    const { _id: winId, edition } = await found();
    const values = { win_text: { value: 'my own words' }, win_people: { selected_users: ['UJO'] } };
    await team.submit('UJO', 'win.change', { winId, edition }, values);

    await edit('other words');

    expect((await found()).text).to.equal('my own words');
  });

  it('is not overwritten unseen by a form that was open meanwhile', async () => {
    await nominate();
    const { _id: winId, edition } = await found();
    await edit('other words');

    const values = { win_text: { value: 'my own words' }, win_people: { selected_users: ['UJO'] } };
    const ack = await team.submit('UJO', 'win.change', { winId, edition }, values);

    expect(JSON.stringify(ack.args)).to.contain('errors');
    expect((await found()).text).to.equal('other words');
  });

  context('when something happens while it is made', () => {
    /** Holds the first look at the message open until `happening` is done. */
    const nominateWhile = async (happening: () => Promise<unknown>) => {
      const [reached, held] = [createGate(), createGate()];
      bot.slack.answersOnceWith('reactions.get', async (args) => {
        const answer = messages.answer(args);
        reached.open();
        await held.opened;
        return answer;
      });
      const nominating = nominate();
      await reached.opened;
      await happening();
      held.open();
      await nominating;
    };

    it('says what its writer made of it', async () => {
      const editedTs = nextTs();

      await nominateWhile(async () => {
        const edited = { text: 'the last word', edited: { ts: editedTs } };
        await followOriginal(team.deps, place, edited);
        show(edited);
      });

      expect((await found()).text).to.equal('the last word');
    });

    it('never reaches the wall when the message is gone', async () => {
      await nominateWhile(async () => {
        await withdrawDeletedWin(team.deps, place, bot.now());
        messages.forget(place);
      });

      expect((await found()).withdrawn).to.include({ why: 'message-deleted' });
      expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
    });
  });

  context('when nobody listened', () => {
    const nominateToWall = async () => {
      await nominate();
      messages.show((await found()).wall!, { user: 'UBOT' });
    };

    it('says what its writer made of it, at the next comparison', async () => {
      await nominateToWall();
      show({ text: 'edited meanwhile', edited: { ts: nextTs() } });

      await reconcileRecent(team.deps, bot.now());
      await bot.shared.background.drain(5_000);

      expect(wallText()).to.contain('edited meanwhile');
    });

    const goings: [what: string, happening: () => void][] = [
      ['is deleted', () => messages.forget(place)],
      ['leaves its replies behind', () => show({ subtype: 'tombstone' })],
    ];
    for (const [what, happening] of goings)
      it(`is withdrawn when the message ${what}`, async () => {
        await nominateToWall();
        happening();

        await reconcileRecent(team.deps, bot.now());
        await bot.shared.background.drain(5_000);

        expect((await found()).withdrawn).to.include({ why: 'message-deleted' });
        expect(bot.slack.callsOf('chat.delete')).to.have.length(1);
      });
  });
});

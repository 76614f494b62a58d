import { expect } from 'chai';
import sinon from 'sinon';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { inWall } from '../../support/channel.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { failingDatabase, silentDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { winsOf } from '../../support/win.ts';

describe('posting a win with /brag', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);
  const posted = () => bot.slack.callsOf('chat.postMessage');

  it('opens the composer when there is no text', async () => {
    const ack = await team.command('UJO', '');

    const [opened] = bot.slack.callsOf('views.open');
    expect(ack.args).to.deep.equal([[]]);
    expect(opened!.trigger_id).to.equal('trigger');
    expect(opened!.view.callback_id).to.equal('win.compose_or_tell');
    expect(JSON.parse(opened!.view.private_metadata)).to.deep.equal({ responseUrl });
  });

  it('puts it on the wall, and tells its author alone where it is', async () => {
    const ack = await team.command('UJO', 'found the lost parcel');

    const [win] = await winsOf(team);
    const [answer] = bot.slack.answers;
    expect(ack.args).to.deep.equal([[]]);
    expect(win).to.deep.include({ authorId: 'UJO', text: 'found the lost parcel', heroIds: ['UJO'] });
    expect(posted().map(({ channel }) => channel)).to.deep.equal([bot.wallChannelId]);
    expect(answer!.message).to.deep.include({ response_type: 'ephemeral', replace_original: false });
    expect(answer!.message.text).to.contain(
      `https://example.slack.com/archives/${bot.wallChannelId}/p${win!.wall!.ts.replace('.', '')}`,
    );
  });

  const closed: [who: string, members: object][] = [
    ['who is not in a private wall', { members: ['USAM'] }],
    ['while Slack cannot say whether they are', { error: 'internal_error' }],
  ];
  for (const [who, members] of closed)
    it(`gives no link to an author ${who}`, async () => {
      inWall(bot, { is_private: true }, members);

      await team.command('UJO', 'found the lost parcel');

      expect(answers()[0]).to.contain('Only those who are in its channel').and.not.to.contain('archives');
    });

  context('when it names channels', () => {
    const channels = ({ channel }: { channel?: string }) =>
      channel === 'CWALL' || channel === 'COPEN'
        ? { channel: { name: 'general', is_channel: true, is_private: false } }
        : { channel: { name: 'leads', is_channel: true, is_private: true } };
    const agreed = 'as agreed in <#CLEADS|leads> and <#COPEN|>, see https://x.slack.com/archives/CLEADS/p1';
    const inWords = (channel: string) =>
      `as agreed in a private channel and ${channel}, see a private channel`;

    it('names public ones alone on the wall', async () => {
      bot.slack.answersWith('conversations.info', channels);

      await team.command('UJO', agreed);

      expect((await winsOf(team))[0]!.text).to.equal(inWords('#general'));
      expect(JSON.stringify(posted())).not.to.match(/leads|CLEADS/);
    });

    const failures: [string, object][] = [
      ['does not know them', { error: 'channel_not_found' }],
      ['cannot be asked', { error: 'internal_error' }],
      ['wants a pause', { retryAfter: 30 }],
    ];
    for (const [what, answer] of failures)
      it(`takes all of them for private when Slack ${what}`, async () => {
        bot.slack.answersWith('conversations.info', answer);

        await team.command('UJO', agreed);

        expect((await winsOf(team))[0]!.text).to.equal(inWords('a private channel'));
      });

    it('is one win when it is sent again and Slack knows them by then', async () => {
      bot.slack.answersWith('conversations.info', { error: 'internal_error' });
      await team.command('UJO', agreed);
      bot.slack.answersWith('conversations.info', channels);

      await team.command('UJO', agreed);

      expect(await winsOf(team)).to.have.length(1);
    });

    it('gives the text back as it was typed when it is refused', async () => {
      await team.command('UJO', `<#CLEADS|leads> ${'x'.repeat(2_000)}`);

      expect(answers()[0]).to.contain('Your text: #leads xxx');
    });
  });

  it('offers to edit and to undo what it posted', async () => {
    await team.command('UJO', 'found the lost parcel');

    const [win] = await winsOf(team);
    const buttons = bot.slack.answers[0]!.message.blocks[1].elements;
    expect(buttons.map((button: object) => Reflect.get(button, 'action_id'))).to.deep.equal([
      'win.add_details',
      'win.edit',
      'win.take_down',
    ]);
    for (const button of buttons) expect(button.value).to.equal(win!._id);
  });

  it('warns its author of customer data, and posts it all the same', async () => {
    await team.command('UJO', 'mailed the form to lee@example.com');

    expect(answers()[0]).to.contain('an e-mail address').and.to.contain('*Mask it* puts •••');
    expect(posted()).to.have.length(1);
  });

  const refused: [what: string, text: string, words: string][] = [
    ['shows nothing', '\u200b \u2060', 'no words'],
    ['is only punctuation', '&', 'no words'],
    ['only names people', '<@UANN|ann> and <@USAM>', 'only names people'],
    ['is too long', 'x'.repeat(2001), '2,001'],
  ];
  for (const [what, text, words] of refused)
    it(`stores nothing, and gives the text back, when it ${what}`, async () => {
      const ack = await team.command('UJO', text);

      const said = bot.slack.answers[0]!.message;
      expect(ack.args).to.deep.equal([[]]);
      expect(said.text).to.contain(words);
      if (what === 'is too long') expect(JSON.stringify(said.blocks)).to.contain(text);
      expect(await winsOf(team)).to.deep.equal([]);
      expect(posted()).to.deep.equal([]);
    });

  it('takes twenty of the same at once for one, and tells each where it is', async () => {
    const twenty = Array.from({ length: 20 }, () => team.command('UJO', 'mended the door'));

    const acks = await Promise.all(twenty);

    expect(acks.map((ack) => ack.args)).to.deep.equal(Array.from({ length: 20 }, () => [[]]));
    expect(await winsOf(team)).to.have.length(1);
    expect(posted()).to.have.length(1);
    expect(answers()).to.have.length(20);
    expect(new Set(answers()).size).to.equal(1);
  });

  it('is on the wall all the same when its author cannot be answered', async () => {
    const ack = await bot.slack.withoutAnswers(() => team.command('UJO', 'mended the door'));

    expect(ack.args).to.deep.equal([[]]);
    expect(posted()).to.have.length(1);
  });

  context('when there is no wall', () => {
    it('asks for a channel if there never was one', async () => {
      team = await bot.createWorkspace({ hasWall: false });

      await team.command('UJO', 'the very first');

      const { message } = bot.slack.answers[0]!;
      expect(message.text).to.contain('in which channel shall wins appear');
      expect(message.blocks[1].elements[0]).to.include({ type: 'channels_select', action_id: 'wall.choose' });
      expect(await winsOf(team)).to.have.length(1);
    });

    it('says that it waits if the wall is lost', async () => {
      await team.store.workspace.loseWall(bot.wallChannelId, 'is_archived', bot.now());

      await team.command('UJO', 'waiting for a wall');

      expect(answers()[0]).to.contain('It waits until there is a wall');
      expect(posted()).to.deep.equal([]);
    });
  });

  context('when the database fails', () => {
    it('gives the text back as it was typed, and posts nothing', async () => {
      failingDatabase(bot.models.wins.model, 'insertOne');

      const ack = await team.command('UJO', 'helped <@USAM|sam> &amp; others');

      const said = JSON.stringify(ack.firstCall.args[0]);
      expect(ack.callCount).to.equal(1);
      expect(said).to.contain('"response_type":"ephemeral"').and.to.contain('nothing was posted');
      expect(said).to.contain('"helped @sam & others"');
      expect(answers()).to.deep.equal([]);
      expect(posted()).to.deep.equal([]);
    });

    it('posts it once when the text is sent again', async () => {
      failingDatabase(bot.models.deliveries.model, 'updateOne');
      await team.command('UJO', 'helped with the form');
      sinon.restore();

      await team.command('UJO', 'helped with the form');

      expect(await winsOf(team)).to.have.length(1);
      expect(posted()).to.have.length(1);
      expect(answers()[0]).to.contain('On the wall for');
    });

    it('apologizes when it does so after the win is stored', async () => {
      failingDatabase(bot.models.deliveries.model, 'findOneAndUpdate');

      const ack = await team.command('UJO', 'stored but not posted');

      expect(ack.args).to.deep.equal([[]]);
      expect(answers()).to.deep.equal([apology.message]);
      expect(await winsOf(team)).to.have.length(1);
    });
  });

  context('when the database is silent', () => {
    /** Gives up waiting after two seconds. */
    const postInSilence = async (text: string) => {
      const clock = fakeTimers();
      const database = silentDatabase(bot.models.wins.model, 'insertOne');
      const posting = team.command('UJO', text);
      await waitFor('the database to be asked', () => database.count() > 0);
      await clock.tickAsync(2_000);
      clock.restore();
      return { database, posting };
    };

    it('gives the text back after two seconds, and tells later where it is', async () => {
      const { database, posting } = await postInSilence('took its time');
      expect(answers()).to.deep.equal([]);
      database.answer();
      const ack = await posting;

      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.firstCall.args[0])).to.contain('Your text: took its time');
      expect(answers()).to.have.length(1);
      expect(answers()[0]).to.contain('On the wall for');
    });

    it('is one win when the text is sent again meanwhile', async () => {
      const { database, posting } = await postInSilence('took its time');
      const again = team.command('UJO', 'took its time');
      database.answer();
      await Promise.all([posting, again]);

      expect(await winsOf(team)).to.have.length(1);
      expect(posted()).to.have.length(1);
    });
  });
});

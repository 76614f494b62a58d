import { expect } from 'chai';
import { apology } from '../../../src/views/apology.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('choosing the channel where wins appear', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace({ hasWall: false });
  });
  afterEach(() => bot.slack.reset());

  /** The author of the first win is asked, and the question is answered. */
  const post = async () => {
    await team.command('UJO', 'the very first');
    bot.slack.answers.length = 0;
  };
  const choose = (channelId: string) =>
    team.action('UJO', 'wall.choose', { type: 'channels_select', selected_channel: channelId });
  const wall = async () => (await team.store.workspace.read()).wallChannelId;
  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);
  const posted = () => bot.slack.callsOf('chat.postMessage');

  it('joins it, greets it, and posts what waited', async () => {
    await post();

    const ack = await choose('CNEW');

    expect(ack.args).to.deep.equal([[]]);
    expect(bot.slack.callsOf('conversations.join')).to.deep.equal([{ channel: 'CNEW' }]);
    expect(await wall()).to.equal('CNEW');
    expect(posted().map(({ channel }) => channel)).to.deep.equal(['CNEW', 'CNEW']);
    const texts = posted().map(({ text }) => text);
    expect(texts.filter((text) => text.includes('brag wall now'))).to.have.length(1);
    expect(texts.filter((text) => text.includes('the very first'))).to.have.length(1);
    expect(bot.slack.answers[0]!.message).to.include({
      replace_original: true,
      text: '<#CNEW> is the wall now, and your win is on its way there.',
    });
  });

  it('is the wall once when Slack tells of the joining as well', async () => {
    await post();
    const joined = { type: 'member_joined_channel', user: 'UBOT', channel: 'CNEW', event_ts: '1.0' };
    let hearing: Promise<unknown> | undefined;
    bot.slack.answersWith('conversations.join', async () => {
      hearing = team.event(joined);
      await waitFor('the wall', wall);
      return {};
    });

    await choose('CNEW');
    await hearing;

    expect(answers()).to.deep.equal(['<#CNEW> is the wall now, and your win is on its way there.']);
    expect(posted()).to.have.length(2);
  });

  it('is one of two channels that are chosen at once, and both choosers are told which', async () => {
    await post();

    await Promise.all([choose('CONE'), choose('CTWO')]);

    const chosen = (await wall())!;
    expect(['CONE', 'CTWO']).to.include(chosen);
    expect(answers().filter((text) => text.includes('is the wall now'))).to.have.length(1);
    expect(answers().filter((text) => text.includes('There is a wall already'))).to.have.length(1);
    for (const text of answers()) expect(text).to.contain(`<#${chosen}>`);
    expect(new Set(posted().map(({ channel }) => channel))).to.deep.equal(new Set([chosen]));
  });

  it('is the wall that there is already, and no other channel is joined', async () => {
    team = await bot.createWorkspace();

    await choose('CNEW');

    expect(answers()).to.deep.equal([
      `There is a wall already: <#${bot.wallChannelId}>. Your win goes there.`,
    ]);
    expect(bot.slack.callsOf('conversations.join')).to.deep.equal([]);
    expect(await wall()).to.equal(bot.wallChannelId);
  });

  it('asks for another, beside the question, when the bot cannot join it', async () => {
    await post();
    bot.slack.answersWith('conversations.join', { error: 'is_archived' });

    await choose('COLD');

    const { message } = bot.slack.answers[0]!;
    expect(message).to.include({ response_type: 'ephemeral', replace_original: false });
    expect(message.text).to.contain('I cannot join <#COLD>');
    expect(await wall()).to.equal(undefined);
  });

  for (const error of ['internal_error', 'org_login_required', 'a_code_of_tomorrow', 'token_expired'])
    it(`apologizes when Slack cannot tell (${error})`, async () => {
      await post();
      bot.slack.answersWith('conversations.join', { error });

      await choose('CNEW');

      expect(answers()).to.deep.equal([apology.message]);
      expect(await wall()).to.equal(undefined);
    });

  it('apologizes when Slack wants a pause', async () => {
    await post();
    bot.slack.answersWith('conversations.join', { retryAfter: 30 });

    await choose('CNEW');

    expect(answers()).to.deep.equal([apology.message]);
    expect(await wall()).to.equal(undefined);
  });

  const nothing: [string, string, object][] = [
    ['wall.choose', 'null', { type: 'channels_select', selected_channel: null }],
    ['wall.choose', 'nothing', { type: 'channels_select' }],
    ['wall.appoint', 'null', { type: 'channels_select', selected_channel: null }],
    ['wall.appoint', 'no value', {}],
  ];
  for (const [actionId, what, action] of nothing)
    it(`says kindly that nothing is chosen when ${actionId} comes with ${what}`, async () => {
      await post();

      await team.action('UJO', actionId, action);

      expect(answers()).to.deep.equal([
        'No channel is chosen yet. Choose one from the list, or invite me to a private one (`/invite` there).',
      ]);
      expect(bot.slack.answers[0]!.message).to.include({ replace_original: false });
      expect(bot.slack.callsOf('conversations.join')).to.deep.equal([]);
      expect(await wall()).to.equal(undefined);
    });
});

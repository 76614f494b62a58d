import { expect } from 'chai';
import sinon from 'sinon';
import { demoUsers, openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, deliveriesOf } from '../../support/challenge-team.ts';
import { winsOf } from '../../support/win.ts';

const users = [
  ...demoUsers,
  { id: 'UFAR', name: 'far', is_stranger: true },
  { id: 'UOTHER', name: 'other', is_bot: true },
];

/** What Slack tells when somebody writes to the bot, unless `fields` say otherwise. */
const written = (fields: object = {}) => ({
  type: 'message',
  channel: 'DJO',
  channel_type: 'im',
  user: 'UJO',
  text: 'called Mrs Lee back',
  ts: '1791375000.000100',
  event_ts: '1791375000.000100',
  ...fields,
});

describe('writing to the bot as to a person', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    bot.slack.reset();
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  const said = () => bot.slack.callsOf('chat.postMessage');

  it('is answered with what the bot understands', async () => {
    await team.event(written());

    expect(said()).to.have.length(1);
    expect(said()[0]).to.include({ channel: 'UJO' });
    expect(said()[0]!.text).to.contain('`/brag` and one sentence').and.to.contain('`/brag help`');
    expect(buttonsIn(said()[0]!.blocks)).to.deep.equal(['home.brag', 'home.help']);
    expect(await winsOf(team)).to.deep.equal([]);
  });

  it('is answered in a workspace without a wall as well', async () => {
    team = await bot.createWorkspace({ hasWall: false });
    await team.event(written());

    expect(said()[0]!.text).to.contain('it goes on the wall');
  });

  it('is answered once a day of theirs', async () => {
    await team.event(written());
    bot.setNow(new Date('2026-10-07T22:59:00Z'));
    await team.event(written());
    expect(said()).to.have.length(1);

    bot.setNow(new Date('2026-10-07T23:01:00Z'));
    await team.event(written());
    expect(said()).to.have.length(2);
  });

  it('is answered once when twenty messages come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => team.event(written({ text: `${index}` }))));

    expect(said()).to.have.length(1);
    expect(await deliveriesOf(bot, team, 'direct-answer')).to.have.length(1);
  });

  it('is answered for each person by themselves', async () => {
    await team.event(written());
    await team.event(written({ user: 'USAM', channel: 'DSAM' }));

    expect(said().map(({ channel }) => channel)).to.deep.equal(['UJO', 'USAM']);
  });

  for (const [what, fields] of [
    ['a picture', { subtype: 'file_share' }],
    ['a message in a thread', { thread_ts: '1791370000.000100' }],
  ] as const)
    it(`is answered when it is ${what}`, async () => {
      await team.event(written(fields));

      expect(said()).to.have.length(1);
    });

  const unanswered: [what: string, fields: object][] = [
    ["the bot's own message", { user: 'UBOT', bot_id: 'BBOT' }],
    ["the bot's own message, without its id", { user: 'UBOT' }],
    ['a message of another bot', { user: 'UOTHER', bot_id: 'BOTHER' }],
    ['a message of a bot that writes as a person', { user: 'UOTHER' }],
    ["Slackbot's", { user: 'USLACKBOT' }],
    ['a message with the subtype of a bot', { subtype: 'bot_message', bot_id: 'BOTHER' }],
    ['an edit', { subtype: 'message_changed', message: { user: 'UJO', ts: '1.1', text: 'x' } }],
    ['a deletion', { subtype: 'message_deleted', deleted_ts: '1.1' }],
    ['somebody joining', { subtype: 'channel_join' }],
    ['a broadcast of a thread', { subtype: 'thread_broadcast' }],
    ['a message in a channel', { channel: 'CGENERAL', channel_type: 'channel' }],
    ['a message in a private channel', { channel: 'GLEADS', channel_type: 'group' }],
    ['a message among several people', { channel: 'GMANY', channel_type: 'mpim' }],
    ['a message of somebody from another organisation', { user: 'UFAR' }],
    ['a message of nobody', { user: undefined }],
  ];
  for (const [what, fields] of unanswered)
    it(`answers nothing to ${what}`, async () => {
      await team.event(written(fields));

      expect(said()).to.deep.equal([]);
      expect(await deliveriesOf(bot, team, 'direct-answer')).to.deep.equal([]);
    });

  it('opens the composer below the answer, which is told there where the win is', async () => {
    const where = { channel: { id: 'DJO' }, container: { type: 'message', channel_id: 'DJO' } };
    await team.action('UJO', 'home.brag', {}, where);
    const [{ view }] = bot.slack.callsOf('views.open') as [{ view: { private_metadata: string } }];
    await team.submit('UJO', 'win.compose', view.private_metadata, {
      win_text: { value: 'called Mrs Lee back' },
    });

    expect(bot.slack.answers[0]!.url).to.equal(responseUrl);
    expect(bot.slack.answers[0]!.message.text).to.contain('On the wall for');
  });
});

describe('/brag in the direct message with the bot', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(() => bot.slack.reset());

  const typed: [text: string, answer: RegExp][] = [
    ['called Mrs Lee back', /On the wall for you/],
    ['help', /^\*Brag about what you did/],
    ['digest', /so far/],
    ['digest last', /no digest/],
    ['challenge', /challenge/],
    ['ask', /PUBLIC_URL/],
    ['<@USAM>', /only names people/],
  ];
  for (const [text, answer] of typed)
    it(`answers \`/brag ${text}\` there, to whoever typed it alone`, async () => {
      const ack = await team.command('UJO', text, 'DJO');

      const immediate: unknown = ack.firstCall.args[0];
      const given = typeof immediate === 'object' ? immediate : bot.slack.answers.at(-1)!.message;
      expect(given).to.include({ response_type: 'ephemeral' });
      expect(Reflect.get(given!, 'text')).to.match(answer);
      for (const { channel } of bot.slack.callsOf('chat.postMessage')) expect(channel).to.equal('CWALL');
      expect(bot.slack.callsOf('chat.postEphemeral')).to.deep.equal([]);
    });

  it('opens the composer', async () => {
    await team.command('UJO', '', 'DJO');

    expect(bot.slack.callsOf('views.open')).to.have.length(1);
  });

  it('names the conversation nowhere', async () => {
    await team.command('UJO', 'mended a chair', 'DJO');

    const [win] = await winsOf(team);
    expect(JSON.stringify([win, bot.slack.callsOf('chat.postMessage')])).not.to.contain('DJO');
  });
});

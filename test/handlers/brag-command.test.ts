import { expect } from 'chai';
import sinon from 'sinon';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { winsOf } from '../support/win.ts';

describe('/brag', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());

  /** What it was taken for: told by what it did. */
  const takenFor = async (text: string): Promise<string> => {
    const before = { calls: bot.slack.calls.length, answers: bot.slack.answers.length };
    const ack = await team.command('UANN', text);
    const [opened] = bot.slack.calls.slice(before.calls).filter(({ method }) => method === 'views.open');
    if (opened) return opened.args.view.callback_id;
    const immediate = ack.firstCall.args[0];
    const said = typeof immediate === 'object' ? immediate : bot.slack.answers.at(-1)!.message;
    return String(Reflect.get(said, 'text'));
  };

  const cases: [string, RegExp][] = [
    ['', /^win\.compose_or_tell$/],
    ['help', /^\*Brag about what you did/],
    [' HELP ', /^\*Brag about what you did/],
    ['help came for Mrs Lee', /On the wall for/],
    ['`help`', /^\*Brag about what you did/],
    ['help?', /^\*Brag about what you did/],
    ['?', /^\*Brag about what you did/],
    ['he\u200blp\ufe0f', /^\*Brag about what you did/],
    ['/brag help', /^\*Brag about what you did/],
    ['`/brag digest`', /so far/],
    ['/brag', /^win\.compose_or_tell$/],
    ['/brag /brag brought the parcel over', /On the wall for/],
    ['Mine', /\*My wins: /],
    ['mine is the glory', /On the wall for/],
    ['challenge', /challenge/],
    ['Challenge  START', /^challenge\.start$/],
    ['challenge accepted', /On the wall for/],
    ['plan', /plan.save/],
    ['top  week', /The board: this week/],
    ['Top', /The board: /],
    ['top of the morning', /On the wall for/],
    ['digest', /so far/],
    ['Digest LAST', /no digest/],
    ['digest 2026-W41', /so far/],
    ['digest  2026-w99 ', /2026 has 53 weeks/],
    ['digest last week', /no digest/],
    ['digest this week', /so far/],
    ['digest 2026 W41', /2026-W41/],
    ['digest week 41', /2026-W41/],
    ['digest W41', /2026-W41/],
    ['digest 2026/41', /2026-W41/],
    ['digest biscuits for Mrs Lee', /On the wall for/],
    ['digest biscuits', /On the wall for/],
    ['digest 2 biscuits', /On the wall for/],
    ['plan a surprise for Mrs Lee worked', /On the wall for/],
    ['   ', /no words/],
    ['\u3164\u2800', /no words/],
    ['<@USAM> \ufe0f', /only names people/],
  ];
  for (const [text, expected] of cases)
    it(`takes "${text}" for ${expected}`, async () => {
      expect(await takenFor(text)).to.match(expected);
    });

  it('says in the help when the digest comes, as the team has set it', async () => {
    const other = await bot.createWorkspace();
    await bot.models.workspaces.model.updateOne(
      { _id: other.teamId },
      { $set: { settings: { digestTime: { weekday: 5, time: '16:30' } } } },
    );

    await other.command('UANN', 'help');

    expect(bot.slack.answers.at(-1)!.message.text)
      .to.contain('on Fridays at 16:30 (')
      .and.not.contain('Monday');
  });

  it('keeps the help to one screen, with every system in it', async () => {
    await team.command('UANN', 'help');

    const { text } = bot.slack.answers.at(-1)!.message;
    for (const keyword of ['idea', 'plan', 'recover', 'lesson'])
      expect(text).to.contain(`\`/brag ${keyword}\``);
    expect(text.split('\n').length).to.be.at.most(20);
    expect(text.length).to.be.at.most(2_200);
  });

  it('posts what follows when the command was typed twice', async () => {
    await team.command('UJO', '/brag /brag mended the bell');

    expect((await winsOf(team)).map(({ text }) => text)).to.include('mended the bell');
  });
  const features: [string, string][] = [
    ['', '/brag'],
    ['digest biscuits for Mr Ono', '/brag'],
    ['HELP', '/brag help'],
    ['digest  last', '/brag digest'],
    ['challenge start', '/brag challenge start'],
    ['top week', '/brag top'],
    ['plan', '/brag plan'],
  ];
  for (const [text, feature] of features)
    it(`is logged as ${feature} when the text is "${text}"`, async () => {
      const info = sinon.stub(bot.shared.logger, 'info');

      await team.command('UANN', text);
      info.restore();

      expect(info.args.map(([line]) => line)).to.have.length(1);
      expect(info.firstCall.args[0]).to.include({ feature });
    });
});

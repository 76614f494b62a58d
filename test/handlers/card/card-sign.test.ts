import { expect } from 'chai';
import { actionIds, cardFormIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { exceptionalWin, openCardForm, sign } from '../../support/card.ts';
import { inWall } from '../../support/channel.ts';
import { crowd, nominationUsers, press, type WallWin } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';

describe('signing a card', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    win = await exceptionalWin(team);
  });

  const lines = async () =>
    (await team.store.signatures.exportOf('USAM')).filter((line) => line.winId === win._id);
  const answer = () => bot.slack.answers.at(-1)?.message.text;
  const errors = (said: Awaited<ReturnType<typeof sign>>) => said?.errors?.[cardFormIds.line];
  /** The announcement as it was posted, and as it was shown since. */
  const announcements = () =>
    [...bot.slack.callsOf('chat.postMessage'), ...bot.slack.callsOf('chat.update')].filter(({ text }) =>
      String(text).includes('Exceptional!'),
    );

  it('is offered in the thread of a win that is exceptional', () => {
    const [said] = announcements();

    expect(said).to.include({ channel: 'CWALL', thread_ts: win.wall.ts });
    expect(JSON.stringify(said?.blocks)).to.contain(actionIds.cardSign).and.to.contain(win._id);
  });

  it('opens a form that says for whom it is', async () => {
    await openCardForm(team, 'USAM', win._id);

    const { view } = bot.slack.callsOf('views.open')[0]!;
    expect(JSON.stringify(view)).to.contain('Your line for').and.to.contain('found the key');
    expect(JSON.stringify(view)).not.to.contain(actionIds.cardRemove);
  });

  it('stores the line, says so in place of the form, and counts it in the thread without its words', async () => {
    const said = await sign(team, 'USAM', win._id, 'You stayed late');

    expect(said?.response_action).to.equal('update');
    expect((await lines()).map(({ text }) => text)).to.deep.equal(['You stayed late']);
    const shown = announcements().at(-1);
    expect(shown?.text).to.contain('1 person signed the card').and.not.to.contain('You stayed late');
  });

  it('opens with the line that was signed, which another takes the place of', async () => {
    await sign(team, 'USAM', win._id, 'You stayed late');
    await openCardForm(team, 'USAM', win._id);
    await sign(team, 'USAM', win._id, 'You stayed very late');

    const { view } = bot.slack.callsOf('views.open').at(-1)!;
    expect(JSON.stringify(view)).to.contain('You stayed late').and.to.contain(actionIds.cardRemove);
    expect((await lines()).map(({ text }) => text)).to.deep.equal(['You stayed very late']);
  });

  it('is one line, however often and at once somebody signs', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => sign(team, 'USAM', win._id, `line ${index}`)));

    expect(await lines()).to.have.length(1);
    expect(announcements().at(-1)?.text).to.contain('1 person signed');
  });

  it('is taken back by its signer', async () => {
    await sign(team, 'USAM', win._id, 'You stayed late');
    await team.action('USAM', actionIds.cardRemove, { value: win._id });

    expect(await lines()).to.deep.equal([]);
    expect(announcements().at(-1)?.text).not.to.contain('signed the card');
  });

  it('asks about what looks like customer data, and masks it', async () => {
    const asked = await sign(team, 'USAM', win._id, 'Mrs Lee (lee@example.com) is happy');
    const signed = await sign(team, 'USAM', win._id, 'Mrs Lee (lee@example.com) is happy', 'mask');

    expect(JSON.stringify(asked)).to.contain('e-mail address').and.to.contain('Whoever gets the card');
    expect(signed?.response_action).to.equal('update');
    expect((await lines()).map(({ text }) => text)).to.deep.equal(['Mrs Lee (•••) is happy']);
  });

  for (const [what, typed, words] of [
    ['nothing', ' \u200b ', /write a few words/],
    ['too much', 'x'.repeat(201), /201 characters, and 200 fit/],
  ] as const)
    it(`says beside the field what is wrong with ${what}`, async () => {
      expect(errors(await sign(team, 'USAM', win._id, typed))).to.match(words);
      expect(await lines()).to.deep.equal([]);
    });

  for (const [who, userId, words] of [
    ['its hero', 'UKAI', /This card is for you/],
    ['somebody of another organisation', 'UFAR', /Only members/],
    ['somebody who left', 'UGONE', /Only members/],
    ['a bot', 'UBOT', /Only members/],
  ] as const)
    it(`is refused to ${who}, at the button and in a forged form`, async () => {
      await openCardForm(team, userId, win._id);
      const said = await sign(team, userId, win._id, 'I was great');

      expect(answer()).to.match(words);
      expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
      expect(errors(said)).to.match(words);
      expect(await team.store.signatures.exportOf(userId)).to.deep.equal([]);
    });

  it('is refused to whoever cannot see the private wall', async () => {
    team = await bot.createWorkspace();
    win = await exceptionalWin(team);
    inWall(bot, { is_private: true }, { members: ['UJO'] });

    await openCardForm(team, 'USAM', win._id);

    expect(answer()).to.contain('can see the win on the wall');
    expect(errors(await sign(team, 'USAM', win._id, 'Well done'))).to.contain('can see the win');
  });

  it('is refused from another workspace', async () => {
    const other = await bot.createWorkspace();

    expect(errors(await sign(other, 'USAM', win._id, 'Well done'))).to.contain('not kept here');
  });

  it('is refused once the win was taken down, or is not exceptional', async () => {
    const { id } = crowd[0]!;
    await press(team, id, win._id);
    const early = errors(await sign(team, 'USAM', win._id, 'Well done'));
    await press(team, id, win._id);
    await team.store.wins.takeDown(win._id, { userId: 'UKAI', isManager: false }, bot.now());

    expect(early).to.contain('not exceptional just now');
    expect(errors(await sign(team, 'USAM', win._id, 'Well done'))).to.contain('no longer on the wall');
  });

  it('is over for a line that was handed over', async () => {
    await sign(team, 'USAM', win._id, 'You stayed late');
    await nextNotes(bot, team);
    bot.slack.answers.length = 0;

    await openCardForm(team, 'USAM', win._id);
    const changed = await sign(team, 'USAM', win._id, 'Another');
    await team.action('USAM', actionIds.cardRemove, { value: win._id });

    expect(bot.slack.answers[0]?.message.text)
      .to.contain('handed over already')
      .and.to.contain('You stayed late');
    expect(errors(changed)).to.contain('handed over already');
    expect((await lines()).map(({ text }) => text)).to.deep.equal(['You stayed late']);
  });
});

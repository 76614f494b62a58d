import { expect } from 'chai';
import { actionIds, cardFormIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { exceptionalWin, sign, thank, toldCards } from '../../support/card.ts';
import { nominationUsers, type WallWin } from '../../support/nomination.ts';

describe('thanking everybody who signed a card', () => {
  let bot: TestBot;
  let team: TestTeam;
  let wins: WallWin[];
  let partKey: string;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    wins = [await exceptionalWin(team), await exceptionalWin(team)];
    for (const win of wins) await sign(team, 'USAM', win._id, 'You stayed late');
    partKey = (await toldCards(bot, team, 'UKAI'))[0]!;
  });

  const posted = () =>
    bot.slack.callsOf('chat.postMessage').filter(({ text }) => String(text).includes('thanks everybody'));
  const errors = (said: Awaited<ReturnType<typeof thank>>) => said?.errors?.[cardFormIds.thanks];

  it('asks for one sentence', async () => {
    await team.action('UKAI', actionIds.cardThank, { value: partKey });

    expect(JSON.stringify(bot.slack.callsOf('views.open')[0]?.view)).to.contain('One sentence');
  });

  it('posts it in their name into the thread of each win, and shows in the note that it is done', async () => {
    await thank(team, 'UKAI', partKey, 'You made my *week* <!channel>');

    expect(posted().map(({ thread_ts }) => thread_ts)).to.have.members(wins.map(({ wall }) => wall.ts));
    expect(posted()[0]?.text).to.equal(
      'kai thanks everybody who signed the card: You made my *week* &lt;!channel&gt;',
    );
    const note = bot.slack.callsOf('chat.update').at(-1);
    expect(note?.text).to.contain('You thanked everybody');
    expect(JSON.stringify(note?.blocks)).not.to.contain(actionIds.cardThank);
  });

  it('says one sentence once, however often and at once it is sent', async () => {
    const said = await Promise.all(
      Array.from({ length: 10 }, (_, index) => thank(team, 'UKAI', partKey, `sentence ${index}`)),
    );

    expect(said.filter((each) => each === undefined)).to.have.length(1);
    expect(posted()).to.have.length(2);
    expect(new Set(posted().map(({ text }) => text))).to.have.length(1);
  });

  it('is answered kindly when it was done before', async () => {
    await thank(team, 'UKAI', partKey, 'Thank you');
    await team.action('UKAI', actionIds.cardThank, { value: partKey });

    expect(bot.slack.answers.at(-1)?.message.text).to.contain('You thanked everybody already');
  });

  it('is refused to whoever the card is not for, and from another workspace', async () => {
    const other = await bot.createWorkspace();

    expect(errors(await thank(team, 'USAM', partKey, 'Ha'))).to.contain('Only whom the card is for');
    expect(errors(await thank(other, 'UKAI', partKey, 'Ha'))).to.contain('Only whom the card is for');
    expect(posted()).to.deep.equal([]);
  });

  it('asks about customer data, and refuses a blank', async () => {
    expect(errors(await thank(team, 'UKAI', partKey, ' \u200b'))).to.contain('write a few words');
    expect(JSON.stringify(await thank(team, 'UKAI', partKey, 'call lee@example.com'))).to.contain('e-mail');
    expect(posted()).to.deep.equal([]);
  });

  it('has nowhere to go once the wins were taken down', async () => {
    for (const { _id } of wins)
      await team.store.wins.takeDown(_id, { userId: 'UKAI', isManager: false }, bot.now());

    expect(errors(await thank(team, 'UKAI', partKey, 'Thank you'))).to.contain('no longer on the wall');
  });
});

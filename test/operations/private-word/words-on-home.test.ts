import { expect } from 'chai';
import { expectValidHome } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { expectWords, onHome, openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nextNotes } from '../../support/note.ts';
import { lastAnswer, notesTo, tellAlone, wordsIn, wordUsers } from '../../support/private-word.ts';

const words = 'you stayed calm with Mr Roy';

describe('a word to somebody who gets no praise in their note', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: wordUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await want({ off: ['praise'] });
  });

  const want = async ({ off = [] as string[], isSilent = false } = {}) => {
    await team.store.preferences.store('UTOM', { isSilent, off: new Set(off), snooze: undefined }, bot.now());
    await team.store.noteParts.lookAtPersonAgain('UTOM', bot.now());
  };
  const home = (userId = 'UTOM') => openHome(bot, team, userId);
  const id = async (): Promise<string> => (await wordsIn(bot, team))[0]!._id;
  const press = async (actionId: string, userId = 'UTOM') =>
    team.action(userId, actionId, { value: await id() }, onHome);

  it('comes in no note, and waits on Home until it is put away', async () => {
    await tellAlone(team, 'UJO');
    await nextNotes(bot, team);
    await home();

    const shown = await home();
    expect(notesTo(bot, 'UTOM')).to.deep.equal([]);
    expectValidHome(shown);
    expectWords(shown, 'Waiting for you', 'jo wrote this to you', words, 'Say thanks', 'Put away');
    await press('private_word.put_away', 'UJO');
    expectWords(await home(), words);
    await press('private_word.put_away');
    expect(wordsOf(await home())).not.to.contain(words);
  });

  it('tells its author nothing of what its reader gets', async () => {
    await tellAlone(team, 'UJO');
    await tellAlone(team, 'UJO', { people: ['UKAI'] });

    const [tom, kai] = bot.slack.answers.map(({ message }) => message.text);
    expect(tom!.replace('tom', 'kai')).to.equal(kai);
    await home();
    const rows = async (userId: string) => JSON.stringify(await team.store.privateWords.exportOf(userId));
    expect(await rows('UTOM')).to.contain('shownOnHomeAt');
    expect(await rows('UJO'))
      .to.contain(words)
      .and.not.to.match(/shownOnHomeAt|toldAt/);
  });

  it('goes from Home with thanks, which its author reads', async () => {
    await tellAlone(team, 'UJO');
    await home();

    await press('private_word.thank');
    await nextNotes(bot, team);

    expect(wordsOf(await home())).not.to.contain(words);
    expect(notesTo(bot, 'UJO')[0]!.text).to.contain('tom thanks you');
  });

  it('is not told a second time by whoever wants praise again', async () => {
    await tellAlone(team, 'UJO');
    await home();
    await want();
    await nextNotes(bot, team);

    expect(notesTo(bot, 'UTOM')).to.deep.equal([]);
    expectWords(await home(), words);
  });

  it('cannot be taken back once Home showed it, and can before', async () => {
    await tellAlone(team, 'UJO');
    await tellAlone(team, 'UJO', { typed: 'and with Mrs Lee' });
    const [first, second] = (await wordsIn(bot, team)).map(({ wordId }) => wordId);
    const takeBack = (wordId: string) => team.action('UJO', 'private_word.take_back', { value: wordId });

    await takeBack(second!);
    await home();
    await takeBack(first!);

    expect(bot.slack.answers.at(-2)!.message.text).to.contain('Taken back');
    expect(lastAnswer(bot).text).to.contain('tom may have read it already');
  });

  it('waits for the note of whoever wants praise, and not on Home as well', async () => {
    await want();
    await tellAlone(team, 'UJO');
    expect(wordsOf(await home())).not.to.contain(words);
    await nextNotes(bot, team);

    expect(notesTo(bot, 'UTOM')).to.have.length(1);
    expect(wordsOf(await home())).not.to.contain(words);
  });

  it('is on Home for whoever gets no notes at all', async () => {
    await want({ isSilent: true });
    await tellAlone(team, 'UJO');

    expectWords(await home(), words);
    expect(wordsOf(await home('UKAI'))).not.to.contain(words);
  });
});

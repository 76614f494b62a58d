import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';
import { lastAnswer, notesTo, tellAlone, wordsIn, wordUsers } from '../../support/private-word.ts';

describe('taking a word back', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: wordUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const tell = async (people = ['UTOM']): Promise<string> => {
    await tellAlone(team, 'UJO', { people });
    const buttons = JSON.stringify(lastAnswer(bot).blocks);
    return /"value":"([^"]+)"/.exec(buttons)![1]!;
  };
  const takeBack = async (wordId: string, userId = 'UJO'): Promise<string> => {
    await team.action(
      userId,
      'private_word.take_back',
      { value: wordId },
      { container: { is_ephemeral: true } },
    );
    return lastAnswer(bot).text;
  };

  it('gives its author the text back, in place, and tells nobody', async () => {
    const wordId = await tell();

    expect(await takeBack(wordId))
      .to.contain('nobody has read it')
      .and.to.contain('you stayed calm with Mr Roy');
    await nextNotes(bot, team);

    expect(lastAnswer(bot)).to.include({ replace_original: true });
    expect(notesTo(bot, 'UTOM')).to.deep.equal([]);
    expect(JSON.stringify(await wordsIn(bot, team))).not.to.contain('stayed calm');
    expect(await takeBack(wordId)).to.contain('taken back already');
  });

  it('is too late once it was told', async () => {
    const wordId = await tell();
    await nextNotes(bot, team);

    expect(await takeBack(wordId)).to.contain('tom may have read it already, so it stays with them');
    expect((await wordsIn(bot, team))[0]).to.include({ text: 'you stayed calm with Mr Roy' });
  });

  it('takes it from those who have not read it, and says who has', async () => {
    const wordId = await tell(['UANN', 'USAM']);
    await sendNotes(bot, team);
    bot.setNow(new Date('2026-10-08T08:00:00Z'));
    await sendNotes(bot, team);

    const text = await takeBack(wordId);

    expect(notesTo(bot, 'UANN')).to.have.length(1);
    expect(text).to.contain('Taken back from sam. ann may have read it already');
    bot.setNow(new Date('2026-10-08T14:00:00Z'));
    await sendNotes(bot, team);
    expect(notesTo(bot, 'USAM')).to.deep.equal([]);
  });

  it('lets the same words be sent anew', async () => {
    await takeBack(await tell());
    await tell();
    await nextNotes(bot, team);

    expect(notesTo(bot, 'UTOM')).to.have.length(1);
  });

  it('can be done again when its note could not be sent', async () => {
    const wordId = await tell();
    await sendNotes(bot, team);
    bot.setNow(new Date('2026-10-08T08:00:00Z'));
    bot.slack.answersWith('chat.postMessage', { error: 'fatal_error' });
    await sendNotes(bot, team);
    expect(await takeBack(wordId), 'while it is on its way').to.contain('may have read it');
    // Past 20:00 the note is not sent any more.
    bot.setNow(new Date('2026-10-08T19:30:00Z'));
    await sendNotes(bot, team);
    await sendNotes(bot, team);

    expect(await takeBack(wordId)).to.contain('nobody has read it');
  });

  const strangers: [who: string, userId: string][] = [
    ['its reader', 'UTOM'],
    ['a manager', 'UANN'],
    ['a colleague', 'UKAI'],
  ];
  for (const [who, userId] of strangers)
    it(`is not for ${who}`, async () => {
      const wordId = await tell();

      expect(await takeBack(wordId, userId)).to.contain('Only whoever wrote it');
      expect((await wordsIn(bot, team))[0]).not.to.have.property('takenBackAt');
    });

  it('does nothing from another workspace, or with what is not there', async () => {
    const wordId = await tell();
    const other = await bot.createWorkspace();

    await other.action('UJO', 'private_word.take_back', { value: wordId });
    expect(lastAnswer(bot).text).to.contain('not kept any more');
    expect(await takeBack('')).to.contain('not kept any more');
    expect((await wordsIn(bot, team))[0]).not.to.have.property('takenBackAt');
  });

  it('gives the text back once, of ten presses at once', async () => {
    const wordId = await tell();
    bot.slack.answers.length = 0;

    await Promise.all(Array.from({ length: 10 }, () => takeBack(wordId)));

    const given = bot.slack.answers.filter(({ message }) => message.text.includes('you stayed calm'));
    expect(given).to.have.length(1);
  });
});

import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { keepMessages } from '../../support/delivery.ts';
import { wordsOf } from '../../support/home.ts';
import { nextNotes } from '../../support/note.ts';
import { lastAnswer, notesTo, tellAlone, wordsIn, wordUsers } from '../../support/private-word.ts';

describe('saying thanks for a word', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: wordUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    keepMessages(bot.slack);
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    await tellAlone(team, 'UJO');
    await nextNotes(bot, team);
  });

  const id = async (): Promise<string> => (await wordsIn(bot, team))[0]!._id;
  const thank = async (userId = 'UTOM', where = team): Promise<string> => {
    await where.action(userId, 'private_word.thank', { value: await id() });
    return lastAnswer(bot).text;
  };

  it('is read by its author in their next note, once', async () => {
    expect(await thank()).to.equal(':pray: jo reads in their next note that you say thanks.');
    expect(await thank()).to.contain('already');
    await nextNotes(bot, team);
    await nextNotes(bot, team);

    const notes = notesTo(bot, 'UJO');
    expect(notes).to.have.length(1);
    expect(notes[0]!.text).to.contain('tom thanks you').and.to.contain('> you stayed calm with Mr Roy');
  });

  it('stands in the note in place of the button', async () => {
    await thank();

    const shown = bot.slack.callsOf('chat.update').at(-1) as { blocks: unknown } | undefined;
    expect(wordsOf(shown!)).to.contain('You said thanks.').and.not.to.contain('Say thanks');
    expect(wordsOf(shown!)).to.contain('you stayed calm with Mr Roy');
  });

  it('is told once when it was pressed ten times at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => thank()));
    await nextNotes(bot, team);

    expect(notesTo(bot, 'UJO')).to.have.length(1);
    expect(
      bot.slack.answers.filter(({ message }) => message.text.startsWith(':pray: jo reads')),
    ).to.have.length(1);
  });

  const strangers: [who: string, userId: string][] = [
    ['its author', 'UJO'],
    ['a manager', 'UANN'],
    ['a colleague', 'UKAI'],
  ];
  for (const [who, userId] of strangers)
    it(`is not for ${who}, before and after its reader did`, async () => {
      expect(await thank(userId)).to.contain('Only whom it was written to');
      expect((await wordsIn(bot, team))[0]).not.to.have.property('thankedAt');
      await thank();

      expect(await thank(userId)).to.contain('Only whom it was written to');
    });

  it('does nothing from another workspace', async () => {
    expect(await thank('UTOM', await bot.createWorkspace())).to.contain('not kept any more');
    expect((await wordsIn(bot, team))[0]).not.to.have.property('thankedAt');
  });

  it('reaches nobody whose data is deleted, and calls them a colleague', async () => {
    await team.store.privateWords.erasePerson({ userId: 'UJO', standIn: 'erased-1' });

    expect(await thank()).to.contain('A colleague is no longer here');
    const shown = bot.slack.callsOf('chat.update').at(-1) as { blocks: unknown } | undefined;
    expect(wordsOf(shown!)).to.contain('A colleague wrote this to you').and.to.contain('you stayed calm');
  });

  it('says so when its author is no longer here', async () => {
    await team.changePerson({ id: 'UJO', name: 'jo', deleted: true });

    expect(await thank()).to.contain('jo is no longer here');
    await nextNotes(bot, team);

    expect(notesTo(bot, 'UJO')).to.deep.equal([]);
  });
});

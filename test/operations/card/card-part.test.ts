import { expect } from 'chai';
import { mostLinesAtOnce } from '../../../src/domain/card.ts';
import { noDetails } from '../../../src/domain/win.ts';
import { followCards } from '../../../src/operations/card/follow-card.ts';
import { changeWin } from '../../../src/operations/win/change-win.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { cardKey, exceptionalWin, notesOf, sign } from '../../support/card.ts';
import { inWall } from '../../support/channel.ts';
import { crowd, nominationUsers, press, winOnWall } from '../../support/nomination.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';

describe('handing over a card', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const kaisNotes = () => notesOf(bot, 'UKAI').map(({ text }) => text);
  const timesTold = (line: string) => kaisNotes().join('\n').split(line).length - 1;
  const stateOf = async (key: string) => (await team.store.noteParts.find(key))?.state;

  it('comes in the note that says that the win is exceptional, which is said once', async () => {
    const win = await exceptionalWin(team);
    await sign(team, 'USAM', win._id, 'You stayed *late*');
    await sign(team, 'UJO', win._id, 'What a save');

    await nextNotes(bot, team);

    const [note] = kaisNotes();
    expect(kaisNotes()).to.have.length(1);
    expect(note).to.contain('2 people signed it').and.to.contain('sam: You stayed *late*');
    expect(note?.match(/exceptional/g)).to.have.length(1);
    expect(note?.indexOf('exceptional')).to.be.below(note?.indexOf('Your card') ?? 0);
  });

  it('is one part for several wins, whoever signed which when', async () => {
    const [first, second] = [await exceptionalWin(team), await exceptionalWin(team)];
    await Promise.all([
      sign(team, 'USAM', first._id, 'line one'),
      sign(team, 'USAM', second._id, 'line two'),
      sign(team, 'UJO', second._id, 'line three'),
    ]);

    await nextNotes(bot, team);

    const blocks = JSON.stringify(notesOf(bot, 'UKAI')[0]?.blocks);
    expect(blocks.match(/Thank everybody/g)).to.have.length(1);
    expect(['line one', 'line two', 'line three'].map(timesTold)).to.deep.equal([1, 1, 1]);
  });

  it('brings all lines to somebody who is credited later, once', async () => {
    const win = await exceptionalWin(team);
    await sign(team, 'USAM', win._id, 'line one');
    await sign(team, 'UC9', win._id, 'line two');
    await nextNotes(bot, team);

    await changeWin(
      team.deps,
      { winId: win._id, edition: 0, typed: 'found it', heroIds: ['UKAI', 'UJO', 'UC9'], details: noDetails },
      'UKAI',
      bot.now(),
    );
    await followCards(team.deps, bot.now());
    await nextNotes(bot, team);
    await nextNotes(bot, team);

    const ofJo = notesOf(bot, 'UJO').map(({ text }) => text);
    expect(ofJo.join('\n').match(/sam: line one/g)).to.have.length(1);
    expect(ofJo.join()).not.to.contain('line two');
    expect(['line one', 'line two'].map(timesTold)).to.deep.equal([1, 1]);
  });

  it('brings what was signed after the note with the next, and nothing twice', async () => {
    const win = await exceptionalWin(team);
    await sign(team, 'USAM', win._id, 'line one');
    await nextNotes(bot, team);
    await sign(team, 'UJO', win._id, 'line two');
    await sign(team, 'UANN', win._id, 'line three');
    await sendNotes(bot, team);
    const sameDay = kaisNotes().length;

    await nextNotes(bot, team);
    await nextNotes(bot, team);

    expect([sameDay, kaisNotes().length]).to.deep.equal([1, 2]);
    expect(['line one', 'line two', 'line three'].map(timesTold)).to.deep.equal([1, 1, 1]);
  });

  it('loses and doubles nothing that is signed while notes go out', async () => {
    const win = await exceptionalWin(team);
    const lines = crowd.map(({ id }) => ({ id, text: `(${id})` }));
    const signing = lines.map(({ id, text }) => sign(team, id, win._id, text));
    await Promise.all([...signing, sendNotes(bot, team), sendNotes(bot, team)]);

    await nextNotes(bot, team);
    await nextNotes(bot, team);

    expect(lines.filter(({ text }) => timesTold(text) !== 1)).to.deep.equal([]);
  });

  it('comes again, unchanged, when its note was not sent', async () => {
    const win = await exceptionalWin(team);
    await sign(team, 'USAM', win._id, 'line one');
    bot.slack.answersWith('chat.postMessage', ({ channel }) =>
      channel === 'UKAI' ? { ok: false, error: 'ratelimited_for_now' } : { channel, ts: '1.1' },
    );
    await nextNotes(bot, team);
    bot.slack.reset();
    bot.setNow(new Date(bot.now().getTime() + 12 * 3_600_000));
    await sendNotes(bot, team);

    await nextNotes(bot, team);

    expect(timesTold('line one')).to.equal(1);
  });

  it('brings so many lines at once, and the others next', async () => {
    const win = await exceptionalWin(team);
    for (let index = 0; index < mostLinesAtOnce + 5; index += 1)
      await team.store.signatures.sign(
        { winId: win._id, userId: `UX${index}`, name: `x${index}`, text: `(${index})`, lineId: `L${index}` },
        new Date(bot.now().getTime() + index),
      );
    await followCards(team.deps, bot.now());

    await nextNotes(bot, team);
    await followCards(team.deps, bot.now());
    await nextNotes(bot, team);

    const [first, second] = kaisNotes();
    expect(notesOf(bot, 'UKAI')[0]?.blocks.length).to.be.below(50);
    expect([first?.match(/\(\d+\)/g)?.length, second?.match(/\(\d+\)/g)?.length]).to.deep.equal([
      mostLinesAtOnce,
      5,
    ]);
  });

  it('goes to each hero once, but not to one who signed before they were credited', async () => {
    const win = await exceptionalWin(team);
    const credit = (heroIds: string[]) =>
      bot.models.wins.model.updateOne({ _id: win._id }, { $set: { heroIds } });
    await credit(['UKAI', 'UJO']);
    await sign(team, 'USAM', win._id, 'line one');
    await nextNotes(bot, team);
    await sign(team, 'UANN', win._id, 'line two');
    await credit(['UKAI', 'UJO', 'UANN']);
    await nextNotes(bot, team);

    const told = (userId: string) =>
      notesOf(bot, userId).flatMap(({ text }) => text.match(/line \w+/g) ?? []);
    expect(['UKAI', 'UJO', 'UANN'].map(told)).to.deep.equal([['line one'], ['line one'], []]);
  });

  for (const [what, close, reopen] of [
    [
      'taken down',
      (winId: string) => team.store.wins.takeDown(winId, { userId: 'UKAI', isManager: false }, bot.now()),
      (winId: string) => bot.models.wins.model.updateOne({ _id: winId }, { $unset: { withdrawn: 1 } }),
    ],
    [
      'not exceptional',
      (winId: string) => press(team, 'UC1', winId),
      (winId: string) => press(team, 'UC1', winId),
    ],
  ] as const)
    it(`is left out of a note while the win is ${what}, and comes once that is over`, async () => {
      const win = await exceptionalWin(team);
      await sign(team, 'USAM', win._id, 'line one');
      await close(win._id);

      await nextNotes(bot, team);
      const state = await stateOf(await cardKey(team, win._id, 'USAM', 'UKAI'));
      await reopen(win._id);
      bot.setNow(new Date(bot.now().getTime() + 2 * 3_600_000));
      await followCards(team.deps, bot.now());
      await nextNotes(bot, team);

      expect(state).to.equal('dropped');
      expect(timesTold('line one')).to.equal(1);
    });

  it('is seen to when the process ended before it could be', async () => {
    const win = await exceptionalWin(team);
    const line = { winId: win._id, userId: 'USAM', name: 'sam', text: 'line one', lineId: 'L1' };
    await team.store.signatures.sign(line, bot.now());

    await Promise.all([followCards(team.deps, bot.now()), followCards(team.deps, bot.now())]);
    await nextNotes(bot, team);

    expect(timesTold('line one')).to.equal(1);
    expect(await team.store.signatures.due(bot.now(), 10)).to.deep.equal([]);
  });

  it('says nothing of the win to a hero who is not in the private wall', async () => {
    inWall(bot, { is_private: true }, { members: ['UJO', 'USAM'] });
    const win = await winOnWall(team, { author: 'UJO', hero: 'UKAI' });
    for (const { id } of crowd.slice(0, 2)) await press(team, id, win._id);
    await sign(team, 'USAM', win._id, 'line one');

    await nextNotes(bot, team);

    expect(kaisNotes().join()).to.contain('line one').and.not.to.contain('found the key');
  });
});

import { expect } from 'chai';
import { noDetails } from '../../../src/domain/win.ts';
import { readerWords } from '../../../src/operations/digest/reader-words.ts';
import { followRecognitions } from '../../../src/operations/digest/recognise.ts';
import { changeWin } from '../../../src/operations/win/change-win.ts';
import {
  actionIds,
  callbackIds,
  recognitionFormIds as ids,
  inputId,
  winFormIds,
} from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { notesOf } from '../../support/card.ts';
import { inWall } from '../../support/channel.ts';
import { digest, digestStory } from '../../support/digest.ts';
import { nominationUsers, press, type WallWin, winOnWall } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';

describe('recognising a win in own words', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    win = await winOnWall(team);
  });

  const later = (ms = 1_000) => bot.setNow(new Date(bot.now().getTime() + ms));
  const open = (userId: string, ...winIds: string[]) =>
    team.action(userId, actionIds.digestRecognise, { value: winIds.join(',') });
  const recognise = async (
    userId: string,
    reason: string,
    {
      of = team,
      winIds = [win._id],
      chosen,
      choice,
    }: Partial<{ of: TestTeam; winIds: string[]; chosen: string; choice: string }> = {},
  ) => {
    const selected = (value: string | undefined) => ({ [inputId]: { selected_option: value && { value } } });
    const values = {
      [ids.reason]: { [inputId]: { value: reason } },
      [ids.win]: selected(chosen),
      [winFormIds.customerData]: selected(choice),
    };
    const ack = await of.submit(userId, callbackIds.digestRecognise, { winIds }, {}, 'V1', {
      state: { values },
    });
    return ack.lastCall?.args[0] as { response_action?: string; errors?: Record<string, string> } | undefined;
  };
  const undo = (userId: string) => team.action(userId, actionIds.digestRecogniseUndo, { value: win._id });
  const count = async (winId = win._id) => (await team.store.wins.find(winId))?.nominationCount;
  const answer = () => bot.slack.answers.at(-1)?.message.text;
  const told = () =>
    notesOf(bot, 'UJO')
      .map(({ text }) => text)
      .join('\n');

  it('nominates it in the name of a manager, whose words its hero reads once', async () => {
    const said = await recognise('UANN', 'You kept *calm*');
    await nextNotes(bot, team);
    await nextNotes(bot, team);

    expect(JSON.stringify(said))
      .to.contain('what somebody did')
      .and.to.contain(actionIds.digestRecogniseUndo);
    expect(await count()).to.equal(1);
    expect(told().match(/recognised what you did/g)).to.have.length(1);
    expect(told())
      .to.contain('*ann* recognised what you did: “You kept ∗calm∗”')
      .and.to.contain('> found the key');
  });

  it('is shown in Who nominated? as what it is', async () => {
    await recognise('UANN', 'You kept calm');
    await team.action('USAM', actionIds.whoNominated, { value: win._id });

    expect(JSON.stringify(bot.slack.callsOf('views.open').at(-1)?.view)).to.contain(
      'recognised, in their own words',
    );
  });

  it('offers what else there is to choose from, and recognises what was chosen', async () => {
    const other = await winOnWall(team);
    await open('UANN', win._id, other._id, 'no-such-win');
    await recognise('UANN', 'This one', { winIds: [win._id, other._id], chosen: other._id });

    const form = JSON.stringify(bot.slack.callsOf('views.open').at(-1)?.view);
    expect(form).to.contain(win._id).and.to.contain(other._id).and.not.to.contain('no-such-win');
    expect([await count(), await count(other._id)]).to.deep.equal([0, 1]);
  });

  it('is one nomination and one word, however often and at once it is sent', async () => {
    const said = await Promise.all(
      Array.from({ length: 10 }, (_, index) => recognise('UANN', `words ${index}`)),
    );
    await press(team, 'UANN', win._id);
    await nextNotes(bot, team);

    expect(said.filter((each) => each?.response_action === 'update')).to.have.length(1);
    expect(await count()).to.equal(1);
    expect(told().match(/words \d/g)).to.have.length(1);
  });

  it('leaves an earlier nomination alone, and answers Nominate kindly', async () => {
    await press(team, 'UANN', win._id);
    later();
    await recognise('UANN', 'You kept calm');
    await press(team, 'UANN', win._id);
    const pressed = answer();
    later();
    await undo('UANN');

    expect(pressed).to.contain('in your own words');
    expect(await count()).to.equal(1);
  });

  it('is taken back by Undo, by pressing again, and can be said anew', async () => {
    await recognise('UANN', 'You kept calm');
    await open('UANN', win._id);
    const again = JSON.stringify(bot.slack.answers.at(-1)?.message);
    later();
    await undo('UANN');
    const without = await count();
    await undo('UANN');
    const nothing = answer();
    later();
    await recognise('UANN', 'You stayed calm');
    await nextNotes(bot, team);

    expect(again).to.contain('You kept calm').and.to.contain(actionIds.digestRecogniseUndo);
    expect([without, await count()]).to.deep.equal([0, 1]);
    expect(nothing).to.contain('nothing of yours');
    expect(told()).to.contain('You stayed calm').and.not.to.contain('You kept calm');
  });

  it('is told once the win is back that was down when the note came, also to whom it credits since then', async () => {
    await recognise('UANN', 'You kept calm');
    await team.submit('UJO', callbackIds.winTakeDown, { winId: win._id }, {});
    await nextNotes(bot, team);
    const early = told();
    await team.action('UJO', actionIds.winPutBack, { value: win._id });
    const edit = { typed: 'found the key', heroIds: ['UJO', 'UC1'], details: noDetails };
    await changeWin(team.deps, { winId: win._id, edition: 0, ...edit }, 'UJO', bot.now());

    await followRecognitions(team.deps, bot.now());
    await nextNotes(bot, team);
    await followRecognitions(team.deps, bot.now());
    await nextNotes(bot, team);

    expect(early).to.equal('');
    expect(told().match(/You kept calm/g)).to.have.length(1);
    const toOther = notesOf(bot, 'UC1').map(({ text }) => text);
    expect(toOther.join().match(/You kept calm/g)).to.have.length(1);
    expect(await count()).to.equal(1);
  });

  it('is not told once it was taken back, and is gone from a note that told it', async () => {
    await recognise('UANN', 'You kept calm');
    await nextNotes(bot, team);
    await undo('UANN');

    expect(bot.slack.callsOf('chat.update').at(-1)?.text).to.contain('does not stand any more');
    expect(await count()).to.equal(0);
  });

  for (const [who, userId, words] of [
    ['somebody who leads nobody', 'USAM', /Only those who lead the team/],
    ['a manager of another organisation', 'UFAR', /Only those who lead the team/],
    ['somebody who left', 'UGONE', /Only those who lead the team/],
  ] as const)
    it(`is refused to ${who}, at the button and in a forged form`, async () => {
      await open(userId, win._id);
      const said = await recognise(userId, 'Ha');

      expect(answer()).to.match(words);
      expect(said?.errors?.[ids.reason]).to.match(words);
      expect(await count()).to.equal(0);
    });

  it('is refused to a manager who is credited, or who told of it', async () => {
    const own = await winOnWall(team, { author: 'UANN' });
    const toldOf = await winOnWall(team, { author: 'UANN', hero: 'UJO' });

    expect((await recognise('UANN', 'Me', { winIds: [own._id] }))?.errors?.[ids.reason]).to.contain(
      'You are credited',
    );
    expect((await recognise('UANN', 'Me', { winIds: [toldOf._id] }))?.errors?.[ids.reason]).to.contain(
      'first nominator',
    );
  });

  it('is refused once the win is gone or its hero has left, and from another workspace', async () => {
    const left = await winOnWall(team, { author: 'UGONE' });
    const other = await bot.createWorkspace();
    await team.store.wins.takeDown(win._id, { userId: 'UJO', isManager: false }, bot.now());
    const refused = async (of: TestTeam, winId: string) =>
      (await recognise('UANN', 'Well done', { of, winIds: [winId] }))?.errors?.[ids.reason];

    expect(await refused(team, win._id)).to.contain('no longer on the wall');
    expect(await refused(team, left._id)).to.contain('has left');
    expect(await refused(other, left._id)).to.contain('not kept here');
  });

  it('is refused to a manager who cannot see the private wall', async () => {
    team = await bot.createWorkspace();
    win = await winOnWall(team);
    inWall(bot, { is_private: true }, { members: ['UJO'] });

    await open('UANN', win._id);

    expect(answer()).to.contain('cannot see this win');
    expect((await recognise('UANN', 'Ha'))?.errors?.[ids.reason]).to.contain('cannot see this win');
  });

  it('asks about customer data, and refuses a blank', async () => {
    const blank = await recognise('UANN', ' \u200b');
    const asked = await recognise('UANN', 'For lee@example.com');
    await recognise('UANN', 'For lee@example.com', { choice: 'mask' });
    await nextNotes(bot, team);

    expect(blank?.errors?.[ids.reason]).to.contain('write a few words');
    expect(JSON.stringify(asked)).to.contain('e-mail address');
    expect(told()).to.contain('For •••');
  });

  it('is seen to when the process ended before it could be', async () => {
    await team.store.recognitions.give(
      { winId: win._id, userId: 'UANN', reason: 'You kept calm', wordsId: 'R1' },
      bot.now(),
    );
    await Promise.all([followRecognitions(team.deps, bot.now()), followRecognitions(team.deps, bot.now())]);
    await nextNotes(bot, team);

    expect(await count()).to.equal(1);
    expect(told().match(/You kept calm/g)).to.have.length(1);
    expect(await team.store.recognitions.due(bot.now(), 10)).to.deep.equal([]);
  });

  it("is what its manager is told of how long ago it was, and nobody else's", async () => {
    const unseen = ['UJO', 'USAM', 'UKAI'].map((userId) => ({
      person: { userId, name: userId },
      wins: [digestStory('w1')],
    }));
    const shown = digest({
      team: {
        memberCount: 3,
        tookPartCount: 0,
        unseenCount: 3,
        unseen,
        withoutWins: [],
        withoutWinsCount: 0,
      },
    });
    const lastOf = async (userId: string) => [
      ...((await readerWords(team.deps, shown, userId, bot.now()))?.lastAt.keys() ?? []),
    ];
    await winOnWall(team, { author: 'UANN', hero: 'USAM' });
    const word = { wordId: 'P1', authorId: 'UANN', text: 'well done', givenAt: bot.now(), ...noDetails };
    await team.store.privateWords.give(word, ['UKAI']);
    await recognise('UANN', 'You kept calm');
    const [anns, kais] = [await lastOf('UANN'), await lastOf('UKAI')];
    later();
    await undo('UANN');

    expect(anns).to.have.members(['UJO', 'USAM', 'UKAI']);
    expect(kais).to.deep.equal([]);
    expect(await lastOf('UANN')).to.have.members(['USAM', 'UKAI']);
  });
});

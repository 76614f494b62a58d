import { expect } from 'chai';
import sinon from 'sinon';
import { isStandIn } from '../../../src/domain/erased-person.ts';
import { noDetails } from '../../../src/domain/win.ts';
import { followTalliesDue } from '../../../src/operations/board/follow-tallies.ts';
import { followCards } from '../../../src/operations/card/follow-card.ts';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { reconcileRecent } from '../../../src/operations/nomination/reconcile.ts';
import { beginErasure, continueErasure, eraseDue } from '../../../src/operations/privacy/erase-person.ts';
import { changeWin } from '../../../src/operations/win/change-win.ts';
import { actionIds, callbackIds, inputId } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { deletePerson, storedText } from '../../support/erasure.ts';
import { failingAfter } from '../../support/faulty-database.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers, press, reactionEvent, shownReaction } from '../../support/nomination.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';
import { keptTotals, recountPlainly } from '../../support/tally.ts';
import { winsOf } from '../../support/win.ts';

describe('deleting what there is of a person', () => {
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
    await closeDueWeeks(team.deps, bot.now());
  });

  const post = async (author: string, text: string) => {
    await team.command(author, text);
    return (await winsOf(team))[0]!;
  };
  const winWith = async (words: string) => (await winsOf(team)).find(({ text }) => text.includes(words));
  const left = async (text: string) =>
    [...(await storedText(bot, team.teamId))].filter(([, stored]) => stored.includes(text));
  const later = (ms: number) => bot.setNow(new Date(bot.now().getTime() + ms));

  /** A fortnight in which Jo did a bit of everything. */
  const live = async () => {
    await nameManagers(team, 'UJO', 'UANN');
    const own = await post('UJO', 'carried the piano upstairs');
    later(1000);
    const shared = await post('USAM', '<@UJO> <@UKAI> found the lost parcel');
    later(1000);
    const about = await post('USAM', '<@UJO> stayed late for Mrs Lee');
    later(1000);
    const told = await post('UJO', '<@UKAI> called the customer back');
    for (const userId of ['UC1', 'UC2', 'UC3', 'UC4']) await press(team, userId, shared._id);
    const other = await post('UKAI', 'wrote the manual anew');
    await press(team, 'UJO', other._id);
    await team.event(reactionEvent('UJO', (await winWith('manual'))!.wall!));
    for (const [line, userId] of ['UJO', 'UC1'].entries())
      await team.store.signatures.sign(
        {
          winId: shared._id,
          userId,
          name: 'somebody',
          text: `so says ${userId.toLowerCase()}`,
          lineId: `line-${line}`,
        },
        bot.now(),
      );
    await followCards(team.deps, bot.now());
    const word = { text: 'you stayed calm', givenAt: bot.now() };
    await team.store.privateWords.give({ ...word, wordId: 'P1', authorId: 'UJO', ...noDetails }, ['USAM']);
    await team.store.privateWords.give({ ...word, wordId: 'P2', authorId: 'USAM', ...noDetails }, ['UJO']);
    await sendNotes(bot, team);
    await nextNotes(bot, team);
    bot.setNow(new Date('2026-10-12T08:30:00Z'));
    await closeDueWeeks(team.deps, bot.now());
    await nextNotes(bot, team);
    return { own, shared, about, told, other };
  };

  it('leaves nothing with their id or their words in any collection', async () => {
    await live();
    expect((await left('UJO')).length).to.be.greaterThan(6);

    await deletePerson(team, 'UJO');

    expect(await left('UJO')).to.deep.equal([]);
    expect(await left('@jo')).to.deep.equal([]);
    expect(await left('piano')).to.deep.equal([]);
    expect(await left('stayed late')).to.deep.equal([]);
    expect(await left('so says ujo')).to.deep.equal([]);
    expect((await left('so says uc1')).length).to.equal(1);
  });

  it('keeps to the credit of others what is theirs, with every count as it was', async () => {
    const { shared, about, told, other } = await live();
    const countsOf = async () => {
      const wins = await Promise.all(
        [shared, about, told, other].map(({ _id }) => team.store.wins.find(_id)),
      );
      return wins.map((win) => [win?.nominationCount, win?.nominatorIds.length, win?.heroIds.length]);
    };
    const digestOf = async () => {
      const { winCount, exceptionalCount, nominationCount, heroIds } = (await team.store.digests.find(
        '2026-W41',
      ))!;
      return { winCount, exceptionalCount, nominationCount, heroCount: heroIds.length };
    };
    const [counts, totals] = [await countsOf(), await digestOf()];

    await deletePerson(team, 'UJO');

    expect(await countsOf()).to.deep.equal(counts);
    expect(await digestOf()).to.deep.equal(totals);
    const kept = (await team.store.wins.find(shared._id))!;
    expect(kept.text).to.equal('a colleague <@UKAI> found the lost parcel');
    expect(kept.heroIds).to.include('UKAI');
  });

  it('takes their messages out of Slack, and shows the others without them', async () => {
    const { own, shared } = await live();
    const wall = (await team.store.wins.find(own._id))!.wall!;
    const sharedWall = (await team.store.wins.find(shared._id))!.wall!;
    bot.slack.calls.length = 0;

    await deletePerson(team, 'UJO');

    const deleted = bot.slack.callsOf('chat.delete').map(({ channel, ts }) => `${channel}:${ts}`);
    expect(deleted).to.include(`${wall.channelId}:${wall.ts}`);
    expect(deleted.some((place) => place.startsWith('UJO:'))).to.equal(true);
    const shown = bot.slack.callsOf('chat.update').map((args) => JSON.stringify(args));
    expect(shown.some((message) => message.includes(sharedWall.ts))).to.equal(true);
    for (const message of shown) expect(message).to.not.match(/UJO|@jo/);
  });

  it('tells them what was done, and then knows them no more', async () => {
    await live();

    await deletePerson(team, 'UJO');

    const [told] = bot.slack
      .callsOf('chat.postMessage')
      .filter(({ channel }) => channel === 'UJO')
      .slice(-1);
    expect(told!.text).to.contain('Your data is deleted.').and.contain('1 win of yours alone deleted');
    const audit = await bot.models.erasures.model.find({ teamId: team.teamId }).lean();
    expect(audit).to.have.length(1);
    expect(audit[0]).to.not.have.property('userId');
    expect(audit[0]!.counts).to.include({ winsDeleted: 1 });
  });

  it('takes whoever is back for somebody new', async () => {
    await live();
    await deletePerson(team, 'UJO');
    later(1000);

    const fresh = await post('UJO', 'started anew');
    later(1000);
    const other = await post('UKAI', 'baked a cake');
    await press(team, 'UJO', other._id);

    expect(fresh).to.include({ authorId: 'UJO' });
    expect((await team.store.wins.find(other._id))!.nominatorIds).to.deep.equal(['UJO']);
  });

  context('while votes come in', () => {
    it('is not undone by one that was on its way', async () => {
      const { other } = await live();
      const { wall, nominationCount: count } = (await team.store.wins.find(other._id))!;

      await Promise.all([
        deletePerson(team, 'UJO'),
        ...Array.from({ length: 5 }, () => team.event(reactionEvent('UJO', wall!))),
        ...Array.from({ length: 5 }, () => press(team, 'UJO', other._id)),
      ]);
      await eraseDue(team.deps, bot.now());

      expect((await team.store.wins.find(other._id))!.nominationCount).to.equal(count);
      expect(await left('UJO')).to.deep.equal([]);
    });

    it('is not undone by what Slack still shows', async () => {
      const { other } = await live();
      const wall = (await team.store.wins.find(other._id))!.wall!;
      const count = (await team.store.wins.find(other._id))!.nominationCount;
      await deletePerson(team, 'UJO');
      const shown = { ts: wall.ts, reactions: [shownReaction('trophy', ['UJO'])] };
      bot.slack.answersWith('conversations.history', { messages: [shown] });
      bot.slack.answersWith('reactions.get', { message: shown });

      await reconcileRecent(team.deps, bot.now());

      expect((await team.store.wins.find(other._id))!.nominationCount).to.equal(count);
      expect(await left('UJO')).to.deep.equal([]);
    });
  });

  it('deletes once for two replicas and a form that was sent twice', async () => {
    await live();

    await Promise.all(Array.from({ length: 5 }, () => team.submit('UJO', callbackIds.privacyDelete, {}, {})));

    expect(await bot.models.erasures.model.countDocuments({ teamId: team.teamId })).to.equal(1);
    const told = bot.slack.callsOf('chat.postMessage').filter(({ text }) => /data is deleted/.test(text));
    expect(told).to.have.length(1);
  });

  it('goes on after Slack was away, and after a crash', async () => {
    await live();
    bot.slack.answersWith('chat.delete', { error: 'internal_error' });
    const id = await beginErasure(team.deps, 'UJO', bot.now());
    await continueErasure(team.deps, id);
    const half = await left('piano');
    bot.slack.answersAsUsual('chat.delete');

    later(10_000);
    await eraseDue(team.deps, bot.now());

    expect(half).to.deep.equal([]);
    expect(await left('UJO')).to.deep.equal([]);
    expect((await team.store.erasures.find(id))!.finishedAt).to.be.instanceOf(Date);
  });

  it('is not undone by a digest that was made meanwhile', async () => {
    await post('UJO', 'carried the piano upstairs');
    await post('USAM', '<@UJO> <@UKAI> found the lost parcel');
    bot.setNow(new Date('2026-10-12T08:30:00Z'));
    const { digests } = team.deps.store;
    const store = digests.store.bind(digests);
    const stub = sinon.stub(digests, 'store').callsFake(async (...args) => {
      stub.restore();
      await deletePerson(team, 'UJO');
      return store(...args);
    });

    await closeDueWeeks(team.deps, bot.now());

    const digest = await team.store.digests.find('2026-W41');
    expect(digest?.winCount).to.equal(1);
    // Managers read that they are in the channel, without a win.
    expect(JSON.stringify({ ...digest, team: undefined })).to.not.match(/UJO|@jo|piano/);
  });

  it('goes on wherever the database went away', async function () {
    this.timeout(120_000);
    const { shared, other } = await live();
    const before = await team.store.wins.find(shared._id);
    const id = await beginErasure(team.deps, 'UJO', bot.now());

    let hasFailed = true;
    for (let count = 0; hasFailed; count += 3) {
      later(2 * 3_600_000);
      const faulty = failingAfter(count);
      await continueErasure(team.deps, id).catch(() => undefined);
      await bot.shared.background.drain(5_000);
      hasFailed = faulty.restore();
    }
    await eraseDue(team.deps, bot.now());

    expect(await left('UJO')).to.deep.equal([]);
    expect(await left('piano')).to.deep.equal([]);
    expect((await team.store.wins.find(shared._id))?.nominationCount).to.equal(before?.nominationCount);
    expect((await team.store.wins.find(other._id))?.nominationCount).to.equal(1);
    await followTalliesDue(team.deps);
    expect(await keptTotals(bot, team.teamId)).to.deep.equal(await recountPlainly(bot, team.teamId));
  });

  it('lets nobody put back meanwhile what a manager took down', async () => {
    await nameManagers(team, 'UANN');
    const own = await post('UJO', 'carried the piano upstairs');
    await team.action('UANN', actionIds.winTakeDown, { value: own._id });
    await team.store.wins.withdrawErased([own._id], bot.now());

    await team.action('UANN', actionIds.winPutBack, { value: own._id });

    expect(await winsOf(team)).to.deep.equal([]);
    await deletePerson(team, 'UJO');
    expect(await left('piano')).to.deep.equal([]);
  });

  it('keeps whoever is gone credited once, when its author adds details or changes the words', async () => {
    const win = await post('USAM', '<@UJO> <@UKAI> rang lee@example.com');
    await deletePerson(team, 'UJO');
    const erased = (await team.store.wins.find(win._id))!;

    await team.action('USAM', actionIds.winMask, { value: win._id });
    const masked = (await team.store.wins.find(win._id))!;
    const [standIn] = erased.heroIds.filter(isStandIn);
    await changeWin(
      team.deps,
      { winId: win._id, edition: masked.edition, typed: 'rang her', heroIds: [], details: noDetails },
      'USAM',
      bot.now(),
    );

    expect(masked.text).not.to.contain('lee@');
    expect(masked.heroIds).to.have.members([standIn, 'UKAI']);
    expect((await team.store.wins.find(win._id))!.heroIds).to.deep.equal([standIn]);
  });

  it('asks the admins who leads the team when nobody is left, and says so before', async () => {
    await nameManagers(team, 'UJO');

    await team.action('UJO', actionIds.privacyDelete);
    const [form] = bot.slack.callsOf('views.open').slice(-1);
    await team.submit('UJO', callbackIds.privacyDelete, {}, {});

    expect(JSON.stringify(form)).to.contain('only manager');
    expect((await team.store.workspace.read()).managerIds).to.deep.equal([]);
    const asked = await bot.models.noteParts.model.find({ teamId: team.teamId, kind: 'no-managers' }).lean();
    expect(asked.map(({ userId }) => userId)).to.deep.equal(['UANN']);
    expect(await left('UJO')).to.deep.equal([]);
  });

  it('is for nobody but whoever answers the question, whatever the form says', async () => {
    await live();

    await team.submit('UKAI', callbackIds.privacyDelete, { userId: 'UJO' }, { user: { [inputId]: 'UJO' } });

    expect(await winWith('piano')).to.not.equal(undefined);
    expect(await left('UKAI')).to.deep.equal([]);
  });
});

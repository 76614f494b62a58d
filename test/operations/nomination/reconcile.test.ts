import { expect } from 'chai';
import type { Place } from '../../../src/models/win-schema.ts';
import {
  reconcileMarked,
  reconcileRecent,
  reconcileWin,
} from '../../../src/operations/nomination/reconcile.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  crowd,
  nextTs,
  nominationUsers,
  postToWall,
  press,
  reactionEvent,
  showMessages,
  shownReaction,
  type WallWin,
  winOnWall,
} from '../../support/nomination.ts';

describe('comparing with what Slack shows', () => {
  let bot: TestBot;
  let team: TestTeam;
  let messages: ReturnType<typeof showMessages>;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    messages = showMessages(bot);
    win = await winOnWall(team);
  });

  context('a win', () => {
    const show = (place: Place, reactions: Record<string, string[]>) =>
      messages.show(place, {
        user: 'UBOT',
        reactions: Object.entries(reactions).map(([name, users]) => shownReaction(name, users)),
      });
    const found = async ({ _id }: WallWin = win) => (await team.store.wins.find(_id))!;
    const reconcile = async () => reconcileWin(team.deps, await found());

    it('counts those whose reaction it was not told of, who may nominate', async () => {
      show(win.wall, { trophy: ['USAM', 'UJO', 'UBOT', 'UGONE', 'UFAR'], star2: ['UKAI'], tada: ['UANN'] });

      await reconcile();

      expect((await found()).nominatorIds).to.have.members(['USAM', 'UKAI', 'UGONE']);
    });

    it('no longer counts those whose reaction is gone', async () => {
      await team.event(reactionEvent('USAM', win.wall));
      await team.event(reactionEvent('UKAI', win.wall));
      show(win.wall, { trophy: ['UKAI'] });

      await reconcile();

      expect((await found()).nominatorIds).to.deep.equal(['UKAI']);
    });

    it('reads reactions in several skin tones as one', async () => {
      await team.event(reactionEvent('USAM', win.wall, { reaction: 'trophy::skin-tone-2' }));
      show(win.wall, { trophy: ['UKAI'], 'trophy::skin-tone-2': ['USAM'], 'trophy::skin-tone-5': ['UANN'] });

      await reconcile();

      expect((await found()).nominatorIds).to.have.members(['USAM', 'UKAI', 'UANN']);
    });

    it('leaves presses of the button as they are', async () => {
      await press(team, 'USAM', win._id);
      show(win.wall, {});

      await reconcile();

      expect((await found()).nominatorIds).to.deep.equal(['USAM']);
    });

    it('leaves a reaction alone that comes while Slack is asked', async () => {
      show(win.wall, {});
      const shown = messages.answer;
      bot.slack.answersWith('reactions.get', async (args) => {
        const answer = shown(args);
        await team.event(reactionEvent('USAM', win.wall));
        return answer;
      });

      await reconcile();

      expect((await found()).nominatorIds).to.deep.equal(['USAM']);
    });

    it('changes nothing by an event from before the look that comes after it', async () => {
      const early = reactionEvent('USAM', win.wall, {
        event_ts: `${bot.now().getTime() / 1000 - 60}.000100`,
      });
      show(win.wall, {});
      await team.event(reactionEvent('USAM', win.wall));
      await reconcile();

      await team.event(early);

      expect((await found()).nominationCount).to.equal(0);
    });

    it('ends the same when twenty replicas do it at once', async () => {
      await team.event(reactionEvent('UANN', win.wall));
      show(win.wall, { trophy: ['USAM', 'UKAI', 'UC1'] });

      await Promise.all(Array.from({ length: 20 }, reconcile));

      expect((await found()).nominatorIds).to.have.members(['USAM', 'UKAI', 'UC1']);
    });

    it('withdraws a win whose message is gone, so that the same text can be posted anew', async () => {
      win = await postToWall(team);

      await reconcile();

      expect((await found()).withdrawn).to.include({ why: 'message-deleted' });
      expect(await bot.models.submissions.model.countDocuments({ winId: win._id })).to.equal(0);
    });

    for (const error of ['channel_not_found', 'not_in_channel', 'missing_scope'])
      it(`leaves a win alone that is out of sight (${error})`, async () => {
        await team.event(reactionEvent('USAM', win.wall));
        bot.slack.answersWith('reactions.get', { error });

        await reconcile();

        const after = await found();
        expect(after.withdrawn).to.equal(undefined);
        expect(after).to.include({ nominationCount: 1, needsReconciling: false });
      });

    const passing: [string, string, object][] = [
      ['limits the rate', 'reactions.get', { retryAfter: '30' }],
      ['fails to show the message', 'reactions.get', { error: 'internal_error' }],
      ['refuses with a code of the moment', 'reactions.get', { error: 'org_login_required' }],
      ['refuses with a code that nobody knows', 'reactions.get', { error: 'a_code_of_tomorrow' }],
      ['does not let the app in', 'reactions.get', { error: 'token_expired' }],
      ['fails to say who reacted', 'users.info', { error: 'internal_error' }],
    ];
    for (const [what, method, said] of passing)
      it(`is still to be done when Slack ${what}`, async () => {
        show(win.wall, { trophy: ['USAM'] });
        await team.store.wins.setNeedsReconciling(win._id, true);
        bot.slack.answersOnceWith(method, said);

        await reconcileMarked(team.deps);
        const first = await found();
        await reconcileMarked(team.deps);

        expect(first).to.include({ nominationCount: 0, needsReconciling: true });
        expect(await found()).to.include({ nominationCount: 1, needsReconciling: false });
      });

    it('does not keep the others waiting when one of them cannot be asked about', async () => {
      const other = await winOnWall(team);
      for (const { _id, wall } of [win, other]) {
        show(wall, { trophy: ['USAM'] });
        await team.store.wins.setNeedsReconciling(_id, true);
      }
      bot.slack.answersOnceWith('reactions.get', { retryAfter: '1' });

      await reconcileMarked(team.deps);

      const counts = await Promise.all([win, other].map(async (each) => (await found(each)).nominationCount));
      expect(counts).to.have.members([0, 1]);
    });

    it('stops asking when one after the other cannot be asked about, and loses none', async () => {
      const others: WallWin[] = [];
      for (let count = 0; count < 14; count += 1) others.push(await winOnWall(team));
      for (const { _id, wall } of [win, ...others]) {
        show(wall, { trophy: ['USAM'] });
        await team.store.wins.setNeedsReconciling(_id, true);
      }
      bot.slack.answersWith('reactions.get', { error: 'org_login_required' });

      await reconcileMarked(team.deps);

      expect(bot.slack.callsOf('reactions.get')).to.have.length(10);
      messages = showMessages(bot);
      for (const { wall } of [win, ...others]) show(wall, { trophy: ['USAM'] });
      await reconcileMarked(team.deps);
      for (const each of [win, ...others]) expect((await found(each)).nominationCount).to.equal(1);
    });

    it('asks Slack nothing when nothing is marked', async () => {
      const before = bot.slack.calls.length;

      await reconcileMarked(team.deps);

      expect(bot.slack.calls).to.have.length(before);
    });
  });

  context('recent wins', () => {
    const listWall = (wins: WallWin[], reactions: (win: WallWin) => object[]) =>
      bot.slack.answersWith('conversations.history', {
        messages: wins.map((win) => ({ ts: win.wall.ts, reactions: reactions(win) })),
      });
    const reconcile = () => reconcileRecent(team.deps, bot.now());
    const count = async ({ _id }: WallWin) => (await team.store.wins.find(_id))?.nominationCount;

    it('reads the wall once, and asks about no win that is in order', async () => {
      const wins = [win, await winOnWall(team), await winOnWall(team)];
      await team.event(reactionEvent('USAM', win.wall));
      listWall(wins, (each) => (each === win ? [shownReaction('trophy', ['USAM'])] : []));

      await reconcile();

      expect(bot.slack.callsOf('conversations.history')).to.have.length(1);
      expect(bot.slack.callsOf('reactions.get')).to.deep.equal([]);
    });

    it('asks about a win alone whose list of who reacted is cut short', async () => {
      const other = await winOnWall(team);
      const all = crowd.map(({ id }) => id);
      listWall([win, other], (each) =>
        each === win ? [{ name: 'trophy', users: all.slice(0, 2), count: 20 }] : [],
      );
      messages.show(win.wall, { user: 'UBOT', reactions: [shownReaction('trophy', all)] });

      await reconcile();

      expect(await count(win)).to.equal(20);
      expect(bot.slack.callsOf('reactions.get').map(({ timestamp }) => timestamp)).to.deep.equal([
        win.wall.ts,
      ]);
    });

    it('withdraws what the wall no longer lists, once Slack says that it is gone', async () => {
      const hidden = await winOnWall(team);
      listWall([], () => []);
      messages.show(hidden.wall, { user: 'UBOT', reactions: [] });

      await reconcile();

      expect((await team.store.wins.find(win._id))?.withdrawn?.why).to.equal('message-deleted');
      expect((await team.store.wins.find(hidden._id))?.withdrawn).to.equal(undefined);
    });

    it('asks about each when the wall cannot be listed', async () => {
      const wins = [win, await winOnWall(team)];
      bot.slack.answersWith('conversations.history', { error: 'not_in_channel' });
      for (const { wall } of wins)
        messages.show(wall, { user: 'UBOT', reactions: [shownReaction('trophy', ['USAM'])] });

      await reconcile();

      expect(await Promise.all(wins.map(count))).to.deep.equal([1, 1]);
    });

    it('leaves them to the next tick when Slack cannot list the wall, and asks about none', async () => {
      await bot.models.wins.model.updateOne({ _id: (await winOnWall(team))._id }, { $unset: { wall: 1 } });
      for (const error of ['org_login_required', 'a_code_of_tomorrow', 'internal_error']) {
        bot.slack.answersOnceWith('conversations.history', { error });

        const failure = await reconcile().catch((thrown: unknown) => String(thrown));

        expect(failure).to.contain(error);
      }
      expect(bot.slack.callsOf('reactions.get')).to.deep.equal([]);
      // What was never planned is on its way all the same.
      expect(await team.store.deliveries.dueKeys(bot.now(), 10)).to.have.length(1);
    });

    it('puts a stored win on the way to the wall that was not planned for it', async () => {
      await bot.models.wins.model.updateOne({ _id: win._id }, { $unset: { wall: 1 } });

      await reconcile();

      expect(await team.store.deliveries.find(`win:${win._id}`)).to.include({ state: 'due', kind: 'win' });
    });

    it('makes a count again that was not written', async () => {
      await team.event(reactionEvent('USAM', win.wall));
      listWall([win], () => [shownReaction('trophy', ['USAM'])]);
      messages.show(win.wall, { user: 'UBOT', reactions: [shownReaction('trophy', ['USAM'])] });
      await bot.models.wins.model.updateOne(
        { _id: win._id },
        { $set: { nominationCount: 7, nominatorIds: [] } },
      );

      await reconcile();

      expect(await count(win)).to.equal(1);
    });

    it('compares the original message of a win as well as its message on the wall', async () => {
      const original = { channelId: 'CGENERAL', ts: nextTs() };
      await bot.models.wins.model.updateOne(
        { _id: win._id },
        { $set: { source: { kind: 'message', ...original, nominatedBy: 'USAM' } } },
      );
      listWall([win], () => []);
      messages.show(win.wall, { user: 'UBOT', reactions: [shownReaction('trophy', ['UKAI'])] });
      messages.show(original, { user: 'UJO', reactions: [shownReaction('trophy', ['USAM', 'UKAI', 'UJO'])] });

      await reconcile();

      expect(await count(win)).to.equal(2);
    });

    it('leaves wins of more than two weeks ago alone', async () => {
      const later = new Date(bot.now().getTime() + 14 * 86_400_000 + 1);

      await reconcileRecent(team.deps, later);

      expect((await team.store.wins.find(win._id))?.withdrawn).to.equal(undefined);
      expect(bot.slack.callsOf('conversations.history')).to.deep.equal([]);
    });
  });
});

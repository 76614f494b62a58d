import { expect } from 'chai';
import type { Place } from '../../../src/models/win-schema.ts';
import { decidePending, decidePendingAt } from '../../../src/operations/nomination/pending-reaction.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { silentDatabase } from '../../support/faulty-database.ts';
import { createGate } from '../../support/gate.ts';
import {
  crowd,
  nextTs,
  nominationUsers,
  postToWall,
  reactionEvent,
  showMessages,
  shownReaction,
  type WallWin,
  winOnWall,
} from '../../support/nomination.ts';
import { waitFor } from '../../support/wait-for.ts';

const minuteMs = 60_000;
const publicChannel = { channel: { is_channel: true, is_private: false, is_member: true } };

describe('a reaction to a message', () => {
  let bot: TestBot;
  let team: TestTeam;
  let messages: ReturnType<typeof showMessages>;
  /** Of a message that is no win. */
  let place: Place;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    messages = showMessages(bot);
    bot.slack.answersWith('conversations.info', publicChannel);
    place = { channelId: 'CGENERAL', ts: nextTs() };
  });

  const inMs = (ms: number): Date => new Date(bot.now().getTime() + ms);
  const tickAfter = (ms: number) => decidePending(team.deps, inMs(ms));
  const pending = () => bot.models.pendingReactions.model.find({ teamId: team.teamId }).lean();
  const winCount = () => bot.models.wins.model.countDocuments({ teamId: team.teamId });
  const countOf = async ({ _id }: WallWin) => (await team.store.wins.find(_id))?.nominationCount;

  context('to a win whose place is not written down yet', () => {
    /** Has people react when Slack has the message and the bot does not know that yet. */
    const postWhile = async (react: (place: Place) => Promise<unknown>): Promise<WallWin> => {
      let reacting: Promise<unknown> = Promise.resolve();
      bot.slack.answersWith('chat.postMessage', async ({ channel }) => {
        const ts = nextTs();
        bot.slack.answersAsUsual('chat.postMessage');
        reacting = react({ channelId: channel, ts });
        await waitFor('the reactions to be noted', async () => (await pending()).length > 0);
        return { channel, ts };
      });
      const win = await postToWall(team);
      await reacting;
      return win;
    };

    it('is counted as soon as the place is', async () => {
      const win = await postWhile((place) => team.event(reactionEvent('USAM', place)));

      expect(await countOf(win)).to.equal(1);
      expect(await pending()).to.deep.equal([]);
    });

    it('counts for each of twenty people, however often Slack tells of it', async () => {
      const win = await postWhile((place) => {
        const events = crowd.map(({ id }) => reactionEvent(id, place));
        return Promise.all([...events, ...events].map((event) => team.event(event)));
      });

      expect(await countOf(win)).to.equal(20);
      expect(await pending()).to.deep.equal([]);
    });

    it('counts nothing once it is taken back', async () => {
      const win = await postWhile(async (place) => {
        await team.event(reactionEvent('USAM', place));
        await team.event(reactionEvent('USAM', place, { type: 'reaction_removed' }));
      });

      expect(await countOf(win)).to.equal(0);
      expect(await pending()).to.deep.equal([]);
    });

    it('is decided by its newest news, in whatever order they come', async () => {
      const [first, second] = [nextTs(), nextTs()];
      const win = await postWhile((place) =>
        Promise.all([
          team.event(reactionEvent('USAM', place, { type: 'reaction_removed', event_ts: second })),
          team.event(reactionEvent('USAM', place, { event_ts: first })),
          team.event(reactionEvent('UKAI', place, { event_ts: second })),
          team.event(reactionEvent('UKAI', place, { type: 'reaction_removed', event_ts: first })),
        ]),
      );

      expect(await countOf(win)).to.equal(1);
      expect((await team.store.wins.find(win._id))?.nominatorIds).to.deep.equal(['UKAI']);
    });

    it('keeps the newest of what is noted', async () => {
      const place = { channelId: bot.wallChannelId, ts: nextTs() };
      const [older, newer] = [nextTs(), nextTs()];

      await team.event(reactionEvent('USAM', place, { type: 'reaction_removed', event_ts: newer }));
      await team.event(reactionEvent('USAM', place, { event_ts: older }));

      expect((await pending()).map(({ isAdded, eventTs }) => ({ isAdded, eventTs }))).to.deep.equal([
        { isAdded: false, eventTs: newer },
      ]);
    });

    it('counts for everybody but whom Slack cannot be asked about, and for them at a later tick', async () => {
      bot.slack.answersWith('users.info', ({ user }) =>
        user === 'UC1' ? { ok: false, error: 'internal_error' } : { user: { id: user, name: user } },
      );
      const win = await postWhile((place) =>
        Promise.all(crowd.slice(0, 3).map(({ id }) => team.event(reactionEvent(id, place)))),
      );
      const before = await countOf(win);
      bot.slack.answersAsUsual('users.info');

      await tickAfter(minuteMs);

      expect([before, await countOf(win)]).to.deep.equal([2, 3]);
      expect(await pending()).to.deep.equal([]);
    });

    it('does not keep the win from being recorded as sent', async () => {
      const win = await postWhile(async (place) => {
        bot.slack.answersWith('users.info', { error: 'some_new_error' });
        await team.event(reactionEvent('USAM', place));
      });

      expect(await team.store.deliveries.find(`win:${win._id}`)).to.include({ state: 'sent', attempts: 1 });
      expect(bot.slack.answers.map(({ message }) => message.text).join()).to.contain('On the wall for');
    });

    it('is counted when the place is written down just before the reaction is', async () => {
      const win = await winOnWall(team);
      const place = { channelId: 'CWALL', ts: nextTs() };
      const database = silentDatabase(bot.models.pendingReactions.model, 'updateOne');
      const reacting = team.event(reactionEvent('USAM', place));
      await waitFor('the reaction to be noted', () => database.count() > 0);

      await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { wall: place } });
      await decidePendingAt(team.deps, place, bot.now());
      database.answer();
      await reacting;

      expect(await countOf(win)).to.equal(1);
      expect(await pending()).to.deep.equal([]);
    });

    it('counts in whichever order the place and the reaction are written down', async () => {
      for (const turns of [0, 1, 2, 4, 8, 16, 32]) {
        let reacting: Promise<unknown> = Promise.resolve();
        bot.slack.answersWith('chat.postMessage', async ({ channel }) => {
          const ts = nextTs();
          bot.slack.answersAsUsual('chat.postMessage');
          const event = reactionEvent('USAM', { channelId: channel, ts });
          reacting = (async () => {
            for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
            await team.event(event);
          })();
          return { channel, ts };
        });

        const win = await postToWall(team);
        await reacting;

        expect(await countOf(win), `after ${turns} turns`).to.equal(1);
        expect(await pending()).to.deep.equal([]);
      }
    });
  });

  context('that is still pending', () => {
    let win: WallWin;
    const later = { channelId: 'CWALL', ts: '' };
    /** As when the process ends after the place was written down and before anything was decided. */
    const reactBeforePlace = async (userIds: string[]) => {
      win = await winOnWall(team);
      Object.assign(later, { ts: nextTs() });
      for (const userId of userIds) await team.event(reactionEvent(userId, later));
      await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { wall: later } });
    };

    it('is decided at a tick, once whoever noted it had the time to', async () => {
      await reactBeforePlace(['USAM']);

      await tickAfter(29_000);
      const early = await countOf(win);
      await tickAfter(30_000);

      expect([early, await countOf(win)]).to.deep.equal([0, 1]);
      expect(await pending()).to.deep.equal([]);
    });

    it('is counted once by twenty ticks, the record of its place and newer news at once', async () => {
      const people = crowd.slice(0, 5).map(({ id }) => id);
      await reactBeforePlace(people);

      await Promise.all([
        ...Array.from({ length: 20 }, () => tickAfter(minuteMs)),
        ...Array.from({ length: 5 }, () => decidePendingAt(team.deps, later, bot.now())),
        team.event(reactionEvent('UC1', later, { type: 'reaction_removed' })),
      ]);
      await bot.shared.background.drain(5_000);

      expect(await countOf(win)).to.equal(4);
      expect(await pending()).to.deep.equal([]);
    });

    it('does not keep the others waiting when it cannot be decided', async () => {
      bot.slack.answersWith('users.info', ({ user }) =>
        user === 'UC1' ? { ok: false, error: 'internal_error' } : { user: { id: user, name: user } },
      );
      await reactBeforePlace(['UC1', 'UC2', 'UC3']);

      await tickAfter(minuteMs);

      expect(await countOf(win)).to.equal(2);
      expect((await pending()).map(({ userId }) => userId)).to.deep.equal(['UC1']);
    });

    it('is counted when an older version wrote it down', async () => {
      await reactBeforePlace(['USAM']);
      await bot.models.pendingReactions.model.updateOne({ teamId: team.teamId }, { $unset: { isAdded: 1 } });

      await tickAfter(minuteMs);

      expect(await countOf(win)).to.equal(1);
    });
  });

  context('to what never is a win', () => {
    const ofApps: [string, object][] = [
      ["another message of the bot's", {}],
      ['a message of another app, of which Slack leaves out who wrote it', { item_user: undefined }],
    ];
    for (const [what, fields] of ofApps) {
      it(`costs Slack nothing when it is ${what}`, async () => {
        await team.event(reactionEvent('USAM', place, fields));
        await tickAfter(minuteMs);

        expect(bot.slack.calls.filter(({ method }) => method !== 'users.list')).to.deep.equal([]);
        expect(await winCount()).to.equal(0);
      });

      it(`is given up after ten minutes when it is ${what}`, async () => {
        await team.event(reactionEvent('USAM', place, fields));

        await tickAfter(10 * minuteMs - 1);
        const early = (await pending()).length;
        await tickAfter(11 * minuteMs);

        expect([early, (await pending()).length]).to.deep.equal([1, 0]);
        expect(await winCount()).to.equal(0);
      });
    }

    it('is given up ten minutes after it was first heard of, whatever the person does meanwhile', async () => {
      const startedAt = bot.now();
      await team.event(reactionEvent('USAM', place));
      bot.setNow(inMs(9 * minuteMs));
      await team.event(reactionEvent('USAM', place, { type: 'reaction_removed' }));
      bot.setNow(startedAt);

      await tickAfter(10 * minuteMs);

      expect(await pending()).to.deep.equal([]);
    });

    it('is settled at once when another app wrote the message under a name', async () => {
      messages.show(place, {
        user: 'UBOT',
        bot_id: 'BOTHER',
        text: 'deployed',
        reactions: [shownReaction('trophy', ['USAM'])],
      });

      await team.event(reactionEvent('USAM', place, { item_user: 'UOTHERBOT' }));

      expect(await pending()).to.deep.equal([]);
      expect(await winCount()).to.equal(0);
    });
  });

  context("to a person's message", () => {
    /** As everybody's in the crowd. */
    const showReactions = () => {
      const userIds = crowd.map(({ id }) => id);
      messages.show(place, {
        user: 'UJO',
        text: 'we found her ring',
        reactions: [shownReaction('trophy', userIds)],
      });
    };
    const react = (userId: string, fields: object = {}) =>
      team.event(reactionEvent(userId, place, { item_user: 'UJO', ...fields }));
    const madeFrom = () => team.store.wins.findMadeFrom(place);

    it('makes one win when twenty people react at once, with everybody counted', async () => {
      showReactions();

      await Promise.all(crowd.map(({ id }) => react(id)));

      expect(await winCount()).to.equal(1);
      expect((await madeFrom())?.nominationCount).to.equal(20);
      const posts = bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'CWALL');
      expect(posts.filter(({ thread_ts }) => !thread_ts)).to.have.length(1);
      expect(await pending()).to.deep.equal([]);
    });

    const passing: [string, string, object][] = [
      ['limits the rate of looking at it', 'reactions.get', { retryAfter: '30' }],
      ['fails to show it', 'reactions.get', { error: 'internal_error' }],
      ['fails to say what kind of channel it is', 'conversations.info', { error: 'fatal_error' }],
      ['fails to say who wrote it', 'users.info', { error: 'service_unavailable' }],
      ['refuses to show it for the moment', 'reactions.get', { error: 'org_login_required' }],
      ['refuses to show it with a code that nobody knows', 'reactions.get', { error: 'a_code_of_tomorrow' }],
      ['refuses to say what kind of channel it is', 'conversations.info', { error: 'ekm_access_denied' }],
      ['refuses to say who wrote it', 'users.info', { error: 'team_access_not_granted' }],
      ['does not let the app in', 'reactions.get', { error: 'token_expired' }],
    ];
    for (const [what, method, said] of passing)
      it(`waits for a later tick when Slack ${what}`, async () => {
        showReactions();
        bot.slack.answersOnceWith(method, said);
        await react('UC1');
        const noted = (await pending()).length;

        await tickAfter(minuteMs);

        expect(noted).to.equal(1);
        expect((await madeFrom())?.nominationCount).to.equal(20);
        expect(await pending()).to.deep.equal([]);
      });

    it('is given up when the message is gone', async () => {
      await react('UC1');

      expect(await pending()).to.deep.equal([]);
      expect(await winCount()).to.equal(0);
    });

    it('is forgotten after a day in which Slack could not be asked', async () => {
      bot.slack.answersWith('reactions.get', { error: 'internal_error' });
      await react('UC1');

      await tickAfter(24 * 60 * minuteMs + 1);

      expect(await pending()).to.deep.equal([]);
    });

    it('stays pending when newer news came while the older was decided', async () => {
      const gate = createGate();
      bot.slack.answersOnceWith('reactions.get', async () => {
        await gate.opened;
        return { message: { user: 'UJO', text: 'ring', reactions: [] } };
      });
      bot.slack.answersOnceWith('reactions.get', { error: 'internal_error' });
      const deciding = react('UC1');
      await waitFor('the first look', () => bot.slack.callsOf('reactions.get').length === 1);
      const again = nextTs();
      const newer = react('UC1', { event_ts: again });
      await waitFor('the second look', () => bot.slack.callsOf('reactions.get').length === 2);

      gate.open();
      await Promise.all([deciding, newer]);

      expect((await pending()).map(({ eventTs }) => eventTs)).to.deep.equal([again]);
    });

    it('makes nothing once it is taken back', async () => {
      bot.slack.answersOnceWith('reactions.get', { error: 'internal_error' });
      await react('UC1');
      messages.show(place, { user: 'UJO', text: 'ring', reactions: [] });

      await react('UC1', { type: 'reaction_removed' });
      await tickAfter(minuteMs);

      expect(await winCount()).to.equal(0);
      expect(await pending()).to.deep.equal([]);
    });
  });
});

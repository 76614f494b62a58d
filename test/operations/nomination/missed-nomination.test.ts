import { expect } from 'chai';
import sinon from 'sinon';
import { slackTs } from '../../../src/domain/slack-timestamp.ts';
import { createMissedNominationLook } from '../../../src/operations/nomination/missed-nomination.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nominationUsers, type ShownMessage, showMessages, shownReaction } from '../../support/nomination.ts';

const minuteMs = 60_000;
const publicChannel = { channel: { is_channel: true, is_private: false, is_member: true } };

describe('looking for nominations that nobody told of', () => {
  let bot: TestBot;
  let team: TestTeam;
  let look: ReturnType<typeof createMissedNominationLook>;
  let messages: ReturnType<typeof showMessages>;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    look = createMissedNominationLook();
    messages = showMessages(bot);
    bot.slack.answersWith('conversations.info', publicChannel);
    bot.slack.answersWith('conversations.history', { messages: [] });
    await listChannels('C1');
  });

  const inMs = (ms: number): Date => new Date(bot.now().getTime() + ms);
  const agoTs = (ms: number): string => slackTs(bot.now().getTime() - ms);
  const lookAfter = (ms: number) => look(team.deps, inMs(ms));
  const lookedAt = () => bot.slack.callsOf('conversations.history').map(({ channel }) => channel);
  const threadsLookedAt = () => bot.slack.callsOf('conversations.replies').map(({ ts }) => ts);
  const sources = async () => {
    const wins = await bot.models.wins.model.find({ teamId: team.teamId }).lean();
    return wins.map(({ source }) => source?.ts);
  };
  /** The bot has been in these channels for a week. */
  const listChannels = async (...ids: string[]) => {
    bot.slack.answersWith('users.conversations', { channels: ids.map((id) => ({ id })) });
    for (const id of ids) await team.store.channels.recordJoined(id, agoTs(7 * 24 * 60 * minuteMs));
  };
  /** A message that Slack shows in the channel, and its replies. */
  const shows = (ts: string, message: ShownMessage, replies: (ShownMessage & { ts: string })[] = []) => {
    for (const each of [{ ts, ...message }, ...replies])
      messages.show({ channelId: 'C1', ts: each.ts }, each);
    const { ts: latest_reply } = replies.at(-1) ?? {};
    bot.slack.answersWith('conversations.history', {
      messages: [{ ts, ...message, ...(latest_reply && { latest_reply }) }],
    });
    bot.slack.answersWith('conversations.replies', { messages: [{ ts, ...message }, ...replies] });
  };
  const nominated = (by: string[], fields: ShownMessage = {}): ShownMessage => ({
    user: 'UJO',
    text: 'found her ring',
    reactions: [shownReaction('trophy', by)],
    ...fields,
  });

  context('by the hour', () => {
    it('lists the channels once an hour', async () => {
      for (const ms of [0, minuteMs, 59 * minuteMs, 60 * minuteMs]) await lookAfter(ms);

      expect(bot.slack.callsOf('users.conversations').filter(({ limit }) => limit === '200')).to.have.length(
        2,
      );
      expect(lookedAt()).to.deep.equal(['C1', 'C1']);
    });

    it('looks at each channel once when twenty replicas do', async () => {
      await listChannels('C1', 'C2', 'C3');
      const replicas = Array.from({ length: 20 }, () => createMissedNominationLook());

      await Promise.all(replicas.map((each) => each(team.deps, bot.now())));

      // Whoever came while the channels were listed finds the rest at the next tick.
      await lookAfter(minuteMs);
      expect(lookedAt()).to.have.members(['C1', 'C2', 'C3']);
    });

    it('lists the channels at the next tick when Slack failed to', async () => {
      bot.slack.answersOnceWith('users.conversations', { error: 'internal_error' });

      const failed = await lookAfter(0).catch((error: unknown) => error);
      await lookAfter(minuteMs);

      expect(failed).to.be.an('error');
      expect(lookedAt()).to.deep.equal(['C1']);
    });

    it('reads a list of channels of several pages', async () => {
      await listChannels('C1', 'C2');
      bot.slack.answersWith('users.conversations', ({ cursor }) =>
        cursor
          ? { channels: [{ id: 'C2' }] }
          : { channels: [{ id: 'C1' }], response_metadata: { next_cursor: 'more' } },
      );

      await lookAfter(0);

      expect(lookedAt()).to.have.members(['C1', 'C2']);
    });
  });

  context('when it is cut short', () => {
    it('goes on with the others, and looks again a minute later', async () => {
      await listChannels('C1', 'C2', 'C3');
      bot.slack.answersOnceWith('conversations.history', { retryAfter: '30' });

      const failed = await lookAfter(0).catch((error: unknown) => error);
      const [first] = lookedAt();
      await lookAfter(30_000);
      const others = lookedAt().slice(1);
      await lookAfter(minuteMs);

      expect(failed).to.be.an('error');
      expect(others).to.have.length(2).and.not.to.include(first);
      expect(lookedAt().slice(3)).to.deep.equal([first]);
    });

    it('goes on with the threads that are left', async () => {
      const [one, two] = [agoTs(3 * minuteMs), agoTs(2 * minuteMs)];
      bot.slack.answersWith('conversations.history', {
        messages: [one, two].map((ts) => ({ ts, user: 'UJO', text: 'well?', latest_reply: agoTs(0) })),
      });
      bot.slack.answersWith('conversations.replies', ({ ts }) =>
        ts === two && threadsLookedAt().length < 3
          ? { ok: false, error: 'internal_error' }
          : { messages: [] },
      );

      await lookAfter(0).catch(() => undefined);
      const atFirst = threadsLookedAt();
      await lookAfter(minuteMs).catch(() => undefined);
      await lookAfter(2 * minuteMs);

      expect(atFirst).to.deep.equal([one, two]);
      expect(threadsLookedAt().slice(2)).to.deep.equal([two]);
    });

    it('looks at every thread an hour later, though another replica finished for it', async () => {
      const [one, two] = [agoTs(3 * minuteMs), agoTs(2 * minuteMs)];
      bot.slack.answersWith('conversations.history', {
        messages: [one, two].map((ts) => ({ ts, user: 'UJO', text: 'well?', latest_reply: agoTs(0) })),
      });
      let isFailing = true;
      bot.slack.answersWith('conversations.replies', ({ ts }) =>
        isFailing && ts === two ? { ok: false, error: 'internal_error' } : { messages: [] },
      );
      await lookAfter(0).catch(() => undefined);
      isFailing = false;
      await createMissedNominationLook()(team.deps, inMs(minuteMs));
      const before = threadsLookedAt().length;

      await lookAfter(60 * minuteMs);

      expect(threadsLookedAt().slice(before)).to.deep.equal([one, two]);
    });

    it('leaves the workspace to other jobs after ten seconds, and goes on at the next tick', async () => {
      await listChannels('C1', 'C2', 'C3');
      const clock = sinon.useFakeTimers({ toFake: ['performance'] });
      bot.slack.answersWith('conversations.history', () => {
        clock.tick(6_000);
        return { messages: [] };
      });

      await lookAfter(0);
      const atFirst = lookedAt().length;
      await lookAfter(minuteMs);
      clock.restore();

      expect(atFirst).to.equal(2);
      expect(lookedAt()).to.have.members(['C1', 'C2', 'C3']);
    });

    it('is taken over after ten minutes from a replica that ended', async () => {
      await team.store.channels.planLook('C1', agoTs(0), bot.now());
      await team.store.channels.claimLook(bot.now(), inMs(10 * minuteMs));
      bot.slack.answersWith('users.conversations', { channels: [] });

      await lookAfter(10 * minuteMs - 1);
      const early = lookedAt();
      await lookAfter(10 * minuteMs);

      expect(early).to.deep.equal([]);
      expect(lookedAt()).to.deep.equal(['C1']);
    });

    for (const error of ['not_in_channel', 'channel_not_found', 'missing_scope'])
      it(`leaves a channel that is closed to it until the next hour (${error})`, async () => {
        await listChannels('C1', 'C2');
        bot.slack.answersWith('conversations.history', ({ channel }) =>
          channel === 'C1' ? { ok: false, error } : { messages: [] },
        );

        await lookAfter(0);
        await lookAfter(minuteMs);

        expect(lookedAt()).to.have.members(['C1', 'C2']);
      });
  });

  context('in a channel', () => {
    it('makes one win of a message, of the first who may nominate, with everybody counted', async () => {
      const ts = agoTs(minuteMs);
      shows(ts, nominated(['UJO', 'UBOT', 'UFAR', 'USAM', 'UKAI']));

      await lookAfter(0);

      const win = await team.store.wins.findMadeFrom({ channelId: 'C1', ts });
      expect(win?.source?.nominatedBy).to.equal('USAM');
      expect(win?.nominatorIds).to.have.members(['USAM', 'UKAI']);
      expect(await bot.models.pendingReactions.model.countDocuments({ teamId: team.teamId })).to.equal(0);
    });

    it('finds replies in threads', async () => {
      const [parent, reply] = [agoTs(3 * minuteMs), agoTs(minuteMs)];
      shows(parent, { user: 'UJO', text: 'how did it go?' }, [{ ts: reply, ...nominated(['USAM']) }]);

      await lookAfter(0);

      expect(await sources()).to.deep.equal([reply]);
    });

    const ignored: [string, ShownMessage][] = [
      ['that its author alone nominated', nominated(['UJO'])],
      ['with other emoji', nominated([], { reactions: [shownReaction('tada', ['USAM'])] })],
      ['of a bot', nominated(['USAM'], { bot_id: 'B1' })],
      ['of somebody who has left', nominated(['USAM'], { user: 'UGONE' })],
      ['that says who joined', nominated(['USAM'], { subtype: 'channel_join' })],
    ];
    for (const [what, message] of ignored)
      it(`makes nothing of a message ${what}`, async () => {
        shows(agoTs(minuteMs), message);

        await lookAfter(0);

        expect(await sources()).to.deep.equal([]);
      });

    it('goes by the emoji of the workspace', async () => {
      const ts = agoTs(minuteMs);
      shows(ts, nominated([], { reactions: [shownReaction('clap::skin-tone-2', ['USAM'])] }));
      const workspace = { ...(await team.deps.workspace()), nominationEmoji: new Set(['clap']) };

      await look({ ...team.deps, workspace: async () => workspace }, bot.now());

      expect(await sources()).to.deep.equal([ts]);
    });

    it('goes no further back than to when the bot came', async () => {
      const cameTs = agoTs(60 * minuteMs);
      await team.store.channels.recordJoined('C1', cameTs);

      await lookAfter(0);

      expect(bot.slack.callsOf('conversations.history')[0]?.oldest).to.equal(cameTs);
    });

    it('goes back to a day before it was last looked through, however long ago that is', async () => {
      const dayBefore = agoTs(24 * 60 * minuteMs);
      const before = bot.now();

      await lookAfter(0);
      bot.setNow(inMs(30 * 60 * minuteMs));
      await lookAfter(0);
      bot.setNow(before);

      const oldest = bot.slack.callsOf('conversations.history').map((args) => args.oldest);
      expect(oldest).to.deep.equal([dayBefore, dayBefore]);
    });

    it('counts from now in a channel that it does not know yet', async () => {
      bot.slack.answersWith('users.conversations', { channels: [{ id: 'CNEW' }] });

      await lookAfter(0);

      const [asked] = bot.slack.callsOf('conversations.history');
      expect(asked).to.include({ channel: 'CNEW', oldest: slackTs(bot.now().getTime()) });
    });

    it('looks again when Slack could not say who wrote a message', async () => {
      const ts = agoTs(minuteMs);
      shows(ts, nominated(['USAM']));
      bot.slack.answersOnceWith('users.info', { error: 'internal_error' });

      await lookAfter(0).catch(() => undefined);
      const atFirst = await sources();
      await lookAfter(minuteMs);

      expect(atFirst).to.deep.equal([]);
      expect(await sources()).to.deep.equal([ts]);
    });

    it('makes nothing anew of a win that was taken down', async () => {
      const ts = agoTs(minuteMs);
      shows(ts, nominated(['USAM']));
      await lookAfter(0);
      const win = await team.store.wins.findMadeFrom({ channelId: 'C1', ts });
      await team.store.wins.takeDown(win!._id, { userId: 'UJO', isManager: false }, bot.now());

      await lookAfter(60 * minuteMs);

      expect(await sources()).to.deep.equal([ts]);
      expect((await team.store.wins.find(win!._id))?.withdrawn?.why).to.equal('taken-down');
    });
  });
});

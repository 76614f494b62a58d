import { expect } from 'chai';
import type { SettingValues } from '../../../src/domain/setting-change.ts';
import { createMissedNominationLook } from '../../../src/operations/nomination/missed-nomination.ts';
import { reconcileDue } from '../../../src/operations/nomination/reconcile-due.ts';
import { refreshStale } from '../../../src/operations/win/refresh-stale.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  crowd,
  nominationUsers,
  press,
  reactionEvent,
  showMessages,
  shownReaction,
  type WallWin,
  winOnWall,
} from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

const dayMs = 86_400_000;
/** After all that test/support/nomination.ts stores. */
const wednesday = new Date('2026-10-07T18:00:00Z');

describe('other emoji that nominate', () => {
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
    bot.setNow(wednesday);
    team = await bot.createWorkspace();
    messages = showMessages(bot);
    win = await winOnWall(team);
    // Nobody lists the wall: every recent win is looked at by itself.
    bot.slack.answersWith('conversations.history', () => ({ messages: [], has_more: false }));
    bot.slack.answersWith('users.conversations', () => ({ channels: [] }));
  });

  const decide = (to: Partial<SettingValues>) => changeSettings(team, bot, to);
  const nominateWith = (...names: string[]) => decide({ nominationEmoji: names });
  const later = (ms: number): void => bot.setNow(new Date(bot.now().getTime() + ms));
  /** A moment after all that came before, as Slack tells of it. */
  const ts = (): string => {
    later(1_000);
    return (bot.now().getTime() / 1000).toFixed(6);
  };
  const react = (userId: string, reaction: string, fields: object = {}) =>
    team.event(reactionEvent(userId, win.wall, { reaction, event_ts: ts(), ...fields }));
  const unreact = (userId: string, reaction: string) => react(userId, reaction, { type: 'reaction_removed' });
  const show = (reactions: Record<string, string[]>, place = win.wall) =>
    messages.show(place, {
      user: 'UBOT',
      reactions: Object.entries(reactions).map(([name, users]) => shownReaction(name, users)),
    });
  const found = async ({ _id }: WallWin = win) => (await team.store.wins.find(_id))!;
  const nominators = async () => (await found()).nominatorIds;
  /** What the next ticks do. */
  const compare = async () => {
    later(60_000);
    await reconcileDue(team.deps, bot.now());
    await bot.shared.background.drain(5_000);
  };

  it('counts what Slack shows on recent wins, at the next tick', async () => {
    await react('USAM', 'tada');
    show({ tada: ['USAM', 'UKAI'], trophy: ['UANN'] });
    await compare();
    expect(await nominators()).to.deep.equal(['UANN']);

    await nominateWith('trophy', 'star2', 'tada');
    await compare();

    expect(await nominators()).to.have.members(['USAM', 'UKAI', 'UANN']);
  });

  const names: [string, string][] = [
    ['a custom one', 'our_logo-2'],
    ['one in a skin tone', '+1::skin-tone-4'],
  ];
  for (const [what, name] of names)
    it(`counts ${what} from now on`, async () => {
      await nominateWith(name.replace(/::.*/, ''));

      await react('USAM', name);
      await react('UKAI', 'trophy');

      expect(await nominators()).to.deep.equal(['USAM']);
      await unreact('USAM', name);
      expect(await nominators()).to.deep.equal([]);
    });

  it('goes on counting what was given while it counted, until it is taken back', async () => {
    await react('USAM', 'star2');
    await react('UKAI', 'star2');
    show({ star2: ['USAM', 'UKAI', 'UANN'] });

    await nominateWith('trophy');
    await react('UANN', 'star2');
    await compare();

    expect(await nominators()).to.have.members(['USAM', 'UKAI']);
    await unreact('USAM', 'star2');
    show({ star2: ['UKAI', 'UANN'] });
    await compare();
    expect(await nominators()).to.deep.equal(['UKAI']);
    show({});
    later(3_600_000);
    await compare();
    expect(await nominators()).to.deep.equal([]);
  });

  it('counts once more what is given once more only if it nominates then', async () => {
    await react('USAM', 'star2');
    await nominateWith('trophy');

    await unreact('USAM', 'star2');
    await react('USAM', 'star2');
    show({ star2: ['USAM'] });
    await compare();
    expect(await nominators()).to.deep.equal([]);

    await nominateWith('trophy', 'star2');
    await compare();
    expect(await nominators()).to.deep.equal(['USAM']);
  });

  it('counts what was given before the change and told of after it', async () => {
    const eventTs = ts();
    later(1_000);
    await nominateWith('trophy');

    await react('USAM', 'star2', { event_ts: eventTs });

    expect(await nominators()).to.deep.equal(['USAM']);
  });

  it('takes no press of the button back with a reaction that never counted', async () => {
    await nominateWith('trophy');
    await press(team, 'USAM', win._id, ts());

    await react('USAM', 'star2');
    await unreact('USAM', 'star2');

    expect(await nominators()).to.deep.equal(['USAM']);
  });

  it('counts what was there before an emoji nominated only as long as it does', async () => {
    show({ '+1': ['USAM', 'UKAI'] });
    await nominateWith('trophy', 'star2', '+1');
    await compare();
    await react('UANN', '+1');
    show({ '+1': ['USAM', 'UKAI', 'UANN'] });
    expect(await nominators()).to.have.length(3);

    await nominateWith('trophy', 'star2');

    expect(await nominators()).to.deep.equal(['UANN']);
    await compare();
    expect(await nominators()).to.deep.equal(['UANN']);
    await press(team, 'USAM', win._id, ts());
    expect(await nominators()).to.have.members(['UANN', 'USAM']);
  });

  it('announces nothing of an older win for what was there before', async () => {
    await bot.models.wins.model.updateOne(
      { _id: win._id },
      { $set: { postedAt: new Date(wednesday.getTime() - 10 * dayMs) } },
    );
    show({ tada: crowd.slice(0, 5).map(({ id }) => id) });

    await nominateWith('tada');
    await compare();

    expect(await found()).to.include({ nominationCount: 5 });
    expect((await found()).exceptionalAnnouncedAt).to.equal(undefined);
  });

  it('makes no win of a message that people liked before', async () => {
    const before = `${wednesday.getTime() / 1000 - 3600}.000100`;
    const after = `${wednesday.getTime() / 1000 + 600}.000100`;
    const liked = (messageTs: string) => ({
      ts: messageTs,
      user: 'UKAI',
      text: `the van is here at ${messageTs}`,
      reactions: [shownReaction('+1', ['USAM'])],
    });
    await team.store.channels.meet('CGENERAL', '1700000000.000000');
    await nominateWith('trophy', '+1');
    later(3_600_000);
    bot.slack.answersWith('users.conversations', () => ({ channels: [{ id: 'CGENERAL' }] }));
    bot.slack.answersWith('conversations.history', () => ({ messages: [liked(after), liked(before)] }));
    bot.slack.answersWith('conversations.info', () => ({
      channel: { is_channel: true, is_private: false, is_member: true },
    }));
    for (const messageTs of [before, after])
      messages.show({ channelId: 'CGENERAL', ts: messageTs }, liked(messageTs));

    await createMissedNominationLook()(team.deps, bot.now());

    const place = (messageTs: string) => ({ channelId: 'CGENERAL', ts: messageTs });
    expect(await team.store.wins.findMadeFrom(place(before))).to.equal(null);
    expect(await team.store.wins.findMadeFrom(place(after))).not.to.equal(null);
  });

  it('shows recent wins anew, and no older ones', async () => {
    const old = await winOnWall(team);
    await bot.models.wins.model.updateOne(
      { _id: old._id },
      { $set: { postedAt: new Date(wednesday.getTime() - 20 * dayMs) } },
    );

    await nominateWith('tada');

    bot.slack.calls.length = 0;
    await refreshStale(team.deps);
    expect(bot.slack.callsOf('chat.update').map((call) => call.ts)).to.deep.equal([win.wall.ts]);
  });

  for (const isAdded of [true, false])
    it(`ends as Slack shows it when twenty react while an emoji ${isAdded ? 'begins' : 'ceases'} to nominate`, async () => {
      if (!isAdded) await nominateWith('trophy', 'tada');
      const everybody = crowd.map(({ id }) => id);
      const given = ts();
      const event = (userId: string) =>
        team.event(reactionEvent(userId, win.wall, { reaction: 'tada', event_ts: given }));
      show({ tada: everybody });
      later(1);

      await Promise.all([
        ...everybody.slice(0, 10).map(event),
        nominateWith(...(isAdded ? ['trophy', 'tada'] : ['trophy'])),
        ...everybody.slice(10).map(event),
      ]);
      await compare();

      expect(await found()).to.include({ nominationCount: 20 });
      await Promise.all(everybody.map(event));
      later(3_600_000);
      await compare();
      expect(await found()).to.include({ nominationCount: 20 });
    });

  it('reads nothing more of the database to see that a reaction nominates nothing', async () => {
    const reads: string[] = [];
    bot.models.workspaces.model.db.set('debug', (collection: string, method: string) => {
      reads.push(`${collection}.${method}`);
    });

    await react('USAM', 'eyes');

    bot.models.workspaces.model.db.set('debug', false);
    // What nominates, and whether it is the lost wall that is heard of.
    expect(reads).to.deep.equal(['workspaces.findOne', 'workspaces.findOne']);
  });
});

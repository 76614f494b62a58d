import { expect } from 'chai';
import { noDetails } from '../../../src/domain/win.ts';
import type { Win } from '../../../src/models/win-schema.ts';
import { gatherWeek } from '../../../src/operations/digest/gather-week.ts';
import { changeWin } from '../../../src/operations/win/change-win.ts';
import { showWin } from '../../../src/operations/win/show-win.ts';
import { deliveryMetadataType } from '../../../src/views/ids.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { keepMessages } from '../../support/delivery.ts';
import { rawAnswer } from '../../support/fake-slack.ts';
import { reactionEvent, showMessages, shownReaction } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';

import { postAboutSam } from '../../support/win.ts';

describe('a win that Slack does not take', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    // An admin is told once a day.
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });
  afterEach(async () => {
    // Its timers are real, and what is left over belongs to no other test.
    team.deps.outbox.stop();
    await bot.shared.background.drain(5_000);
    bot.slack.reset();
  });

  const hourMs = 3_600_000;
  /** As often as anything is due, for so long. */
  const goOnFor = async (hours: number): Promise<void> => {
    const end = bot.now().getTime() + hours * hourMs;
    for (;;) {
      const next = await team.store.deliveries.nextDueAt();
      if (!next || next.getTime() > end) break;
      if (next > bot.now()) bot.setNow(next);
      await team.deps.outbox.deliverDue();
    }
    bot.setNow(new Date(end));
  };
  /** Slack refuses what goes to the wall alone. */
  const refuseWall = (error: string) =>
    bot.slack.answersWith('chat.postMessage', ({ channel }) =>
      channel === bot.wallChannelId ? { ok: false, error } : { channel, ts: '5.5' },
    );
  const toldTo = (userId: string): string[] =>
    bot.slack
      .callsOf('chat.postMessage')
      .filter(({ channel }) => channel === userId)
      .map(({ text }) => text);
  const onWall = () =>
    bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === bot.wallChannelId);
  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);
  const countOf = async ({ week }: Win): Promise<number> =>
    (await gatherWeek(team.deps, week ?? '', 'Europe/London', undefined)).winCount;

  it('is not said to be on the wall in a moment', async () => {
    refuseWall('org_login_required');

    const win = await postAboutSam(team);

    expect(bot.slack.answers.at(-1)?.url).to.equal(responseUrl);
    expect(answers().at(-1)).to.contain('Slack does not take it just now').and.not.contain('in a moment');
    expect(await showWin(team.deps, win._id)).to.equal('held-up');
  });

  it('has its author and an admin told once after an hour, and counts, and is posted in the end', async () => {
    refuseWall('org_login_required');
    const win = await postAboutSam(team);

    await goOnFor(1);
    expect([...toldTo('UJO'), ...toldTo('UANN')]).to.deep.equal([]);
    await goOnFor(6);

    expect(toldTo('UJO')).to.have.length(1);
    expect(toldTo('UJO')[0]).to.match(
      /has not taken your win for over an hour.*I keep trying.*carried the piano/s,
    );
    expect(await countOf(win)).to.equal(1);
    await nextNotes(bot, team);
    expect(toldTo('UANN')).to.have.length(1);
    expect(toldTo('UANN')[0]).to.contain('`org_login_required`');

    bot.slack.answersAsUsual('chat.postMessage');
    await goOnFor(1);
    await bot.shared.background.drain(5_000);
    expect(bot.slack.callsOf('chat.update').at(-1)?.text).to.contain('That is over');
    expect((await team.store.wins.find(win._id))?.wall).to.include({ channelId: bot.wallChannelId });
    expect(toldTo('UJO')).to.have.length(1);
  });

  const silences: [string, object][] = [
    ['fatal_error', { ok: false, error: 'fatal_error' }],
    ['unreadable answer', rawAnswer('<html>this message is blocked</html>')],
  ];
  for (const [why, said] of silences)
    it(`has them told as well while nothing comes of it, and Slack does not say why (${why})`, async () => {
      bot.slack.answersWith('chat.postMessage', ({ channel }) =>
        channel === bot.wallChannelId ? said : { channel, ts: '5.5' },
      );
      const win = await postAboutSam(team);

      await goOnFor(0.9);
      expect([...toldTo('UJO'), ...toldTo('UANN')]).to.deep.equal([]);
      await goOnFor(4);

      expect(toldTo('UJO')).to.have.length(1);
      expect(toldTo('UJO')[0]).to.match(/has not taken your win for over an hour.*I keep trying/s);
      await nextNotes(bot, team);
      expect(toldTo('UANN')).to.have.length(1);
      expect(toldTo('UANN')[0]).to.contain(`\`${why}\``);
      bot.slack.answersAsUsual('chat.postMessage');
      await goOnFor(1);
      expect((await team.store.wins.find(win._id))?.wall).to.include({ channelId: bot.wallChannelId });
      expect(toldTo('UJO')).to.have.length(1);
    }).timeout(120_000);

  it('tells nobody of a win that an hour later is found on the wall', async () => {
    bot.slack.answersOnceWith('chat.postMessage', rawAnswer('<html>'));
    const { _id: winId } = await postAboutSam(team);
    const { messages } = keepMessages(bot.slack);
    const metadata = { event_type: deliveryMetadataType, event_payload: { key: `win:${winId}` } };
    messages.push({ channel: bot.wallChannelId, ts: '1800000009.000000', metadata });
    bot.setNow(new Date(bot.now().getTime() + 2 * hourMs));

    await goOnFor(1);

    expect((await team.store.wins.find(winId))?.wall).to.include({ ts: '1800000009.000000' });
    await nextNotes(bot, team);
    expect([...toldTo('UJO'), ...toldTo('UANN')]).to.deep.equal([]);
  });

  it('tells an admin of several wins once', async () => {
    refuseWall('no_permission');
    for (let index = 0; index < 4; index += 1) await postAboutSam(team, `carried piano ${index}`);

    await goOnFor(3);
    await nextNotes(bot, team);

    expect(toldTo('UANN')).to.have.length(1);
    expect(toldTo('UJO')).to.have.length(4);
  }).timeout(60_000);

  context('in any form', () => {
    const refuseAll = async (): Promise<Win> => {
      refuseWall('msg_too_long');
      const win = await postAboutSam(team);
      await goOnFor(26);
      return win;
    };

    it('has its author told how to go on, and counts no more', async () => {
      const win = await refuseAll();

      expect(toldTo('UJO').map((text) => /(over an hour|does not count)/.exec(text)?.[1])).to.deep.equal([
        'over an hour',
        'does not count',
      ]);
      expect(await countOf(win)).to.equal(0);
      expect(await showWin(team.deps, win._id)).to.equal('refused');
    });

    it('is posted and counts when an edit makes it another', async () => {
      const win = await refuseAll();
      bot.slack.answersAsUsual('chat.postMessage');
      const read = (await team.store.wins.find(win._id))!;

      const change = { winId: win._id, edition: read.edition, typed: 'carried it', heroIds: ['USAM'] };
      await changeWin(team.deps, { ...change, details: noDetails }, 'UJO', bot.now());
      await goOnFor(1);

      expect((await team.store.wins.find(win._id))?.wall).to.include({ channelId: bot.wallChannelId });
      expect(await countOf(win)).to.equal(1);
    });
  });

  it('has whoever nominated a message told, without its words and what they cannot press', async () => {
    const place = { channelId: 'CGENERAL', ts: '1791370000.000100' };
    showMessages(bot).show(place, {
      user: 'UJO',
      text: 'carried the piano',
      reactions: [shownReaction('trophy', ['USAM'])],
    });
    bot.slack.answersWith('conversations.info', {
      channel: { is_channel: true, is_private: false, is_member: true },
    });
    refuseWall('org_login_required');
    await team.event(reactionEvent('USAM', place, { item_user: 'UJO' }));

    await goOnFor(2);

    expect(toldTo('UJO')).to.deep.equal([]);
    expect(toldTo('USAM')).to.have.length(1);
    const told = bot.slack.callsOf('chat.postMessage').find(({ channel }) => channel === 'USAM')!;
    expect(told.text)
      .to.contain('has not taken the win that you nominated')
      .and.to.contain('/archives/CGENERAL/p1791370000000100');
    expect(JSON.stringify(told)).not.to.match(/piano|win\.edit|win\.take_down/);
  });

  it('has its author told to look when nobody can know', async () => {
    bot.slack.answersWith('chat.postMessage', ({ channel }) => {
      if (channel !== bot.wallChannelId) return { channel, ts: '5.5' };
      throw new TypeError('fetch failed');
    });
    const win = await postAboutSam(team);
    bot.slack.answersWith('conversations.history', { error: 'missing_scope' });

    await goOnFor(1);

    expect(onWall()).to.have.length(1);
    expect(toldTo('UJO')).to.have.length(1);
    expect(toldTo('UJO')[0]).to.contain('did not say whether your win reached the wall');
    await nextNotes(bot, team);
    expect(toldTo('UANN')[0]).to.contain('`missing_scope`');
    expect(await countOf(win)).to.equal(1);
  });

  it('is news to nobody once it was taken down', async () => {
    refuseWall('no_permission');
    const win = await postAboutSam(team);
    await team.action('UJO', 'win.take_down', { value: win._id });

    await goOnFor(3);

    expect([...toldTo('UJO'), ...toldTo('UANN')]).to.deep.equal([]);
  });
});

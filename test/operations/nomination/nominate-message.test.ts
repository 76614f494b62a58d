import { expect } from 'chai';
import { maxWinLength } from '../../../src/domain/win.ts';
import type { Place } from '../../../src/models/win-schema.ts';
import { winFromMessage } from '../../../src/operations/nomination/nominate-message.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  nextTs,
  nominationUsers,
  type ShownMessage,
  showMessages,
  shownReaction,
} from '../../support/nomination.ts';

describe('making a win of a message', () => {
  let bot: TestBot;
  let team: TestTeam;
  let place: Place;
  let messages: ReturnType<typeof showMessages>;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(() => {
    bot.slack.reset();
    messages = showMessages(bot);
    place = { channelId: 'CGENERAL', ts: nextTs() };
    inChannel({});
  });

  const inChannel = (fields: object) =>
    bot.slack.answersWith('conversations.info', ({ channel }) => ({
      channel: {
        name: 'general',
        is_channel: true,
        is_private: channel === 'CLEADS',
        is_member: true,
        ...fields,
      },
    }));
  const says = (message: ShownMessage) =>
    messages.show(place, {
      user: 'UJO',
      text: 'found her ring',
      reactions: [shownReaction('trophy', ['USAM'])],
      ...message,
    });
  const nominate = (userId = 'USAM', name = 'trophy') =>
    winFromMessage(team.deps, { userId, name, place, isAdded: true, eventTs: nextTs() }, bot.now());

  it('credits whoever wrote it, and keeps where it is and who nominated it', async () => {
    says({});

    const win = await nominate();

    expect(win).to.deep.include({
      authorId: 'UJO',
      heroIds: ['UJO'],
      text: 'found her ring',
      week: '2026-W41',
    });
    expect(win?.source).to.deep.include({ kind: 'message', ...place, nominatedBy: 'USAM' });
    expect(await team.store.deliveries.find(`win:${win?._id}`)).to.include({ state: 'due' });
  });

  it('makes one of twenty nominations at once', async () => {
    says({});

    const wins = await Promise.all(Array.from({ length: 20 }, () => nominate()));

    expect(new Set(wins.map((win) => win?._id)).size).to.equal(1);
  });

  const closed: [string, object][] = [
    ['a private channel', { is_private: true }],
    ['a channel that the bot is not in', { is_member: false }],
    ['a group conversation', { is_mpim: true }],
    ['a conversation of two', { is_channel: false, is_im: true }],
  ];
  for (const [where, fields] of closed)
    it(`never looks at a message in ${where}`, async () => {
      inChannel(fields);
      says({});

      expect(await nominate()).to.equal(undefined);
      expect(bot.slack.callsOf('reactions.get')).to.deep.equal([]);
    });

  it('asks Slack nothing about a direct message', async () => {
    place = { channelId: 'D1', ts: nextTs() };

    expect(await nominate()).to.equal(undefined);
    expect(bot.slack.calls).to.deep.equal([]);
  });

  for (const error of ['missing_scope', 'channel_not_found'])
    it(`takes a channel that it may not ask about for a private one (${error})`, async () => {
      bot.slack.answersWith('conversations.info', { error });
      says({});

      expect(await nominate()).to.equal(undefined);
    });

  const refused: [string, ShownMessage, string?][] = [
    ['of a bot', { bot_id: 'B1' }],
    ['of nobody', { user: undefined }],
    ['that says who joined', { subtype: 'channel_join' }],
    ['of somebody who has left', { user: 'UGONE' }],
    ['of a stranger', { user: 'UFAR' }],
    ["of the nominator's own", { reactions: [shownReaction('trophy', ['UJO'])] }, 'UJO'],
    ['whose reaction is gone', { reactions: [] }],
    ['to which somebody else reacted', { reactions: [shownReaction('trophy', ['UKAI'])] }],
    ['with another emoji', { reactions: [shownReaction('star2', ['USAM'])] }],
    ['that a bot nominates', { reactions: [shownReaction('trophy', ['UBOT'])] }, 'UBOT'],
    ['that a stranger nominates', { reactions: [shownReaction('trophy', ['UFAR'])] }, 'UFAR'],
  ];
  for (const [what, message, userId] of refused)
    it(`makes nothing of a message ${what}`, async () => {
      says(message);

      expect(await nominate(userId)).to.equal(undefined);
    });

  for (const subtype of ['thread_broadcast', 'file_share', 'me_message'])
    it(`takes a ${subtype} for a person's message`, async () => {
      says({ subtype });

      expect(await nominate()).to.not.equal(undefined);
    });

  it('finds the reaction in another skin tone', async () => {
    says({ reactions: [shownReaction('trophy::skin-tone-4', ['USAM'])] });

    expect(await nominate('USAM', 'trophy::skin-tone-2')).to.not.equal(undefined);
  });

  const texts: [string, string, string][] = [
    ['names in place of references', 'thanks <@USAM> &amp; <!channel>', 'thanks @sam &amp; '],
    ['nothing that calls a group', '<!subteam^S1|@team> <!here> did it', ' did it'],
    ['no name of a private channel', 'as agreed in <#CLEADS|leads> <#C2>', 'in a private channel #general'],
    ['a word in place of none', '', '(without words'],
    ['a word in place of what shows nothing', '\u3164 \ufe0f\u2800', '(without words'],
    ['emoji as one character each', '🎉'.repeat(1100), '🎉'.repeat(1100)],
    ['whole emoji up to the cut', '🎉'.repeat(1600), `${'🎉'.repeat(1499)}…`],
    ['a cut in place of the end', 'x'.repeat(maxWinLength + 1), `${'x'.repeat(maxWinLength - 1)}…`],
  ];
  for (const [what, text, expected] of texts)
    it(`copies ${what}`, async () => {
      says({ text });

      const win = await nominate();

      expect(win?.text).to.contain(expected);
      expect(win?.text).not.to.match(/<[!@]/);
    });
});

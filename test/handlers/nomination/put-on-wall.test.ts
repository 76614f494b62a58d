import { expect } from 'chai';
import { maxWinLength } from '../../../src/domain/win.ts';
import type { Place, Win } from '../../../src/models/win-schema.ts';
import { reconcileMarked } from '../../../src/operations/nomination/reconcile.ts';
import { callbackIds } from '../../../src/views/ids.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn } from '../../support/challenge-team.ts';
import { expectWords, wordsOf } from '../../support/home.ts';
import {
  nextTs,
  nominationUsers,
  reactionEvent,
  type ShownMessage,
  showMessages,
  shownReaction,
  winOnWall,
} from '../../support/nomination.ts';
import { channelIs, choosePutOnWall } from '../../support/original.ts';
import { winsOf } from '../../support/win.ts';

const secret = 'rang Mrs Lee at +44 20 7946 0958 and fixed it';
const masked = 'rang Mrs Lee at ••• and fixed it';

describe('Put on the wall', () => {
  let bot: TestBot;
  let team: TestTeam;
  let place: Place;
  let messages: ReturnType<typeof showMessages>;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
    messages = showMessages(bot);
    channelIs(bot);
    place = { channelId: 'CGENERAL', ts: nextTs() };
    show({});
  });

  const show = (fields: ShownMessage) => messages.show(place, { user: 'UJO', text: secret, ...fields });
  const choose = (userId = 'USAM', claims: object = {}) => choosePutOnWall(team, userId, place, claims);
  const opened = () => bot.slack.callsOf('views.open').at(-1)!.view;
  const blockOf = (id: string) =>
    opened().blocks.find(({ block_id: blockId }: { block_id?: string }) => blockId === id);
  const filledIn = () => ({
    text: blockOf('win_text').element.initial_value,
    people: blockOf('win_people').element.initial_users,
  });
  const values = (typed: string, people: string[]) => ({
    win_text: { value: typed },
    win_people: { selected_users: people },
  });
  const submit = (userId: string, typed: string, people: string[], metadata?: object | string) =>
    team.submit(
      userId,
      callbackIds.nominationPutOnWall,
      metadata ?? opened().private_metadata,
      values(typed, people),
    );
  const put = async (typed = masked, people = ['UJO'], userId = 'USAM'): Promise<Win> => {
    await choose(userId);
    await submit(userId, typed, people);
    return (await team.store.wins.findMadeFrom(place))!;
  };
  const hear = (fields: object) =>
    team.event({ type: 'message', channel: place.channelId, ts: '1.0', event_ts: '1.0', ...fields });
  const editOriginal = (text: string) =>
    hear({
      subtype: 'message_changed',
      message: { type: 'message', user: 'UJO', ts: place.ts, text, edited: { user: 'UJO', ts: nextTs() } },
    });
  const deleteOriginal = async () => {
    messages.forget(place);
    await hear({ subtype: 'message_deleted', deleted_ts: place.ts });
  };
  const answer = () => bot.slack.callsOf('views.update').at(-1)!.view;
  const wallMessage = () => bot.slack.callsOf('chat.postMessage').find(({ channel }) => channel === 'CWALL')!;

  context('in a public channel', () => {
    it('fills in the words, without customer data, and the writer', async () => {
      await choose();

      expectValidModal(opened());
      expect(filledIn()).to.deep.equal({ text: masked, people: ['UJO'] });
      expectWords(opened(), '<#CGENERAL>', 'is left out', 'with a link to the message');
    });

    it('posts it in the name of whoever chose it, who is its first nominator', async () => {
      const win = await put();

      expect(win).to.deep.include({
        authorId: 'USAM',
        heroIds: ['UJO'],
        text: masked,
        nominatorIds: ['USAM'],
      });
      expect(wallMessage().text).to.match(/^<@UJO>, as told by sam: .*1 nomination/i);
      expect(JSON.stringify(wallMessage().blocks)).to.contain(
        `<https://example.slack.com/archives/CGENERAL/p${place.ts.replace('.', '')}|original message>`,
      );
      expect(answer().title.text).to.equal('Put on the wall');
      expectWords(answer(), 'On the wall for jo: ', '. <https://example.slack.com/archives/CWALL/');
      expect(buttonsIn(answer().blocks)).to.include.members(['win.edit', 'win.take_down']);
    });

    it('counts nobody for a message of their own', async () => {
      const win = await put(masked, ['UJO'], 'UJO');

      expect(win).to.deep.include({ authorId: 'UJO', heroIds: ['UJO'], nominationCount: 0 });
      expect(bot.slack.callsOf('chat.postEphemeral')).to.deep.equal([]);
    });

    it('counts a reaction to the message, and that of whoever put it there once', async () => {
      const win = await put();
      show({ reactions: [shownReaction('trophy', ['UKAI', 'USAM'])] });
      for (const userId of ['UKAI', 'USAM', 'UJO'])
        await team.event(reactionEvent(userId, place, { item_user: 'UJO' }));

      expect((await team.store.wins.find(win._id))?.nominatorIds).to.have.members(['USAM', 'UKAI']);
    });

    it('tells its writer, who may take it down', async () => {
      await put();

      const [notice] = bot.slack.callsOf('chat.postEphemeral');
      expect(notice).to.include({ channel: 'CGENERAL', user: 'UJO' });
      expect(notice!.text).to.contain(
        'sam put what you wrote in <#CGENERAL> on the wall, and it credits you',
      );
      expect(buttonsIn(notice!.blocks)).to.deep.equal(['win.take_down']);
    });

    it('links to a reply within its thread', async () => {
      show({ thread_ts: '1791375000.000001' });
      await put();

      expect(JSON.stringify(wallMessage().blocks)).to.contain(
        `?thread_ts=1791375000.000001&amp;cid=CGENERAL|original message>`,
      );
    });

    it('asks for words where there are none', async () => {
      show({ text: '', files: [{ mimetype: 'image/png' }] });
      await choose();

      expect(filledIn()).to.deep.equal({ text: undefined, people: ['UJO'] });
      expectWords(opened(), 'has no words');
    });

    it('shortens what is longer than a win', async () => {
      show({ text: 'é'.repeat(5_000) });
      await choose();

      expectValidModal(opened());
      expect([...filledIn().text]).to.have.length.at.most(maxWinLength);
    });

    it('takes what somebody says of themselves (/me)', async () => {
      show({ subtype: 'me_message', text: 'carried it upstairs' });
      await choose();

      expect(filledIn().text).to.equal('carried it upstairs');
    });

    it('asks about customer data that is typed in, and keeps the message', async () => {
      await choose();
      const ack = await submit('USAM', `${masked}, lee@example.com`, ['UJO']);

      const [[{ view }]] = ack.args as unknown as [
        [{ view: { callback_id: string; private_metadata: string } }],
      ];
      expect(view).to.include({
        callback_id: callbackIds.nominationPutOnWall,
        private_metadata: opened().private_metadata,
      });
    });
  });

  const notCopied: [string, () => void, string][] = [
    ['in a private channel', () => channelIs(bot, { is_private: true }), 'not a public channel'],
    ['in a group conversation', () => channelIs(bot, { is_mpim: true }), 'not a public channel'],
    [
      'in a direct message',
      () => {
        place = { channelId: 'D1', ts: nextTs() };
        show({});
      },
      'not a public channel',
    ],
    [
      'where Slack tells nothing',
      () => bot.slack.answersWith('conversations.info', { error: 'channel_not_found' }),
      'not a public channel',
    ],
    [
      'while Slack cannot be asked',
      () => bot.slack.answersWith('conversations.info', { error: 'internal_error' }),
      'could not find out',
    ],
    ['where the bot is not', () => channelIs(bot, { is_member: false }), 'I am not in this channel'],
    ['that was deleted', () => messages.forget(place), 'no longer in Slack'],
    ['of which a stone is left', () => show({ subtype: 'tombstone' }), 'no longer in Slack'],
    ['of an app', () => show({ bot_id: 'BOTHER' }), 'No person wrote this'],
    ['of another organisation', () => show({ user: 'UFAR' }), 'not an active member'],
    ['of somebody who has left', () => show({ user: 'UGONE' }), 'not an active member'],
    [
      'that is older than what is kept',
      () => {
        place = { channelId: 'CGENERAL', ts: '1500000000.000100' };
        show({});
      },
      'older than the stories',
    ],
  ];
  for (const [where, arrange, why] of notCopied)
    it(`copies nothing of a message ${where}, whatever the request says, and says why`, async () => {
      arrange();
      await choose('USAM', { user: 'UJO', text: secret, files: [{ mimetype: 'image/png' }] });

      expectValidModal(opened());
      expectWords(opened(), why);
      expect(filledIn()).to.deep.equal({ text: undefined, people: undefined });
      expect(JSON.stringify(opened())).not.to.match(/Lee|UJO|archives|channelId/);

      await submit('USAM', 'helped a customer', ['UKAI']);
      const [win] = await winsOf(team);
      expect(win).to.deep.include({ authorId: 'USAM', heroIds: ['UKAI'], nominatorIds: ['USAM'] });
      expect(win!.source).to.deep.equal({ kind: 'composer' });
    });

  it('opens in time when Slack is silent', async () => {
    bot.slack.answersWith('conversations.info', () => new Promise<object>(() => undefined));
    const started = performance.now();
    await Promise.race([choose(), new Promise((resolve) => setTimeout(resolve, 2_500))]);

    expect(performance.now() - started).to.be.below(2_500);
    expectWords(opened(), 'could not find out');
  });

  const forged: [string, () => void, string][] = [
    ['a private channel', () => channelIs(bot, { is_private: true }), 'not public any more'],
    [
      'a channel that the bot is not in',
      () => channelIs(bot, { is_member: false }),
      'no longer in the channel',
    ],
    ['a deleted message', () => messages.forget(place), 'deleted meanwhile'],
  ];
  for (const [what, arrange, why] of forged)
    it(`posts nothing from a form that names ${what}`, async () => {
      await choose();
      arrange();
      const ack = await submit('USAM', masked, ['UJO']);

      expect(JSON.stringify(ack.args)).to.contain(why);
      expect(await winsOf(team)).to.deep.equal([]);
    });

  it('posts nothing for somebody of another organisation', async () => {
    await choose('UFAR');
    const ack = await submit('UFAR', masked, ['UJO']);

    expect(JSON.stringify(ack.args)).to.contain('Only members of this organisation');
    expect(await winsOf(team)).to.deep.equal([]);
  });

  it('does nothing with a shortcut that comes without a message', async () => {
    await team.shortcut('USAM', 'nomination.put_on_wall');

    expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
  });

  context('when there is a win already', () => {
    it('links to the one that a reaction made', async () => {
      show({ reactions: [shownReaction('trophy', ['UKAI'])] });
      await team.event(reactionEvent('UKAI', place, { item_user: 'UJO' }));
      await choose();

      expectValidModal(opened());
      expectWords(opened(), 'on the wall already: <https://example.slack.com/archives/CWALL/');
    });

    it('shows no link to whoever may not see the wall', async () => {
      await put();
      bot.slack.answersWith('conversations.info', ({ channel }) => ({
        channel: { is_channel: true, is_private: channel === 'CWALL', is_member: true },
      }));
      bot.slack.answersWith('conversations.members', { members: ['UJO'] });
      const other = await bot.createWorkspace();
      await other.store.wins.store({ ...(await newWin()), winId: 'WOTHER' });
      await other.store.wins.recordPosted('WOTHER', { channelId: 'CWALL', ts: '1.000001' }, 0);
      await choosePutOnWall(other, 'UKAI', place);

      expectWords(opened(), 'Only those who are in its channel');
      expect(wordsOf(opened())).not.to.contain('archives');
    });

    it('says of a message of the wall that it is there', async () => {
      const win = await winOnWall(team);
      await choosePutOnWall(team, 'USAM', win.wall);

      expectWords(opened(), 'This is on the wall already.');
    });

    it('does not put there again what was taken down', async () => {
      const win = await put();
      await team.submit('UJO', 'win.take_down', { winId: win._id }, {});
      await choose('UKAI');

      expectWords(opened(), 'was taken down, so it is not put there again');
    });

    it('makes one of ten people at once, and answers the others with it', async () => {
      await choose();
      const metadata = opened().private_metadata;
      const userIds = Array.from({ length: 10 }, (_, index) => `UC${index + 1}`);
      await Promise.all(
        userIds.map((userId, index) => submit(userId, `in words ${index}`, ['UJO'], metadata)),
      );

      expect(await winsOf(team)).to.have.length(1);
      const answers = bot.slack.callsOf('views.update').map(({ view }) => wordsOf(view));
      expect(answers.filter((words) => words.includes('On the wall for jo'))).to.have.length(1);
      expect(
        answers.filter((words) => words.includes('on the wall already') || words.includes('in a moment')),
      ).to.have.length(9);
      expect(
        bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'CWALL'),
      ).to.have.length(1);
    });

    it('makes one of a form that is sent twice', async () => {
      await choose();
      const metadata = opened().private_metadata;
      await Promise.all([1, 2].map(() => submit('USAM', masked, ['UJO'], metadata)));

      expect(await winsOf(team)).to.have.length(1);
      const answers = bot.slack.callsOf('views.update').map(({ view }) => wordsOf(view));
      expect(answers.every((words) => /On the wall for|Your win/.test(words))).to.equal(true);
    });

    it('makes one of a reaction and the shortcut at once', async () => {
      await choose();
      show({ reactions: [shownReaction('trophy', ['UKAI'])] });
      await Promise.all([
        submit('USAM', masked, ['UJO']),
        team.event(reactionEvent('UKAI', place, { item_user: 'UJO' })),
      ]);

      const wins = await winsOf(team);
      expect(wins).to.have.length(1);
      expect(wins[0]!.nominatorIds).to.include('UKAI');
    });
  });

  const newWin = async () => ({
    authorId: 'UJO',
    heroIds: ['UJO'],
    text: 'found it',
    names: new Map<string, string>(),
    source: { kind: 'message' as const, ...place, nominatedBy: 'USAM' },
    postedAt: bot.now(),
    week: '2026-W41' as const,
    customerAlias: undefined,
    rung: undefined,
    principle: undefined,
  });

  context('when the message changes later', () => {
    const now = (win: Win) => team.store.wins.find(win._id);

    it('follows it while nobody put other words in its place', async () => {
      const win = await put();
      await editOriginal('rang her twice');

      expect((await now(win))?.text).to.equal('rang her twice');
    });

    it('takes over an edit that came while the form was open', async () => {
      await choose();
      show({ text: 'rang her thrice', edited: { ts: nextTs() } });
      await submit('USAM', masked, ['UJO']);
      messages.show((await team.store.wins.findMadeFrom(place))!.wall!, {});
      await reconcileMarked(team.deps);

      expect((await team.store.wins.findMadeFrom(place))?.text).to.equal('rang her thrice');
    });

    it('keeps the words that somebody else wrote about it', async () => {
      const win = await put('Jo rang and rang until it worked');
      await editOriginal('never mind');

      expect((await now(win))?.text).to.equal('Jo rang and rang until it worked');
    });

    it('goes with it while the words are those of the message', async () => {
      const win = await put();
      await deleteOriginal();

      expect((await now(win))?.withdrawn?.why).to.equal('message-deleted');
    });

    for (const [when, retell] of [
      ['in the form', () => put('Jo rang and rang')],
      [
        'in an edit',
        async () => {
          const win = await put();
          await team.action('USAM', 'win.edit', { value: win._id });
          await team.submit(
            'USAM',
            'win.change',
            opened().private_metadata,
            values('Jo rang and rang', ['UJO']),
          );
          return win;
        },
      ],
    ] as const)
      it(`stands, without the link and the reactions there, when its author retold it ${when}`, async () => {
        const win = await retell();
        show({ reactions: [shownReaction('trophy', ['UKAI'])] });
        await team.event(reactionEvent('UKAI', place, { item_user: 'UJO' }));
        expect((await now(win))?.nominationCount).to.equal(2);

        await deleteOriginal();
        bot.slack.answersWith('reactions.get', ({ channel, timestamp }) =>
          channel === 'CWALL' ? { message: { ts: timestamp } } : { error: 'message_not_found' },
        );
        await reconcileMarked(team.deps);
        await bot.shared.background.drain(5_000);

        expect(await now(win)).to.deep.include({ text: 'Jo rang and rang', nominatorIds: ['USAM'] });
        expect((await now(win))?.withdrawn).to.equal(undefined);
        expect(JSON.stringify(bot.slack.callsOf('chat.update').at(-1))).not.to.contain('original message');
      });
  });

  it('forgets its writer who has their data deleted, and stays with whoever put it there', async () => {
    show({ files: [{ mimetype: 'image/png' }] });
    const win = await put('Jo and Kai rang and rang', ['UJO', 'UKAI']);
    await team.store.wins.erasePerson({ userId: 'UJO', standIn: 'someone' });

    const left = (await team.store.wins.find(win._id))!;
    expect(await team.store.wins.hasPerson('UJO')).to.equal(false);
    expect(left).to.deep.include({ authorId: 'USAM', heroIds: ['someone', 'UKAI'] });
    expect(left.source).to.deep.include({ kind: 'message', writerId: 'someone' }).and.not.have.any.keys('ts');
  });

  context('when the message holds a picture', () => {
    const image = { mimetype: 'image/jpeg' };
    const link = () => `https://example.slack.com/archives/CGENERAL/p${place.ts.replace('.', '')}`;

    for (const [how, make] of [
      ['the shortcut', () => put()],
      ['a reaction', () => team.event(reactionEvent('USAM', place, { item_user: 'UJO' }))],
    ] as const)
      it(`says so with a link on a win that ${how} made`, async () => {
        show({ files: [image], reactions: [shownReaction('trophy', ['USAM'])] });
        await make();

        expect(wallMessage().text).to.contain(`With a picture: <${link()}|`);
        expect(JSON.stringify(wallMessage().blocks)).to.contain(`:camera: With a picture: <${link()}|`);
      });

    it('says nothing of other files', async () => {
      show({ files: [{ mimetype: 'application/pdf' }, { ...image, mode: 'tombstone' }] });
      await put();

      expect(wallMessage().text).not.to.contain('picture');
    });

    it('goes by what the request shows where Slack keeps it to itself', async () => {
      await choose('USAM', { files: [image] });
      await submit('USAM', masked, ['UJO']);

      expect(wallMessage().text).to.contain('With a picture');
    });

    it('says it no more once the picture is gone', async () => {
      show({ files: [image] });
      const win = await put();
      await hear({
        subtype: 'message_changed',
        message: { type: 'message', user: 'UJO', ts: place.ts, text: secret },
        previous_message: { type: 'message', user: 'UJO', ts: place.ts, text: secret, files: [image] },
      });

      expect((await team.store.wins.find(win._id))?.source?.hasPicture).to.equal(undefined);
      expect(bot.slack.callsOf('chat.update').at(-1)!.text).not.to.contain('picture');
    });

    it('says it no more once the message is gone', async () => {
      show({ files: [image] });
      await put('Jo rang and rang');
      await deleteOriginal();

      expect(bot.slack.callsOf('chat.update').at(-1)!.text).not.to.contain('picture');
    });
  });
});

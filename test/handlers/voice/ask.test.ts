import { expect } from 'chai';
import { forgetWins } from '../../../src/operations/win/forget-wins.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { answerLink, askValues, isLinkOpen, makeLink, publicUrl, tokenIn } from '../../support/ask.ts';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { inModal, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nominationUsers, type WallWin, winOnWall } from '../../support/nomination.ts';

type Ack = Awaited<ReturnType<TestTeam['command']>>;

const users = [...nominationUsers, { id: 'UGUEST', name: 'guest', is_restricted: true }];
const dayMs = 86_400_000;

describe('asking a customer', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users, publicUrl });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await team.store.workspace.recordSlackName('Lee and Sons');
    win = await winOnWall(team, { author: 'UJO', hero: 'USAM' });
    bot.slack.calls.length = 0;
    bot.slack.answers.length = 0;
  });

  const viewIn = (ack: Ack) => Reflect.get(Object(ack.firstCall.args[0]), 'view');
  const responseIn = (ack: Ack) => Reflect.get(Object(ack.firstCall.args[0]), 'response_action');
  const errorsIn = (ack: Ack) => Reflect.get(Object(ack.firstCall.args[0]), 'errors');
  const answer = () => bot.slack.answers.at(-1)!.message;
  const opened = () => [...bot.slack.callsOf('views.open'), ...bot.slack.callsOf('views.push')].at(-1)?.view;
  const expectSound = ({ text, blocks }: ReturnType<typeof answer>) => expectValidMessage({ text, blocks });
  const later = (ms: number) => bot.setNow(new Date(bot.now().getTime() + ms));
  const find = (winId = win._id) => team.store.voices.find(winId);
  const ask = (userId: string, winId = win._id) => team.action(userId, actionIds.voiceAsk, { value: winId });
  const buttonOf = (linkMadeAt: Date | undefined, winId = win._id) => ({
    value: `${winId}:${linkMadeAt?.getTime()}`,
  });
  const metadata = (linkMadeAt?: Date) => ({
    winId: win._id,
    words: 'found the key',
    ...(linkMadeAt && { linkMadeAt: linkMadeAt.getTime() }),
  });
  const preview = (userId: string, values: Record<string, object>, seen?: Date) =>
    team.submit(userId, callbackIds.voiceAsk, metadata(seen), values);

  describe('with the form', () => {
    it('does not fill in the words of the win, and says that nothing is sent', async () => {
      await ask('UJO');

      const view = opened();
      expectValidModal(view);
      expect(wordsOf(view)).to.contain('I send nothing to anybody').and.to.contain('not legal advice');
      const moment = view.blocks.find(({ block_id: id }: { block_id?: string }) => id === 'voice_moment');
      expect(moment.element).to.not.have.property('initial_value');
      expect(moment).to.not.have.property('optional');
    });

    it('previews what the customer sees, and stores nothing yet', async () => {
      const ack = await preview('UJO', askValues('*your* umbrella'));

      expect(responseIn(ack)).to.equal('push');
      expectValidModal(viewIn(ack));
      expect(wordsOf(viewIn(ack)))
        .to.contain('Lee and Sons')
        .and.to.contain('*your* umbrella')
        .and.to.contain('Did this make a difference to you?')
        .and.to.contain('It made my day')
        .and.not.to.contain('found the key');
      expect(await find()).to.equal(null);
    });

    it('shows the name that managers gave, rather than that of the workspace', async () => {
      await team.store.workspace.changeSettings({
        id: 'C1',
        byId: 'UANN',
        at: bot.now(),
        version: 1,
        fields: [{ field: 'businessName', from: undefined, to: 'The Tea Room' }],
      });

      expect(wordsOf(viewIn(await preview('UJO', askValues('your tea'))))).to.contain('The Tea Room');
    });

    it('says beside the field what is missing or too long', async () => {
      expect(errorsIn(await preview('UJO', askValues('\u2800 ')))).to.have.property('voice_moment');
      expect(errorsIn(await preview('UJO', askValues('m'.repeat(151))))).to.have.property('voice_moment');
      const long = await preview('UJO', askValues('tea', 'a'.repeat(81)));
      expect(errorsIn(long)).to.have.property('voice_customer');
    });

    it('asks about contact data in both of its fields, and masks it', async () => {
      const typed = (choice?: 'mask') => askValues('ring 020 7946 0958', 'lee@shop.example', choice);
      const asked = viewIn(await preview('UJO', typed()));
      expectValidModal(asked);
      expect(wordsOf(asked)).to.contain('a phone number').and.to.contain('an e-mail address');

      const { private_metadata: masked } = viewIn(await preview('UJO', typed('mask')));
      expect(JSON.parse(masked)).to.include({ moment: 'ring •••', customerAlias: '•••' });
    });

    it('says first when the same customer was asked lately, and goes on all the same', async () => {
      await makeLink(team, 'UJO', { winId: win._id, customerAlias: 'Mrs Lee' });
      later(12 * dayMs);
      const other = await winOnWall(team);
      const submit = () =>
        team.submit(
          'UJO',
          callbackIds.voiceAsk,
          { winId: other._id, words: '' },
          askValues('your tea', 'mrs  LEE'),
        );

      const [first] = viewIn(await submit()).blocks;
      expect(first.text.text).to.contain('LEE was asked 12 days ago');
      later(80 * dayMs);
      expect(wordsOf(viewIn(await submit()))).to.not.contain('was asked');
    });
  });

  describe('making the link', () => {
    it('shows it once, with its picture, and stores no secret', async () => {
      const ack = await makeLink(team, 'UJO', { winId: win._id, customerAlias: 'Mrs Lee' });

      const token = tokenIn(viewIn(ack))!;
      expect(token).to.have.length(22);
      expectValidModal(viewIn(ack));
      expect(JSON.stringify(viewIn(ack))).to.not.contain('qr.png');
      const [pictured] = bot.slack.callsOf('views.update');
      expectValidModal(pictured!.view);
      expect(pictured).to.include({ view_id: 'VLINK' });
      const picture = pictured!.view.blocks.find(({ type }: { type: string }) => type === 'image');
      expect(picture).to.include({ image_url: `${publicUrl}/ask/${token}/qr.png` });
      expect(picture.alt_text).to.contain('QR code');
      expect(await isLinkOpen(bot, token)).to.equal(true);
      const voice = await find();
      expect(voice).to.include({
        askedBy: 'UJO',
        moment: 'your umbrella',
        customerAlias: 'Mrs Lee',
        pick: 'staff',
      });
      expect(JSON.stringify(voice)).to.not.contain(token);
      expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
    });

    it('keeps the link in sight when Slack cannot fetch the picture', async () => {
      bot.slack.answersWith('views.update', { error: 'invalid_arguments' });

      const ack = await makeLink(team, 'UJO', { winId: win._id });

      const last = bot.slack.callsOf('views.update').at(-1)!.view;
      expect(tokenIn(last)).to.equal(tokenIn(viewIn(ack)));
      expect(wordsOf(last)).to.contain('PUBLIC_URL').and.to.contain('Take it back');
    });

    it('is for one of two who ask at once, and the other hears of it', async () => {
      const acks = await Promise.all(
        ['UJO', 'USAM'].map((userId) => makeLink(team, userId, { winId: win._id })),
      );

      const made = acks.filter((ack) => tokenIn(viewIn(ack)));
      const [other] = acks.filter((ack) => !made.includes(ack));
      expect(made).to.have.length(1);
      expect(wordsOf(viewIn(other!))).to.contain('made a link meanwhile');
      expectValidModal(viewIn(other!));

      later(1_000);
      const { private_metadata: seen } = viewIn(other!);
      const again = await team.submit('USAM', callbackIds.voiceLink, seen, {});
      expect(await isLinkOpen(bot, tokenIn(viewIn(made[0]!))!)).to.equal(false);
      expect(await isLinkOpen(bot, tokenIn(viewIn(again))!)).to.equal(true);
    });

    it('does nothing once the customer has answered', async () => {
      const { linkMadeAt } = await asked();
      await answerLink(bot, (await asked.token())!);

      for (const act of [
        () => makeLink(team, 'USAM', { winId: win._id, linkMadeAt: linkMadeAt.getTime() }),
        () => makeLink(team, 'USAM', { winId: win._id }),
      ])
        expect(wordsOf(viewIn(await act()))).to.contain('has answered already');
      expect(await find()).to.include({ answer: 'helped', askedBy: 'UJO' });
    });

    it('is refused for a win that was taken down while the form was open', async () => {
      await team.store.wins.takeDown(win._id, { userId: 'UJO', isManager: false }, bot.now());

      expect(Object.values(errorsIn(await preview('UJO', askValues('tea'))))[0]).to.contain(
        'not on the wall',
      );
      expect(wordsOf(viewIn(await makeLink(team, 'UJO', { winId: win._id })))).to.contain('not on the wall');
      expect(await find()).to.equal(null);
    });
  });

  let lastToken: string | undefined;
  /** Jo's question about the win. */
  const asked = Object.assign(
    async () => {
      lastToken = tokenIn(viewIn(await makeLink(team, 'UJO', { winId: win._id })));
      later(1_000);
      return (await find())!;
    },
    { token: async () => lastToken },
  );

  describe('once it is asked', () => {
    it('shows how it stands instead of an empty form', async () => {
      await asked();
      later(3 * dayMs);

      await ask('USAM');

      expectValidModal(opened());
      expect(wordsOf(opened()))
        .to.contain('<@UJO> asked the customer 3 days ago')
        .and.to.contain('your umbrella')
        .and.to.contain('Make a new link');
      await ask('UJO');
      expect(wordsOf(opened())).to.contain('You asked the customer');
      later(26 * dayMs);
      await ask('UJO');
      expect(wordsOf(opened())).to.contain('nobody answered within 28 days');
      const { linkMadeAt } = (await find())!;
      await team.action('USAM', actionIds.voiceNewLink, buttonOf(linkMadeAt), inModal);
      await ask('UJO');
      expect(wordsOf(opened())).to.contain('<@USAM> asked the customer today');
    });

    it('makes a new link, after which the last one works alone', async () => {
      const { linkMadeAt } = await asked();
      const first = await asked.token();

      await team.action('USAM', actionIds.voiceNewLink, buttonOf(linkMadeAt), inModal);

      const shown = bot.slack.callsOf('views.update').at(-1)!.view;
      expect(await isLinkOpen(bot, first!)).to.equal(false);
      expect(await isLinkOpen(bot, tokenIn(shown)!)).to.equal(true);
      expect(await find()).to.include({ moment: 'your umbrella' });
    });

    it('tells whoever presses a button of a link that is not the last any more', async () => {
      const { linkMadeAt } = await asked();
      await team.action('USAM', actionIds.voiceNewLink, buttonOf(linkMadeAt), inModal);
      const token = tokenIn(bot.slack.callsOf('views.update').at(-1)!.view)!;

      for (const actionId of [actionIds.voiceNewLink, actionIds.voiceTakeBack]) {
        await team.action('UJO', actionId, buttonOf(linkMadeAt), inModal);
        const { view } = bot.slack.callsOf('views.update').at(-1)!;
        expectValidModal(view);
        expect(wordsOf(view)).to.contain('<@USAM> made a link meanwhile');
      }
      expect(await isLinkOpen(bot, token)).to.equal(true);
    });

    it('is taken back, and the link leads nowhere', async () => {
      const { linkMadeAt } = await asked();
      const token = await asked.token();

      await team.action('UJO', actionIds.voiceTakeBack, buttonOf(linkMadeAt), inModal);
      expect(wordsOf(bot.slack.callsOf('views.update').at(-1)!.view)).to.contain('It is taken back');
      await team.action('USAM', actionIds.voiceTakeBack, buttonOf(linkMadeAt), inModal);

      expect(wordsOf(bot.slack.callsOf('views.update').at(-1)!.view)).to.contain('taken back already');
      expect(await isLinkOpen(bot, token!)).to.equal(false);
      expect(await find()).to.equal(null);
    });

    it('is either taken back or answered when both happen at once', async () => {
      const { linkMadeAt } = await asked();
      const token = (await asked.token())!;

      const [, answered] = await Promise.all([
        team.action('UJO', actionIds.voiceTakeBack, buttonOf(linkMadeAt), inModal),
        answerLink(bot, token),
      ]);

      const shown = wordsOf(bot.slack.callsOf('views.update').at(-1)!.view);
      expect(shown).to.contain(answered ? 'has answered already' : 'It is taken back');
      expect((await find())?.answer).to.equal(answered ? 'helped' : undefined);
    });

    it('can have other words', async () => {
      const { linkMadeAt } = await asked();
      await team.action('UJO', actionIds.voiceWords, { value: win._id }, inModal);
      const form = bot.slack.callsOf('views.update').at(-1)!.view;
      expectValidModal(form);
      expect(JSON.stringify(form)).to.contain('"initial_value":"your umbrella"');

      const ack = await preview('UJO', askValues('your hat'), linkMadeAt);
      expect(wordsOf(viewIn(ack))).to.not.contain('meanwhile');
      await team.submit('UJO', callbackIds.voiceLink, viewIn(ack).private_metadata, {});
      expect(await find()).to.include({ moment: 'your hat' });
    });
  });

  describe('`/brag ask`', () => {
    it("lists one's own wins, newest first, with how asking about each stands", async () => {
      await asked();
      later(2 * dayMs);
      const told = await winOnWall(team, { author: 'USAM', hero: 'UKAI' });
      await winOnWall(team, { author: 'UKAI' });

      await team.command('USAM', 'ask');

      expectValidModal(opened());
      const lines = opened().blocks.filter(({ accessory }: { accessory?: object }) => accessory);
      expect(lines.map(({ accessory }: { accessory: { value: string } }) => accessory.value)).to.deep.equal([
        told._id,
        win._id,
      ]);
      expect(wordsOf(opened())).to.contain('asked 2 days ago');

      await answerLink(bot, (await asked.token())!);
      await team.command('USAM', 'ask the customer');
      expect(wordsOf(opened())).to.contain('asked 2 days ago, answered');
    });

    it('says what to do when there is nothing to ask about', async () => {
      later(29 * dayMs);
      await team.command('UJO', 'ask');
      expectSound(answer());
      expect(answer().text).to.contain('no win on the wall of the last four weeks');
    });

    it('shows those who are credited in a private channel that they are not in nothing of it', async () => {
      wallIs(bot, { privateTo: ['UJO'] });
      await team.command('USAM', 'ask');
      expect(answer().text).to.contain('no win on the wall');
      await ask('USAM');
      expect(answer().text).to.contain('Only whoever told this win');
      await team.command('UJO', 'ask');
      expect(wordsOf(opened())).to.contain('found the key');
    });
  });

  const strangers: [who: string, userId: string, words: string][] = [
    ['a colleague', 'UKAI', 'Only whoever told this win'],
    ['a guest', 'UGUEST', 'Only members'],
    ['somebody who was deactivated', 'UGONE', 'Only members'],
    ['somebody of another organisation', 'UFAR', 'Only members'],
  ];
  for (const [who, userId, words] of strangers)
    it(`is not for ${who}, by whatever door`, async () => {
      const { linkMadeAt } = await asked();
      const before = JSON.stringify(await find());

      await ask(userId);
      expect(answer().text).to.contain(words);
      await team.action(userId, actionIds.winMore, {
        type: 'overflow',
        selected_option: { value: `ask:${win._id}` },
      });
      expect(answer().text).to.contain(words);
      for (const actionId of [actionIds.voiceNewLink, actionIds.voiceTakeBack])
        await team.action(userId, actionId, buttonOf(linkMadeAt), inModal);
      const ack = await makeLink(team, userId, { winId: win._id, linkMadeAt: linkMadeAt.getTime() });

      expect(wordsOf(viewIn(ack))).to.contain(words);
      expect(JSON.stringify(await find())).to.equal(before);
    });

  it('is in the export of whoever asked, without what opens the link, and goes when they are erased', async () => {
    await asked();
    const token = (await asked.token())!;

    const [row] = await team.store.voices.exportOf('UJO');
    expect(JSON.stringify(row)).to.contain('your umbrella').and.not.to.contain('tokenHash');
    expect(await team.store.voices.exportOf('UKAI')).to.deep.equal([]);
    await team.store.voices.erasePerson({ userId: 'UJO', standIn: 'X1' });
    expect(await isLinkOpen(bot, token)).to.equal(false);
  });

  it('is forgotten with its win', async () => {
    await asked();
    await forgetWins(team.deps, [win._id]);
    expect(await find()).to.equal(null);
  });

  it('is in the menu of a win on the wall, and beside the answer to a new one', async () => {
    await team.command('UJO', 'carried the piano upstairs');

    const [posted] = bot.slack.callsOf('chat.postMessage');
    expectSound(posted!);
    expect(JSON.stringify(posted)).to.match(/"value":"ask:/);
    expectSound(answer());
    expect(JSON.stringify(answer())).to.contain(actionIds.voiceAsk);
  });
});

describe('asking a customer, without pages', () => {
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());

  it('is offered nowhere, and `/brag ask` says who can help', async () => {
    wallIs(bot, 'public');
    const team = await bot.createWorkspace();

    await team.command('UJO', 'carried the piano upstairs');
    expect(JSON.stringify([bot.slack.calls, bot.slack.answers])).to.not.contain('Ask the customer');

    await team.command('UJO', 'ask');
    expect(bot.slack.answers.at(-1)?.message.text).to.contain('PUBLIC_URL');
    expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import type { Win } from '../../../src/models/win-schema.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { failingDatabase, silentDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { mayEdit, postAboutSam, winsOf, winUsers } from '../../support/win.ts';

describe('saving the form that changes a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: [...winUsers, { id: 'UJO2', name: 'jo' }] });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const filled = (typed: string, userIds = ['USAM'], more: Record<string, object> = {}) => ({
    win_text: { value: typed },
    win_people: { selected_users: userIds },
    ...more,
  });
  const save = (userId: string, { _id: winId, edition }: Win, values: Record<string, object>) =>
    team.submit(userId, 'win.change', { winId, edition }, values);
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;
  const updates = () => bot.slack.callsOf('chat.update');

  it('stores it and shows it anew', async () => {
    const win = await postAboutSam(team);

    const ack = await save('UJO', win, filled('@sam carried two pianos', ['USAM', 'UKAI']));

    expect(ack.args).to.deep.equal([[]]);
    expect(await stored(win)).to.deep.include({
      text: '<@USAM> carried two pianos',
      heroIds: ['USAM', 'UKAI'],
      edition: 1,
      isWallStale: false,
    });
    expect(updates().at(-1)).to.deep.include({ channel: bot.wallChannelId, ts: win.wall!.ts });
    expect(updates().at(-1)!.text).to.contain('<@USAM> and <@UKAI>').and.to.contain('carried two pianos');
  });

  it('keeps whom it mentions when two people go by one name', async () => {
    await team.command('UKAI', 'won it with <@UJO2> and <@UJO>, and @sam');
    const [win] = await winsOf(team);
    await team.action('UKAI', 'win.edit', { value: win!._id });
    const form = bot.slack.callsOf('views.open').at(-1)!.view;
    const shown: string = form.blocks[0].element.initial_value;

    await team.submit('UKAI', 'win.change', form.private_metadata, filled(`${shown}!`, ['UJO', 'UJO2']));

    expect(shown).to.equal('won it with @jo and @jo, and @sam');
    expect((await stored(win!)).text).to.equal('won it with <@UJO2> and <@UJO>, and @sam!');
  });

  it('says anew where the win is, without a warning, in the private answer that it was opened beside', async () => {
    const win = await postAboutSam(team, 'rang her at +44 20 7946 0958');
    expect(bot.slack.answers[0]!.message.text).to.contain('a phone number');
    await team.action('UJO', 'win.edit', { value: win._id }, { container: { is_ephemeral: true } });
    const { private_metadata: metadata } = bot.slack.callsOf('views.open')[0]!.view;

    await team.submit('UJO', 'win.change', metadata, filled('@sam rang her at •••'));

    const { message } = bot.slack.answers.at(-1)!;
    expect(message).to.include({ response_type: 'ephemeral', replace_original: true });
    expect(message.text).to.contain('On the wall for').and.not.to.contain('phone number');
    expect(bot.slack.answers).to.have.length(2);
  });

  it('leads into no private channel', async () => {
    const win = await postAboutSam(team);

    const customer = { win_customer: { value: 'as in x.slack.com/archives/GLEADS/p17' } };
    await save('UJO', win, filled('see https://x.slack.com/archives/GLEADS/p17', ['USAM'], customer));

    const { text, customerAlias } = await stored(win);
    expect({ text, customerAlias }).to.deep.equal({
      text: 'see a private channel',
      customerAlias: 'as in a private channel',
    });
  });

  it('removes the details that were emptied', async () => {
    const win = await postAboutSam(team);
    const customer = { win_customer: { value: 'Mrs Lee' } };
    await save('UJO', win, filled('carried it', ['USAM'], customer));

    await save('UJO', await stored(win), filled('carried it'));

    expect((await stored(win)).customerAlias).to.equal(undefined);
    expect(updates().map(({ text }) => text.includes('For Mrs Lee'))).to.deep.equal([true, false]);
  });

  it('keeps what it replaced, and by whom', async () => {
    const win = await postAboutSam(team);

    await save('UJO', win, filled('with a rope'));

    const { editions } = await stored(win);
    expect(editions).to.have.length(1);
    expect(editions[0]).to.deep.include({
      text: '<@USAM> carried the piano upstairs',
      heroIds: ['USAM'],
      replacedBy: 'UJO',
    });
  });

  it('keeps the form open when it came back without what it was opened with', async () => {
    const win = await postAboutSam(team);

    const ack = await team.submit('UJO', 'win.change', { winId: win._id }, filled('lost its way'));

    expect(ack.callCount).to.equal(1);
    expect(JSON.stringify(ack.args)).to.contain('"errors":{"win_text":"Sorry');
    expect((await stored(win)).edition).to.equal(0);
  });

  const refused: [what: string, values: Record<string, object>, block: string, words: string][] = [
    ['has no words', filled(' \u200b'), 'win_text', 'no words'],
    ['only names people', filled('@sam'), 'win_text', 'only names people'],
    ['is too long', filled('x'.repeat(2001)), 'win_text', '2,001'],
    ['credits nobody', filled('carried it', []), 'win_people', 'at least one active person'],
    ['credits an app alone', filled('carried it', ['UBOT']), 'win_people', 'at least one active person'],
    ['credits who left', filled('carried it', ['UOLD']), 'win_people', 'at least one active person'],
  ];
  for (const [what, values, block, words] of refused)
    it(`says beside its field that it ${what}, and stores nothing`, async () => {
      const win = await postAboutSam(team);

      const ack = await save('UJO', win, values);

      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain(`"errors":{"${block}":`).and.to.contain(words);
      expect(await stored(win)).to.deep.include({ text: win.text, edition: 0 });
    });

  it('says that a win is gone when it was taken down meanwhile', async () => {
    const win = await postAboutSam(team);
    await team.action('UJO', 'win.take_down', { value: win._id });

    const ack = await save('UJO', win, filled('carried it'));

    expect(JSON.stringify(ack.args)).to.contain('no longer on the wall');
  });

  context('when somebody saves it', () => {
    for (const [who, userId, may] of mayEdit)
      it(`${may ? 'takes it from' : 'tells of the rule, and stores nothing of'} ${who}`, async () => {
        const win = await postAboutSam(team);

        const ack = await save(userId, win, filled('carried it with care'));

        expect(ack.callCount).to.equal(1);
        expect((await stored(win)).text).to.equal(may ? 'carried it with care' : win.text);
        if (may) expect(ack.args).to.deep.equal([[]]);
        else expect(JSON.stringify(ack.args)).to.contain('Only its author can change the words');
      });

    it('tells of the rule when a colleague changes nothing', async () => {
      const win = await postAboutSam(team);

      const ack = await save('UKAI', win, filled('@sam carried the piano upstairs'));

      expect(JSON.stringify(ack.args)).to.contain('Only its author can change the words');
    });
  });

  context('when Slack cannot say who somebody is', () => {
    it('takes it from its author', async () => {
      bot.slack.answersWith('users.info', { error: 'internal_error' });
      const win = await postAboutSam(team);

      const ack = await save('UJO', win, filled('carried it with care'));

      expect(ack.args).to.deep.equal([[]]);
      expect((await stored(win)).text).to.equal('carried it with care');
    });
  });

  context('when it looks as if it holds customer data', () => {
    const choice = (value: string) => ({ win_customer_data: { selected_option: { value } } });
    const values = filled('mailed lee@example.com', ['USAM', 'UKAI']);

    it('asks what to do with it, in a form that holds what was typed', async () => {
      const win = await postAboutSam(team);

      const ack = await save('UJO', win, values);

      const said = JSON.stringify(ack.args);
      expect(ack.callCount).to.equal(1);
      expect(said).to.contain('"response_action":"update"').and.to.contain('"callback_id":"win.change"');
      expect(said).to.contain(JSON.stringify(JSON.stringify({ winId: win._id, edition: 0 })));
      expect(said).to.contain('mailed lee@example.com').and.to.contain('["USAM","UKAI"]');
      expect((await stored(win)).text).to.equal(win.text);
    });

    for (const [chosen, text] of [
      ['mask', 'mailed •••'],
      ['keep', 'mailed lee@example.com'],
    ] as const)
      it(`stores "${text}" when the answer is to ${chosen} it`, async () => {
        const win = await postAboutSam(team);

        const ack = await save('UJO', win, { ...values, ...choice(chosen) });

        expect(ack.args).to.deep.equal([[]]);
        expect((await stored(win)).text).to.equal(text);
      });
  });

  context('when several save it at once', () => {
    it('stores one of twenty different changes, and asks the others to open it again', async () => {
      const win = await postAboutSam(team);

      const acks = await Promise.all(
        Array.from({ length: 20 }, (_, index) => save('UJO', win, filled(`version ${index}`))),
      );

      const said = acks.map(({ args }) => JSON.stringify(args));
      expect(said.filter((text) => text === '[[]]')).to.have.length(1);
      expect(said.filter((text) => text.includes('Somebody changed this win'))).to.have.length(19);
      expect(await stored(win)).to.include({ edition: 1, text: `version ${said.indexOf('[[]]')}` });
    });

    it('stores the same form once when it is sent twenty times', async () => {
      const win = await postAboutSam(team);

      const acks = await Promise.all(
        Array.from({ length: 20 }, () => save('UJO', win, filled('the same', ['UKAI']))),
      );

      expect(acks.map(({ args }) => args)).to.deep.equal(Array.from({ length: 20 }, () => [[]]));
      expect(await stored(win)).to.include({ edition: 1, text: 'the same' });
    });
  });

  context('when the database does not take it', () => {
    it('keeps the form open with its text when it fails', async () => {
      const win = await postAboutSam(team);
      failingDatabase(bot.models.wins.model, 'findOneAndUpdate');

      const ack = await save('UJO', win, filled('still here'));

      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain('Your text is still here');
    });

    it('keeps the form open when it is silent, and takes it when it is sent again', async () => {
      const win = await postAboutSam(team);
      const clock = fakeTimers();
      const database = silentDatabase(bot.models.wins.model, 'findOneAndUpdate');
      const saving = save('UJO', win, filled('took its time'));
      await waitFor('the database to be asked', () => database.count() > 0);
      await clock.tickAsync(2_000);
      clock.restore();
      database.answer();

      const first = await saving;
      const second = await save('UJO', win, filled('took its time'));

      expect(first.callCount).to.equal(1);
      expect(JSON.stringify(first.args)).to.contain('Your text is still here');
      expect(second.args).to.deep.equal([[]]);
      expect(await stored(win)).to.include({ edition: 1, text: 'took its time' });
    });

    it('stays closed when showing it anew fails', async () => {
      const win = await postAboutSam(team);
      bot.slack.answersWith('chat.update', { error: 'internal_error' });

      const ack = await save('UJO', win, filled('stored all the same'));

      expect(ack.args).to.deep.equal([[]]);
      expect(await stored(win)).to.include({ text: 'stored all the same', isWallStale: true });
    });
  });
});

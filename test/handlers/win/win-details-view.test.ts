import { expect } from 'chai';
import sinon from 'sinon';
import type { Win } from '../../../src/models/win-schema.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { mayEdit, postAboutSam, winsOf, winUsers } from '../../support/win.ts';

const privately = { container: { type: 'message', is_ephemeral: true } };
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('adding details to a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: winUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const details = {
    win_customer: { value: 'Mrs Lee' },
    win_rung: { selected_option: { value: 'hugger' } },
    win_principle: { selected_option: { value: 'respect' } },
  };
  const open = async (winId: string, body: object = privately) => {
    await team.action('UJO', 'win.add_details', { value: winId }, body);
    const method = 'view' in body ? 'views.push' : 'views.open';
    return bot.slack.callsOf(method).at(-1)!.view;
  };
  const save = (userId: string, { _id: winId, edition }: Win, values: Record<string, object> = details) =>
    team.submit(userId, 'win.details', { winId, edition, words: 'carried' }, values);
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;

  it('opens a form with nothing else in it, at its first field, with what there is', async () => {
    const win = await postAboutSam(team);
    await save('UJO', win);

    const view = await open(win._id);

    const ids = view.blocks.flatMap(({ block_id: id }: { block_id?: string }) => id ?? []);
    expect(view.callback_id).to.equal('win.details');
    expect(ids).to.deep.equal(['win_customer', 'win_rung', 'win_principle']);
    expect(view.blocks[0].text.text).to.equal('‘carried the piano upstairs’');
    expect(view.blocks[1].element).to.include({ initial_value: 'Mrs Lee', focus_on_load: true });
    expect(view.blocks[2].element.initial_option.value).to.equal('hugger');
  });

  it('shows them on the wall, keeps text and people, and answers in place of the answer', async () => {
    const win = await postAboutSam(team);
    const view = await open(win._id);

    const ack = await team.submit('UJO', 'win.details', view.private_metadata, details);

    expect(ack.args).to.deep.equal([[]]);
    expect(await stored(win)).to.deep.include({
      text: win.text,
      heroIds: ['USAM'],
      customerAlias: 'Mrs Lee',
      rung: 'hugger',
      principle: 'respect',
    });
    expect(bot.slack.callsOf('chat.update').at(-1)!.text).to.contain('For Mrs Lee');
    const { url, message } = bot.slack.answers.at(-1)!;
    expect(url).to.equal(responseUrl);
    expect(message).to.include({ response_type: 'ephemeral', replace_original: true });
    expect(message.text).to.contain('On the wall for sam: ‘carried the piano upstairs’');
  });

  it('answers in the modal beneath when the answer is one', async () => {
    const win = await postAboutSam(team);
    const modal = { id: 'VANSWER', type: 'modal', callback_id: 'win.answer' };
    const view = await open(win._id, { container: { type: 'view' }, view: modal, response_url: undefined });

    await team.submit('UJO', 'win.details', view.private_metadata, details, 'V2', {
      previous_view_id: 'VANSWER',
    });

    const [shown] = bot.slack.callsOf('views.update');
    expect(shown).to.include({ view_id: 'VANSWER' });
    expect(shown!.view.callback_id).to.equal('win.answer');
  });

  it('removes what was emptied', async () => {
    const win = await postAboutSam(team);
    await save('UJO', win);

    await save('UJO', await stored(win), {});

    expect(await stored(win)).not.to.have.any.keys('customerAlias', 'rung', 'principle');
  });

  it('asks about customer data in the name, in a form that keeps the rest, and does as it is told', async () => {
    const win = await postAboutSam(team);
    const typed = { ...details, win_customer: { value: 'lee@example.com' } };

    const ack = await save('UJO', win, typed);
    await save('UJO', win, { ...typed, win_customer_data: { selected_option: { value: 'mask' } } });

    const said = JSON.stringify(ack.args);
    expect(said).to.contain('"response_action":"update"').and.to.contain('"callback_id":"win.details"');
    expect(said).to.contain('‘carried’').and.to.contain('"value":"hugger"');
    expect((await stored(win)).customerAlias).to.equal('•••');
  });

  for (const [who, userId, may] of mayEdit)
    it(`${may ? 'takes them from' : 'tells of the rule, and stores nothing of'} ${who}`, async () => {
      const win = await postAboutSam(team);

      const ack = await save(userId, win);

      expect((await stored(win)).rung).to.equal(may ? 'hugger' : undefined);
      if (!may) expect(JSON.stringify(ack.args)).to.contain('"win_customer":"Only its author');
    });

  it('opens for nobody but the author', async () => {
    const win = await postAboutSam(team);

    await team.action('UKAI', 'win.add_details', { value: win._id });

    expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
    expect(bot.slack.answers.at(-1)!.message.text).to.contain('Only its author');
  });

  it('writes over nothing that was changed meanwhile', async () => {
    const win = await postAboutSam(team);
    const edit = { win_text: { value: 'carried two' }, win_people: { selected_users: ['USAM'] } };
    await team.submit('UJO', 'win.change', { winId: win._id, edition: 0 }, edit);

    const ack = await save('UJO', win);

    expect(JSON.stringify(ack.args)).to.contain('Somebody changed this win');
    expect(await stored(win)).to.include({ text: 'carried two', edition: 1 });
  });

  it('is one change when the same form comes twenty times at once', async () => {
    const win = await postAboutSam(team);

    const acks = await Promise.all(twenty.map(() => save('UJO', win)));

    expect(acks.map(({ args }) => args)).to.deep.equal(twenty.map(() => [[]]));
    expect((await stored(win)).edition).to.equal(1);
  });

  const kept: [what: string, first: (win: Win) => unknown, values: object, words: string][] = [
    [
      'the win is gone',
      ({ _id }) => team.action('UJO', 'win.take_down', { value: _id }),
      {},
      'no longer on the wall',
    ],
    ['the database fails', () => failingDatabase(bot.models.wins.model, 'findOneAndUpdate'), {}, 'could not'],
    ['it came back without what it was opened with', () => undefined, { words: undefined }, 'Sorry'],
  ];
  for (const [what, first, metadata, words] of kept)
    it(`keeps the form open when ${what}`, async () => {
      const win = await postAboutSam(team);

      await first(win);
      const opened = { winId: win._id, edition: 0, words: 'carried', ...metadata };
      const { args } = await team.submit('UJO', 'win.details', opened, details);

      expect(JSON.stringify(args)).to.contain('"errors":{"win_customer"').and.to.contain(words);
      expect((await winsOf(team)).map(({ rung }) => rung).join()).to.equal('');
    });
});

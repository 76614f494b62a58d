import { expect } from 'chai';
import sinon from 'sinon';
import { openTestBot, type TestBot, type TestTeam } from '../support/bot.ts';
import { buttonsIn, planRun } from '../support/challenge-team.ts';
import { failingDatabase } from '../support/faulty-database.ts';
import { winsOf } from '../support/win.ts';

const privately = { container: { type: 'message', is_ephemeral: true } };
const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('a text that is near to a keyword', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
    bot.slack.reset();
  });
  afterEach(() => sinon.restore());

  interface Asked {
    text: string;
    response_type: string;
    blocks: [object, { elements: { action_id: string; value: string }[] }];
  }
  const ask = async (text: string): Promise<Asked> => {
    const ack = await team.command('UJO', text);
    expect(ack.callCount).to.equal(1);
    return ack.firstCall.args[0] as Asked;
  };
  const press = (userId: string, { action_id: id, value }: { action_id: string; value: string }) =>
    team.action(userId, id, { value }, privately);
  const answers = () => bot.slack.answers.map(({ message }) => message);

  const questions: [text: string, meant: string, says: string][] = [
    ['digets', 'digest', '`/brag digest`'],
    ['hepl', 'help', '`/brag help`'],
    ['chalenge join', 'challenge join', '`/brag challenge join`'],
    ['privcay', 'privacy', '`/brag privacy`'],
    ['undo', 'undo', 'your last win'],
  ];
  for (const [text, meant, says] of questions)
    it(`is asked about before it goes on the wall: "${text}"`, async () => {
      const asked = await ask(text);

      expect(asked.response_type).to.equal('ephemeral');
      expect(asked.text).to.contain(says).and.contain('Nothing is posted yet').and.contain(`‘${text}’`);
      expect(asked.blocks[1].elements.map(({ action_id: id, value }) => [id, value])).to.deep.equal([
        ['brag.meant', meant],
        ['brag.post', text],
      ]);
      expect(await winsOf(team)).to.deep.equal([]);
      expect(bot.slack.calls).to.deep.equal([]);
    });

  for (const text of ['helped Sam', 'digest biscuits', 'fixed printer'])
    it(`is not "${text}", which goes on the wall`, async () => {
      expect(await ask(text)).to.equal(undefined);
      expect((await winsOf(team)).map((win) => win.text)).to.deep.equal([text]);
    });

  context('with Post it', () => {
    it('is posted exactly as it was typed, in place of the question', async () => {
      const [, { elements }] = (await ask('Digets  LASST!')).blocks;

      await press('UJO', elements[1]!);

      expect((await winsOf(team)).map(({ text, authorId }) => [text, authorId])).to.deep.equal([
        ['Digets  LASST!', 'UJO'],
      ]);
      expect(answers()[0]).to.include({ response_type: 'ephemeral', replace_original: true });
      expect(answers()[0]!.text).to.contain('On the wall for you');
    });

    it('is one win when it is pressed twenty times at once', async () => {
      const [, { elements }] = (await ask('digets')).blocks;

      await Promise.all(twenty.map(() => press('UJO', elements[1]!)));

      expect(await winsOf(team)).to.have.length(1);
      expect(bot.slack.callsOf('chat.postMessage')).to.have.length(1);
    });

    it('is there to be pressed again when the database fails', async () => {
      const [, { elements }] = (await ask('digets')).blocks;
      failingDatabase(bot.models.wins.model, 'insertOne');

      await press('UJO', elements[1]!);
      sinon.restore();
      expect(answers().at(-1)!.replace_original).not.to.equal(true);
      await press('UJO', elements[1]!);

      expect((await winsOf(team)).map(({ text }) => text)).to.deep.equal(['digets']);
    });

    it('is of whoever presses it, and refused to whoever cannot post', async () => {
      await press('UBOT', { action_id: 'brag.post', value: 'digets' });
      await press('UJO', { action_id: 'brag.post', value: ' ' });

      expect(
        answers()
          .map(({ text }) => text)
          .join(),
      )
        .to.contain('Only members')
        .and.contain('no words');
      expect(await winsOf(team)).to.deep.equal([]);
    });
  });

  context('with I meant', () => {
    const meant: [value: string, words: RegExp][] = [
      ['help', /^\*Brag about what you did/],
      ['digest last', /no digest/],
      ['ask', /PUBLIC_URL/],
      ['challenge join', /No challenge is planned/],
      ['nothing that is known', /^\*Brag about what you did/],
    ];
    for (const [value, words] of meant)
      it(`answers ${value} in place of the question`, async () => {
        await press('UJO', { action_id: 'brag.meant', value });

        expect(answers()).to.have.length(1);
        expect(answers()[0]!.text).to.match(words);
        expect(answers()[0]).to.include({ response_type: 'ephemeral', replace_original: true });
        expect(await winsOf(team)).to.deep.equal([]);
      });

    it('opens a form, and takes the question away', async () => {
      await planRun(team, { startDay: '2026-10-12' });

      await press('UANN', { action_id: 'brag.meant', value: 'challenge move' });

      expect(bot.slack.callsOf('views.open')[0]!.view.callback_id).to.equal('challenge.change');
      expect(answers()).to.deep.equal([{ delete_original: true }]);
    });

    it('gives nobody what is for managers', async () => {
      await planRun(team, { startDay: '2026-10-12' });

      await press('UJO', { action_id: 'brag.meant', value: 'challenge move' });

      expect(answers()[0]!.text).to.contain('Only managers');
      expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
    });

    it('shows the last win of whoever typed undo, with Undo', async () => {
      await team.command('UJO', 'found the lost parcel');
      await team.command('UANN', 'mended the bell twice');
      bot.slack.reset();

      await press('UJO', { action_id: 'brag.meant', value: 'undo' });

      expect(answers()[0]!.text).to.contain('On the wall for you: ‘found the lost parcel’');
      expect(buttonsIn(answers()[0]!.blocks)).to.include('win.take_down');
    });

    it('says that there is none to undo', async () => {
      await press('UJO', { action_id: 'brag.meant', value: 'undo' });

      expect(answers()[0]!.text).to.contain('You have no win on the wall');
    });
  });
});

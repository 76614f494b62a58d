import { expect } from 'chai';
import sinon from 'sinon';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { failingDatabase, silentDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { winsOf } from '../../support/win.ts';

const filled = (typed: string, more: Record<string, object> = {}) => ({
  win_text: { value: typed },
  ...more,
});
const choice = (value: string) => ({ win_customer_data: { selected_option: { value } } });

describe('posting a win with the composer', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const submit = (values: Record<string, object>, metadata: object | string = { responseUrl }) =>
    team.submit('UJO', 'win.compose', metadata, values);
  const answers = (): string[] => bot.slack.answers.map(({ message }) => message.text);
  const posted = () => bot.slack.callsOf('chat.postMessage');

  it('posts it with all details, and tells its author where it is', async () => {
    const ack = await submit(
      filled('carried the piano upstairs', {
        win_people: { selected_users: ['USAM', 'UJO'] },
        win_customer: { value: ' Mrs Lee ' },
        win_rung: { selected_option: { value: 'raving-fan' } },
        win_principle: { selected_option: { value: 'with-them' } },
      }),
    );

    const [win] = await winsOf(team);
    expect(ack.args).to.deep.equal([[]]);
    expect(win).to.deep.include({
      authorId: 'UJO',
      heroIds: ['UJO', 'USAM'],
      text: 'carried the piano upstairs',
      customerAlias: 'Mrs Lee',
      rung: 'raving-fan',
      principle: 'with-them',
    });
    expect(win!.source).to.include({ kind: 'composer' });
    expect(answers()[0]).to.contain('On the wall for');
  });

  it('credits its author alone when nobody is chosen, whoever the text begins with', async () => {
    await submit(filled('<@USAM> is text in a form'));

    const [win] = await winsOf(team);
    expect(win).to.deep.include({ heroIds: ['UJO'], text: '&lt;@USAM&gt; is text in a form' });
  });

  it('counts an emoji as one character', async () => {
    const ack = await submit(filled('🎉'.repeat(1100)));

    expect(ack.args).to.deep.equal([[]]);
    expect((await winsOf(team))[0]).to.include({ text: '🎉'.repeat(1100) });
  });

  it('drops a customer who cannot be seen, and what turns the line', async () => {
    await submit(filled('carried \u202ethe piano\ud83d', { win_customer: { value: '\u3164\ufe0f' } }));

    const [win] = await winsOf(team);
    expect(win!.text).to.equal('carried the piano\ufffd');
    expect(win!.customerAlias ?? undefined).to.equal(undefined);
    expect(posted()).to.have.length(1);
  });

  it('takes the same words about somebody else, or for another customer, for another win', async () => {
    const about = (userId: string, customer: string) =>
      submit(
        filled('found the key', {
          win_people: { selected_users: [userId] },
          win_customer: { value: customer },
        }),
      );

    await about('USAM', 'Mrs Lee');
    await about('UKAI', 'Mrs Lee');
    await about('UKAI', 'Mr Roy');
    await about('UKAI', 'Mr Roy');

    const wins = await winsOf(team);
    expect(wins.map(({ heroIds, customerAlias }) => [heroIds[1], customerAlias])).to.have.deep.members([
      ['USAM', 'Mrs Lee'],
      ['UKAI', 'Mrs Lee'],
      ['UKAI', 'Mr Roy'],
    ]);
  });

  it('leads into no private channel, beside the text neither', async () => {
    await submit(
      filled('found the key', {
        win_customer: { value: 'Mrs Lee of https://x.slack.com/archives/GLEADS/p17' },
      }),
    );

    expect((await winsOf(team))[0]!.customerAlias).to.equal('Mrs Lee of a private channel');
  });

  it('posts it, and answers nobody, when its form has no address to answer to', async () => {
    const ack = await submit(filled('opened from afar'), {});

    expect(ack.args).to.deep.equal([[]]);
    expect(posted()).to.have.length(1);
    expect(answers()).to.deep.equal([]);
  });

  it('keeps the form open when it came back without what it was opened with', async () => {
    const ack = await submit(filled('lost its way'), 'not JSON');

    expect(ack.callCount).to.equal(1);
    expect(JSON.stringify(ack.args)).to.contain('"errors":{"win_text":"Sorry');
    expect(await winsOf(team)).to.deep.equal([]);
  });

  const refused: [what: string, typed: string, words: string][] = [
    ['is empty', '', 'no words'],
    ['shows nothing', '\u200b \n', 'no words'],
    ['holds variation selectors, fillers and blanks alone', '\ufe0f\u3164\u2800\u200d', 'no words'],
    ['is too long', 'x'.repeat(2001), '2,001'],
    ['is too long in emoji', ':tada:'.repeat(2001), '2,001'],
    ['is more than its form can hold', '👨‍👩‍👧‍👦'.repeat(400), 'more emoji'],
  ];
  for (const [what, typed, words] of refused)
    it(`says beside the text that it ${what}, and stores nothing`, async () => {
      const ack = await submit(filled(typed));

      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain('"errors":{"win_text"').and.to.contain(words);
      expect(JSON.stringify(ack.args)).not.to.match(/[`*]/);
      expect(await winsOf(team)).to.deep.equal([]);
      expect(answers()).to.deep.equal([]);
    });

  it('takes a form that is sent twenty times at once for one win', async () => {
    const acks = await Promise.all(Array.from({ length: 20 }, () => submit(filled('sent in haste'))));

    expect(acks.map(({ args }) => args)).to.deep.equal(Array.from({ length: 20 }, () => [[]]));
    expect(await winsOf(team)).to.have.length(1);
    expect(posted()).to.have.length(1);
  });

  context('when it looks as if it holds customer data', () => {
    const values = filled('mailed lee@example.com', {
      win_people: { selected_users: ['USAM'] },
      win_customer: { value: 'Lee, 020 7946 0000' },
    });

    it('asks what to do with it, in a form that holds what was typed', async () => {
      const ack = await submit(values);

      const [[response]] = ack.args as [[{ response_action: string; view: { private_metadata: string } }]];
      const form = JSON.stringify(response);
      expect(ack.callCount).to.equal(1);
      expect(response.response_action).to.equal('update');
      expect(JSON.parse(response.view.private_metadata)).to.deep.equal({ responseUrl });
      expect(form).to.contain('an e-mail address and a phone number').and.to.contain('win_customer_data');
      for (const typed of ['mailed lee@example.com', 'USAM', 'Lee, 020 7946 0000'])
        expect(form).to.contain(typed);
      expect(await winsOf(team)).to.deep.equal([]);
    });

    it('masks it in the text and in the name of the customer', async () => {
      const ack = await submit({ ...values, ...choice('mask') });

      const [win] = await winsOf(team);
      expect(ack.args).to.deep.equal([[]]);
      expect(win).to.include({ text: 'mailed •••', customerAlias: 'Lee, •••' });
      expect(JSON.stringify(posted())).not.to.match(/lee@example|7946/);
    });

    it('keeps it when its author says that it is none, and warns once more', async () => {
      await submit({ ...values, ...choice('keep') });

      const [win] = await winsOf(team);
      expect(win).to.include({ text: 'mailed lee@example.com', customerAlias: 'Lee, 020 7946 0000' });
      expect(answers()[0]).to.contain('an e-mail address');
    });

    it('asks again when the answer is none that it knows', async () => {
      const ack = await submit({ ...values, ...choice('shout') });

      expect(JSON.stringify(ack.args)).to.contain('"response_action":"update"');
      expect(await winsOf(team)).to.deep.equal([]);
    });
  });

  context('when the database does not take it', () => {
    it('keeps the form open with its text when it fails', async () => {
      failingDatabase(bot.models.submissions.model, 'findOneAndUpdate');

      const ack = await submit(filled('still here'));

      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain('Your text is still here');
      expect(answers()).to.deep.equal([]);
    });

    it('keeps the form open when it is silent, and tells later where the win is', async () => {
      const clock = fakeTimers();
      const database = silentDatabase(bot.models.wins.model, 'insertOne');
      const submitting = submit(filled('took its time'));
      await waitFor('the database to be asked', () => database.count() > 0);
      await clock.tickAsync(2_000);
      clock.restore();
      database.answer();
      const ack = await submitting;

      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain('Your text is still here');
      expect(answers()).to.have.length(1);
      expect(answers()[0]).to.contain('On the wall for');
    });

    it('stays closed when posting fails after the win is stored', async () => {
      failingDatabase(bot.models.deliveries.model, 'findOneAndUpdate');

      const ack = await submit(filled('stored but not posted'));

      expect(ack.args).to.deep.equal([[]]);
      expect(await winsOf(team)).to.have.length(1);
    });
  });
});

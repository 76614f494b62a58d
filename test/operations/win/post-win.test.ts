import { expect } from 'chai';
import sinon from 'sinon';
import { type PostWinOutcome, postWin, type Submission } from '../../../src/operations/win/post-win.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { winsOf } from '../../support/win.ts';

const minuteMs = 60_000;

describe('storing a win', () => {
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

  const post = (text: string, fields: Partial<Submission> = {}, afterMs = 0): Promise<PostWinOutcome> =>
    postWin(
      team.deps,
      { authorId: 'UJO', text, source: 'command', ...fields },
      new Date(bot.now().getTime() + afterMs),
    );
  const idOf = (outcome: PostWinOutcome): string | undefined =>
    outcome.kind === 'stored' ? outcome.winId : undefined;

  it('plans to post it, and posts nothing by itself', async () => {
    const winId = idOf(await post('mended the door'));

    expect(await team.store.deliveries.dueKeys(bot.now(), 10)).to.deep.equal([`win:${winId}`]);
    expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
  });

  it('stores one of twenty that are the same at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => post('mended the door')));

    expect(new Set(outcomes.map(idOf)).size).to.equal(1);
    expect(await winsOf(team)).to.have.length(1);
    expect(await team.store.deliveries.dueKeys(bot.now(), 10)).to.have.length(1);
  });

  const pairs: [
    what: string,
    text: string,
    isSame: boolean,
    fields?: Partial<Submission>,
    afterMs?: number,
  ][] = [
    ['the same text', 'mended the door', true],
    ['the same text in the composer', 'mended the door', true, { source: 'composer' }],
    ['other white space', '  mended\n the  door ', true],
    ['the same text just within five minutes', 'mended the door', true, {}, 5 * minuteMs - 1],
    ['the same text five minutes later', 'mended the door', false, {}, 5 * minuteMs],
    ['other letters', 'Mended the door', false],
    ['another author', 'mended the door', false, { authorId: 'USAM' }],
  ];
  for (const [what, text, isSame, fields, afterMs] of pairs)
    it(`takes ${what} for ${isSame ? 'the same win' : 'a new one'}`, async () => {
      const first = await post('mended the door');

      const second = await post(text, fields, afterMs);

      expect(idOf(second) === idOf(first)).to.equal(isSame);
      expect(await winsOf(team)).to.have.length(isSame ? 1 : 2);
    });

  it('takes the same text for a new win in another workspace', async () => {
    const first = await post('mended the door');
    team = await bot.createWorkspace();

    expect(idOf(await post('mended the door'))).not.to.equal(idOf(first));
  });

  it('takes the same text for a new win once the first is withdrawn, also when its claim was left behind', async () => {
    const first = idOf(await post('mended the door'))!;
    await team.store.wins.takeDown(first, { userId: 'UJO', isManager: false }, bot.now());

    const again = await Promise.all(Array.from({ length: 20 }, () => post('mended the door')));

    expect(again.map(idOf)).not.to.include(first);
    expect(new Set(again.map(idOf)).size).to.equal(1);
    expect(await winsOf(team)).to.have.length(1);
  });

  it('stores it when the first attempt claimed the text and came no further', async () => {
    failingDatabase(bot.models.wins.model, 'insertOne');
    const failure = await post('mended the door').catch((error: Error) => error.message);
    sinon.restore();

    await post('mended the door');

    expect(failure).to.equal('connection 1 closed');
    expect(await winsOf(team)).to.have.length(1);
  });

  it("counts it for the week in the workspace's zone", async () => {
    const sundayNight = new Date('2026-10-04T23:30:00Z');
    const inLondon = sundayNight.getTime() - bot.now().getTime();

    await post('past midnight in London', {}, inLondon);

    expect((await winsOf(team))[0]).to.include({ week: '2026-W41' });
  });

  context('when Slack is asked about people in it', () => {
    const text = 'sorted it out with <@USAM|sam.old>';

    it('leaves out those whom it does not know, and shows their names as typed', async () => {
      const outcome = await post('sorted it out with <@UGONE|gone>');

      expect(outcome).to.nested.include({ 'credit.leftOut[0].why': 'unknown' });
      expect((await winsOf(team))[0]).to.deep.include({
        heroIds: ['UJO'],
        text: 'sorted it out with @gone',
      });
    });

    it('takes them at their word when it fails', async () => {
      bot.slack.answersWith('users.info', { error: 'internal_error' });

      await post(text);

      const [win] = await winsOf(team);
      expect(win).to.deep.include({ heroIds: ['UJO', 'USAM'], text: 'sorted it out with <@USAM>' });
      expect(win!.names).to.deep.include({ USAM: 'sam.old' });
    });

    it('takes them at their word after a second of silence', async () => {
      const clock = fakeTimers();
      bot.slack.answersWith('users.info', () => new Promise(() => undefined));

      const posting = post(text);
      await waitFor('Slack to be asked', () => bot.slack.callsOf('users.info').length === 2);
      await clock.tickAsync(1_000);
      clock.restore();
      await posting;

      expect((await winsOf(team))[0]).to.deep.include({ heroIds: ['UJO', 'USAM'] });
    });
  });
});

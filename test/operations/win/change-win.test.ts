import { expect } from 'chai';
import sinon from 'sinon';
import { noDetails } from '../../../src/domain/win.ts';
import type { Win } from '../../../src/models/win-schema.ts';
import { type Change, changeWin, takeDownWin } from '../../../src/operations/win/change-win.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { silentDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { postAboutSam } from '../../support/win.ts';

describe('changing a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(async () => {
    sinon.restore();
    await bot.shared.background.drain(5_000);
    bot.slack.reset();
  });

  const change = (userId: string, win: Win, fields: Partial<Change> = {}) =>
    changeWin(
      team.deps,
      {
        winId: win._id,
        edition: win.edition,
        typed: 'carried it',
        heroIds: ['USAM'],
        details: noDetails,
        ...fields,
      },
      userId,
      bot.now(),
    );
  const takeDown = (userId: string, win: Win) => takeDownWin(team.deps, win._id, userId, bot.now());
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;

  it('takes the name of somebody in it for that person, and any other for text', async () => {
    const win = await postAboutSam(team);

    await change('UJO', win, { typed: '@sam & @kai carried it, mail sam@sam.example or @sammy' });

    expect((await stored(win)).text).to.equal(
      '<@USAM> &amp; @kai carried it, mail sam@sam.example or @sammy',
    );
  });

  it('is for its author alone, also where it is written', async () => {
    const win = await postAboutSam(team);
    const content = { text: 'rewritten', heroIds: ['USAM'], names: new Map(), ...noDetails };

    for (const userId of ['USAM', 'UANN', 'UKAI']) {
      expect(await change(userId, win), userId).to.deep.equal({ kind: 'not-author' });
      expect(await team.store.wins.edit(win, 0, userId, content, bot.now()), userId).to.equal(null);
    }
    expect(await stored(win)).to.deep.include({ edition: 0, text: win.text });
  });

  it('says who is not credited', async () => {
    const win = await postAboutSam(team);

    const outcome = await change('UJO', win, { heroIds: ['USAM', 'UBOT'] });

    expect(outcome).to.deep.nested.include({
      kind: 'saved',
      'credit.leftOut': [{ userId: 'UBOT', name: 'brag', why: 'bot' }],
    });
  });

  it('counts the nominations anew, since nobody nominates themselves', async () => {
    const win = await postAboutSam(team);
    await team.action('UKAI', 'nomination.toggle', { value: win._id });
    expect((await stored(win)).nominatorIds).to.have.members(['UJO', 'UKAI']);

    await change('UJO', win, { heroIds: ['USAM', 'UKAI'] });
    await bot.shared.background.drain(5_000);

    expect((await stored(win)).nominatorIds).to.deep.equal(['UJO']);
    expect(bot.slack.callsOf('chat.update').at(-1)!.text).to.contain('1 nomination');
  });

  it('ends withdrawn when it is taken down and changed at once', async () => {
    const win = await postAboutSam(team);

    const [down, ...changes] = await Promise.all([
      takeDown('USAM', win),
      ...Array.from({ length: 10 }, (_, index) => change('UJO', win, { typed: `version ${index}` })),
    ]);

    expect(down.kind).to.equal('taken-down');
    expect(changes.filter(({ kind }) => kind === 'saved')).to.have.length.at.most(1);
    expect((await stored(win)).withdrawn).to.include({ by: 'USAM' });
  });

  context('when the person is credited no more at the moment of writing', () => {
    /** Another replica credits Kai in place of Sam after Sam was found to be a hero, and before the win is written. */
    const whileWriting = async <T>(win: Win, work: () => Promise<T>): Promise<T> => {
      const database = silentDatabase(bot.models.wins.model, 'findOneAndUpdate');
      const working = work();
      await waitFor('the write', () => database.count() === 1);
      await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { heroIds: ['UKAI'] } });
      database.answer();
      return working;
    };

    it('is not theirs to take down', async () => {
      const win = await postAboutSam(team);

      expect(await whileWriting(win, () => takeDown('USAM', win))).to.deep.equal({ kind: 'not-allowed' });
      expect((await stored(win)).withdrawn).to.equal(undefined);
    });
  });

  context('when Slack cannot say who somebody is', () => {
    it('fails for whoever is neither its author nor credited, and writes nothing', async () => {
      bot.slack.answersWith('users.info', { error: 'internal_error' });
      const win = await postAboutSam(team);

      const failure = await takeDown('UANN', win).then(
        () => undefined,
        (error: Error) => error.message,
      );

      expect(failure).to.contain('internal_error');
      expect(await stored(win)).to.deep.include({ edition: 0, text: win.text });
    });
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import { isExceptional, ladder, principles } from '../../../src/domain/win.ts';
import { readReview } from '../../../src/operations/mine/make-review.ts';
import { readMine } from '../../../src/operations/mine/read-mine.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { reviewMarkdown, reviewTable } from '../../../src/views/mine/review.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, doDays, planRun, takeIn } from '../../support/challenge-team.ts';
import { inModal, onHome, openHome, wordsOf } from '../../support/home.ts';
import { type StoredWin, storeWins } from '../../support/mine.ts';

const zone = 'Europe/London';

describe('/brag mine', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-11-26T12:00:00Z'));
    bot.slack.reset();
    bot.slack.answersWith('conversations.info', ({ channel }) => ({
      channel: { id: channel, is_private: channel === 'CCLOSED' },
    }));
    team = await bot.createWorkspace();
    bot.slack.calls.length = 0;
  });

  const mine = async (userId = 'UJO') => {
    await team.command(userId, 'mine');
    const { message } = bot.slack.answers.at(-1)!;
    expect(message).to.include({ response_type: 'ephemeral' });
    return message;
  };
  const inTeamMode = () =>
    bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: { 'settings.isTeamMode': true } });

  it('says what to do when there is nothing', async () => {
    const said = await mine();

    expect(said.text).to.include('Type `/brag` and one sentence');
    expect(buttonsIn(said.blocks)).to.deep.equal(['home.brag']);
  });

  it('has what a customer says of one’s win, in the files as well', async () => {
    const customer = { answer: 'made-my-day' as const, words: '=kind *people*' };
    await storeWins(bot, team, [{ text: 'drove over' }]);
    await bot.models.wins.model.updateMany({ teamId: team.teamId }, { $set: { customer } });

    expect((await mine()).text).to.include('The customer says: it made my day. “=kind ∗people∗”');
    const review = await readReview(team.deps, 'UJO', 'everything', bot.now());
    expect(reviewMarkdown(review!)).to.include('The customer says: it made my day');
    expect(reviewTable(review!)).to.include('it made my day: “=kind *people*”');
  });

  it('shows wins by quarter, what was nominated and the challenges, to the person alone', async () => {
    await storeWins(bot, team, [
      { postedAt: new Date('2026-09-30T22:59:00Z'), text: 'mended the *bell*', nominatorIds: ['UANN'] },
      {
        postedAt: new Date('2026-09-30T23:00:00Z'),
        text: 'called back',
        heroIds: ['UJO', 'USAM'],
        nominatorIds: ['UANN', 'UKAI', 'U1'],
        customerAlias: 'Mrs <Lee>',
        rung: 'hugger',
        principle: 'respect',
      },
      { authorId: 'USAM', heroIds: ['USAM', 'UKAI'], nominatorIds: ['UJO'], text: 'drove over' },
    ]);
    const run = await planRun(team, { startDay: '2026-10-05' });
    await takeIn(team, run._id, 'UJO');
    await doDays(team, { runId: run._id, userId: 'UJO' }, ['be-reachable']);
    await takeIn(team, run._id, 'UANN');

    const { text } = await mine();

    expect(text).to.include('My wins: 2 wins, 4 nominations, 1 exceptional');
    expect(text).to.include('How customers left: 1 hugger.').and.to.include('Respect 1');
    expect(text).to.match(/\*October to December 2026\*: 1 win, 3 nominations, 1 exceptional\n• called back/);
    expect(text).to.match(/\*July to September 2026\*: 1 win, 1 nomination\n• mended the \*bell\*/);
    expect(text).to.include('with Sam · for Mrs &lt;Lee&gt; · could have hugged us · Respect');
    expect(text).to.match(/I nominated: 1 win, of 2 people\*\n• drove over/);
    expect(text).to.match(/My challenges\*\n• .*: 1 of 5 days done/);
    expect((await mine('UANN')).text)
      .to.include('I nominated: 2 wins, of 2 people')
      .and.not.to.include('My wins')
      .and.not.to.include('My challenges');
  });

  it('links to what the person can see, and shows of other walls what they wrote themselves', async () => {
    bot.slack.answersWith('conversations.members', ({ channel }) => ({
      members: channel === 'CCLOSED' ? ['UANN'] : ['UJO', 'UANN'],
    }));
    await storeWins(bot, team, [
      { text: 'an open one' },
      {
        text: 'a secret of others',
        authorId: 'USAM',
        heroIds: ['UJO', 'USAM'],
        channelId: 'CCLOSED',
        customerAlias: 'Mr Ono',
      },
      { text: 'my own secret', channelId: 'CCLOSED' },
    ]);

    const { text } = await mine();

    expect(text).to.include('3 wins').and.to.include('my own secret').and.not.to.include('secret of others');
    expect(text).to.include('A win on a wall that you are not in').and.not.to.include('Mr Ono');
    expect(text.match(/\|on the wall>/g)).to.have.length(1);
    const review = await readReview(team.deps, 'UJO', 'everything', bot.now());
    expect(JSON.stringify(review)).not.to.match(/secret of others|Mr Ono/);
  });

  it('counts apart what the person helped with', async () => {
    await storeWins(bot, team, [
      { authorId: 'USAM', heroIds: ['USAM'], helperIds: ['UJO'], text: 'packed it' },
    ]);

    const { text, blocks } = await mine();

    expect(text)
      .to.match(/I helped with: 1 win\*\n• packed it/)
      .and.not.to.include('My wins');
    expect(buttonsIn(blocks)).to.deep.equal(['mine.review']);
    const review = await readReview(team.deps, 'UJO', 'everything', bot.now());
    expect([review?.totals.winCount, review?.helped.length]).to.deep.equal([0, 1]);
  });

  it('turns its pages in place, each within what Slack takes', async () => {
    await storeWins(
      bot,
      team,
      Array.from({ length: 80 }, (_, index) => ({
        postedAt: new Date(Date.UTC(2024, 0, 5 + 13 * index)),
        text: `story ${index} ${'&'.repeat(1500)}`,
      })),
    );
    const seen: string[] = [];
    let said = await mine();
    for (;;) {
      expect(said.blocks).to.have.length.below(51);
      expect(said.text).to.have.length.below(40_000);
      seen.push(...[...said.text.matchAll(/\*(\w+ to \w+ \d{4})\*/g)].map(([, quarter]) => quarter));
      const earlier = JSON.stringify(said.blocks).match(
        /"mine\.page","text":[^}]*"Earlier"[^}]*},"value":"([^"]+)"/,
      )?.[1];
      if (!earlier) break;
      await team.action('UJO', actionIds.minePage, { value: earlier });
      said = bot.slack.answers.at(-1)!.message;
      expect(said).to.include({ replace_original: true });
    }

    expect(seen).to.have.length(12);
    expect(seen[0]).to.equal('October to December 2026');
    expect(new Set(seen).size).to.equal(12);
    await team.action('UANN', actionIds.minePage, { value: '2026-Q4' });
    expect(bot.slack.answers.at(-1)?.message.text).not.to.include('story');
  });

  it('agrees with a plain recount of a year of wins', async () => {
    const people = ['UJO', 'USAM', 'UANN', 'UKAI'];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const some = () => people.filter(() => random(2) === 0);
    const wins: StoredWin[] = await storeWins(
      bot,
      team,
      Array.from({ length: 400 }, () => {
        const heroIds = some();
        const authorId = people[random(4)] ?? 'UJO';
        const [rung, principle] = [ladder[random(4)], principles[random(6)]];
        return {
          authorId,
          heroIds: heroIds.length > 0 ? heroIds : [authorId],
          nominatorIds: some().filter((userId) => !heroIds.includes(userId)),
          postedAt: new Date(Date.UTC(2025, 9, 1) + random(400 * 86_400_000)),
          ...(rung && { rung }),
          ...(principle && { principle }),
          isWithdrawn: random(8) === 0,
          isUnpostable: random(9) === 0,
        };
      }),
    );
    const rules = { exceptionalThreshold: 3 };
    const standing = wins.filter(({ isWithdrawn, isUnpostable }) => !isWithdrawn && !isUnpostable);
    const own = standing.filter(({ heroIds }) => heroIds.includes('UJO'));
    const sum = (some: StoredWin[]) => some.reduce((all, { nominatorIds }) => all + nominatorIds.length, 0);
    const given = standing.filter(({ nominatorIds }) => nominatorIds.includes('UJO'));

    const shown = await readMine(team.deps, { userId: 'UJO', before: undefined, isOnHome: false });

    expect(shown.totals).to.deep.include({
      winCount: own.length,
      nominationCount: sum(own),
      exceptionalCount: own.filter((win) => isExceptional(rules, win.nominatorIds.length)).length,
    });
    for (const rung of ladder)
      expect(shown.totals?.rungs[rung] ?? 0).to.equal(own.filter((win) => win.rung === rung).length);
    const monthOf = (at: Date) =>
      Number(at.toLocaleDateString('en-GB', { timeZone: zone, month: 'numeric' }));
    const yearOf = (at: Date) => Number(at.toLocaleDateString('en-GB', { timeZone: zone, year: 'numeric' }));
    for (const { quarter, totals } of shown.quarters) {
      const inIt = own.filter(
        ({ postedAt }) => quarter === `${yearOf(postedAt)}-Q${Math.ceil(monthOf(postedAt) / 3)}`,
      );
      expect([quarter, totals.winCount, totals.nominationCount]).to.deep.equal([
        quarter,
        inIt.length,
        sum(inIt),
      ]);
    }
    expect(shown.given).to.deep.include({
      winCount: given.length,
      personCount: new Set(given.flatMap(({ heroIds }) => heroIds)).size,
    });
    const review = await readReview(team.deps, 'UJO', 'everything', bot.now());
    expect(review?.totals).to.deep.equal(shown.totals);
    expect(review?.given).to.deep.include({ winCount: given.length });
    expect(review?.wins.map(({ nominationCount }) => nominationCount)).to.have.length(own.length);
  });

  describe('on Home', () => {
    const opened = async () => {
      await team.action('UJO', actionIds.homeMine, {}, onHome);
      return bot.slack.callsOf('views.update').at(-1)?.view;
    };

    it('is a button that opens the same', async () => {
      await storeWins(bot, team, [{ text: 'called back' }]);
      expect(buttonsIn((await openHome(bot, team, 'UJO')).blocks)).to.include('home.mine');

      expect(wordsOf(await opened()))
        .to.include('1 win')
        .and.to.include('called back');
    });

    it('counts nobody in team mode, while whoever asks in words learns their own', async () => {
      await storeWins(bot, team, [
        { text: 'called back', nominatorIds: ['UANN', 'USAM', 'UKAI'] },
        { text: 'found it', nominatorIds: ['UANN'] },
      ]);
      await inTeamMode();

      const shown = wordsOf(await opened());
      expect(shown).to.include('called back').and.to.include('*Exceptional*');
      expect(shown).not.to.match(/\d+ (?:win|nomination)|Exceptional:/);
      await team.action('UJO', actionIds.mineNewest, {}, inModal);
      expect(wordsOf(bot.slack.callsOf('views.update').at(-1)?.view)).not.to.match(/\d+ (?:win|nomination)/);
      expect((await mine()).text).to.include('2 wins, 4 nominations, 1 exceptional');
    });
  });

  describe('for my review', () => {
    const chosen = (period?: string) =>
      period ? { mine_period: { type: 'radio_buttons', selected_option: { value: period } } } : {};
    const ask = async (userId: string, period?: string) => {
      await team.submit(userId, callbackIds.mineReview, '', chosen(period));
      return wordsOf(bot.slack.callsOf('views.update').at(-1)?.view);
    };
    const sent = () =>
      bot.slack
        .callsOf('chat.postMessage')
        .filter(({ thread_ts: threadTs }) => threadTs)
        .map(({ blocks }) => wordsOf({ blocks }));

    it('asks which wins, and gives the files to whoever asked alone', async () => {
      await storeWins(bot, team, [
        {
          text: '=cmd|calc "x"\n# not a heading',
          nominatorIds: ['UANN', 'USAM', 'UKAI'],
          customerAlias: '@Mrs Lee',
          rung: 'raving-fan',
          heroIds: ['UJO', 'USAM'],
        },
        { text: 'long ago', postedAt: new Date('2024-05-01T09:00:00Z') },
      ]);
      await team.action('UJO', actionIds.mineReview);
      const [form] = bot.slack.callsOf('views.open');
      expect(JSON.stringify(form?.view)).to.include(
        '"initial_option":{"text":{"type":"plain_text","text":"The last twelve months"',
      );

      expect(await ask('UJO')).to.include('in our direct message');
      const [markdown = '', table = ''] = sent();
      expect(bot.slack.callsOf('chat.postMessage')[0]).to.include({ channel: 'UJO' });
      expect(markdown).to.include('my-wins-last-12-months-2026-11-26.md');
      expect(markdown).to.include('# My wins: the last twelve months\n\njo, 2025-11-27 to 2026-11-26.');
      expect(markdown).to.include(
        '- 1 win, 3 nominations, 1 exceptional\n- How customers left: 1 raving fan',
      );
      expect(markdown).to.include('> =cmd\\|calc "x"  \n> \\# not a heading'.replace('=cmd', '\\=cmd'));
      expect(markdown).to.include(
        'Together with Sam · For @Mrs Lee · The customer is telling everyone · Exceptional · 3 nominations',
      );
      expect(table).to.include(
        `"2026-Q4","2026-10-07","'=cmd|calc ""x""\n# not a heading","credited","me","Sam","'@Mrs Lee"`,
      );
      for (const file of [markdown, table]) expect(file).not.to.match(/long ago|Ann|Kai|UANN/);
    });

    it('has no counts in team mode, since others read it', async () => {
      await storeWins(bot, team, [{ nominatorIds: ['UANN', 'USAM', 'UKAI'] }]);
      await inTeamMode();

      await ask('UJO', 'this-quarter');

      expect(sent()).to.have.length(2);
      for (const file of sent()) expect(file).not.to.match(/nomination|\b1 win\b/i);
      expect(sent()[0]).to.include('Exceptional');
    });

    it('says what to do when there is nothing in the period, or nothing at all', async () => {
      await storeWins(bot, team, [{ postedAt: new Date('2024-05-01T09:00:00Z') }]);

      expect(await ask('UJO', 'this-quarter')).to.include('choose a longer period');
      expect(await ask('UJO', 'a forged one')).to.include('in the last twelve months');
      expect(await ask('UKAI', 'everything')).to.include('Type `/brag`');
      expect(sent()).to.deep.equal([]);
    });

    it('says so when Slack does not let it write to the person', async () => {
      await storeWins(bot, team, [{}]);
      bot.slack.answersWith('chat.postMessage', { error: 'messages_tab_disabled' });

      expect(await ask('UJO')).to.include('does not let me write to you');
    });

    it('apologises in place when something goes wrong', async () => {
      await storeWins(bot, team, [{}]);
      const failing = sinon.stub(bot.models.downloads.model, 'updateOne').throws(new Error('no database'));

      const said = await ask('UJO').finally(() => failing.restore());
      expect(said).to.include('went wrong');
    });
  });
});

import { expect } from 'chai';
import { weekOf } from '../../../src/domain/calendar.ts';
import { slackTs } from '../../../src/domain/slack-timestamp.ts';
import { noDetails } from '../../../src/domain/win.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { expectWords, inModal, onHome, openHome, wordsOf } from '../../support/home.ts';
import { crowd, nominationUsers } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';

const now = new Date('2026-10-07T12:00:00Z');
const people = crowd.map(({ id }) => id);

describe('/brag top', () => {
  let bot: TestBot;
  let team: TestTeam;
  let wins = 0;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(now);
    bot.slack.reset();
    team = await bot.createWorkspace();
  });

  /** Somebody is credited, and some nominate. */
  const win = async (heroIds: string[], nominatorIds: string[], postedAt = now): Promise<void> => {
    wins += 1;
    const winId = `W${wins}`;
    await team.store.wins.store({
      winId,
      authorId: heroIds[0]!,
      heroIds,
      text: `found key ${wins}`,
      names: new Map(),
      source: { kind: 'command' },
      postedAt,
      week: weekOf(postedAt, 'Europe/London'),
      ...noDetails,
    });
    const given = { ts: slackTs(postedAt.getTime()), stands: true };
    for (const userId of nominatorIds)
      await team.store.nominations.record({ winId, userId }, 'button', given, now);
    await team.store.wins.noteVote(winId);
    await team.deps.recountWin(winId);
  };
  const top = async (userId = 'UJO', text = 'top') => {
    await team.command(userId, text);
    return bot.slack.answers.at(-1)!.message;
  };
  const choose = (userId: string, value: string | undefined, body: object = {}) =>
    team.action(
      userId,
      actionIds.boardPeriod,
      { type: 'static_select', selected_option: value === undefined ? null : { value } },
      body,
    );

  it('tells the total of the team and the goal first, then the first five, and one’s own numbers last', async () => {
    await changeSettings(team, bot, { monthGoal: 10 });
    for (const [n, userId] of people.slice(0, 7).entries()) await win([userId], people.slice(10, 18 - n));

    const message = await top('UC6');

    expect(message.text.split('\n')).to.deep.equal([
      '*The board: October*',
      '*The team:* 7 wins in October, with 35 nominations.',
      ':dart: *Goal for October:* 10 wins. 7 so far, 3 to go.',
      '*Seen most*',
      '1. <@UC1>, seen by 8 people',
      '2. <@UC2>, seen by 7 people',
      '3. <@UC3>, seen by 6 people',
      '4. <@UC4>, seen by 5 people',
      '5. <@UC5>, seen by 4 people',
      '*Noticed others most*',
      '1. <@UC11>, noticed 7 people',
      '1. <@UC12>, noticed 7 people',
      '3. <@UC13>, noticed 6 people',
      '4. <@UC14>, noticed 5 people',
      '5. <@UC15>, noticed 4 people',
      '*You:* seen by 3 people. This line is for you alone.',
      'Different people count: ten nominations by one person are one. There are no places below the fifth. To keep off it: *What I get* (`/brag settings`).',
      '`/brag top week`, `month`, `quarter`, `year` or `all` shows another time.',
    ]);
    expect(message.response_type).to.equal('ephemeral');
    expectWords({ blocks: message.blocks }, ...message.text.split('\n').slice(1, 16));
  });

  it('puts many different people before one eager friend', async () => {
    for (let n = 0; n < 9; n += 1) await win(['UJO'], ['UC1']);
    await win(['USAM'], ['UC1', 'UC2']);

    expect((await top()).text).to.contain('1. <@USAM>, seen by 2 people\n2. <@UJO>, seen by 1 person');
  });

  it('counts a win of ten heroes once for the team', async () => {
    await win(people.slice(0, 10), ['UJO', 'USAM']);

    expect((await top()).text).to.contain('1 win in October, with 2 nominations.');
  });

  it('names nobody of those who are level and have not all room, and nobody who has nothing', async () => {
    for (const userId of people.slice(0, 8)) await win([userId], ['UJO']);

    const { text } = await top('USAM');

    expect(text)
      .to.contain('*Seen most*\nSeveral people are level, each seen by 1 person: too many to name.')
      .and.contain('1. <@UJO>, noticed 8 people');
    expect(text).to.not.match(/\*You|UC\d/);
  });

  const periods: [text: string, title: string, wins: number][] = [
    ['top week', 'this week', 1],
    ['top', 'October', 2],
    ['TOP  Month', 'October', 2],
    ['top this quarter', 'October to December', 2],
    ['top year', '2026', 4],
    ['top all time', 'all time', 5],
  ];
  it('tells of the week, the month, the quarter, the year and all time, as the zone has them', async () => {
    for (const at of [
      '2026-10-07T11:00:00Z',
      '2026-09-30T23:30:00Z',
      '2026-09-30T22:30:00Z',
      '2026-01-01T00:00:00Z',
      '2025-12-31T23:59:59Z',
    ])
      await win(['UJO'], ['USAM'], new Date(at));
    await bot.models.wins.model.updateOne(
      { teamId: team.teamId, postedAt: new Date('2026-09-30T23:30:00Z') },
      { $set: { week: '2026-W40' } },
    );
    for (const [text, title, count] of periods)
      expect((await top('UJO', text)).text, text)
        .to.contain(`The board: ${title}*`)
        .and.contain(`*The team:* ${count} win`)
        .and.contain(`${count} nomination`);
  });

  it('says what to do where there is nothing yet', async () => {
    expect((await top()).text)
      .to.contain('the first win in October is still to come')
      .and.contain('type `/brag` and one sentence');

    await win(['UJO'], []);
    expect((await top()).text).to.contain(
      'Nobody has nominated yet. React to a win with :trophy: or :star2:',
    );
  });

  context('with somebody who keeps off the board', () => {
    const postAndHide = async (): Promise<void> => {
      await win(['UC1'], people.slice(10, 19));
      await win(['USAM'], people.slice(10, 18));
      await win(['UC2'], people.slice(10, 17));
      const choice = { isSilent: false, off: new Set<string>(), isOffBoard: true, snooze: undefined };
      await team.store.preferences.store('USAM', choice, now);
    };

    it('leaves no gap, and the numbers of the team as they are', async () => {
      await postAndHide();
      const { text } = await top();

      expect(text).to.contain('1. <@UC1>, seen by 9 people\n2. <@UC2>, seen by 7 people\n*Noticed');
      expect(text).to.contain('3 wins in October, with 24 nominations').and.not.contain('USAM');
    });

    it('shows them their own numbers', async () => {
      await postAndHide();
      expect((await top('USAM')).text).to.contain(
        '*You:* seen by 8 people. This line is for you alone. You keep off the board.',
      );
    });

    it('goes by what they choose in What I get', async () => {
      await postAndHide();
      const box = (...values: string[]) => ({
        type: 'checkboxes',
        selected_options: values.map((value) => ({ value })),
      });
      const save = (values: Record<string, object>) =>
        team.submit('USAM', 'note.change', { offered: [] }, values);

      await save({ note_silent: box() });
      expect((await top()).text).to.not.contain('USAM');
      await save({ note_board: box() });
      expect((await top()).text).to.contain('2. <@USAM>');
      await save({ note_board: box('off') });
      expect((await top()).text).to.not.contain('USAM');
    });
  });

  it('leaves out at once who is deactivated, or of another organisation', async () => {
    await win(['UJO'], people.slice(10, 19));
    await win(['UGONE'], people.slice(10, 18));
    await win(['UFAR'], people.slice(10, 17));
    await win(['USAM'], people.slice(10, 16));
    expect((await top()).text)
      .to.contain('2. <@USAM>')
      .and.not.match(/UGONE|UFAR/);

    await team.changePerson({ id: 'UJO', name: 'jo', deleted: true });
    expect((await top('USAM')).text)
      .to.contain('1. <@USAM>')
      .and.not.contain('UJO');
  });

  const nobody: [what: string, to: object, words: string][] = [
    ['in team mode', { isTeamMode: true }, 'nobody by themselves (team mode)'],
    ['where the team keeps no board', { hasBoards: false }, 'Your team keeps no board'],
  ];
  for (const [what, to, words] of nobody)
    it(`tells totals and the goal alone ${what}`, async () => {
      await win(['UJO'], ['USAM', 'UKAI']);
      await changeSettings(team, bot, { ...to, monthGoal: 4 });
      for (const period of ['top', 'top week', 'top all']) {
        const { text } = await top('UJO', period);
        expect(text).to.contain('1 win').and.contain('2 nominations').and.contain('Goal for October');
        expect(text)
          .to.contain(words)
          .and.not.match(/<@|\*You/);
      }
    });

  it('names nobody to whoever cannot see the wall', async () => {
    bot.slack.answersWith('conversations.info', () => ({ channel: { id: 'CWALL', is_private: true } }));
    bot.slack.answersWith('conversations.members', () => ({ members: ['UJO'] }));
    await win(['UJO'], ['USAM']);

    expect((await top('UKAI')).text)
      .to.contain('1 win')
      .and.contain(':lock:')
      .and.not.match(/<@/);
    expect((await top('UJO')).text).to.contain('1. <@UJO>');
  });

  it('names nobody while Slack does not say who is still there', async () => {
    await top();
    await win(['UZOE'], ['UJO']);
    bot.slack.answersWith('users.info', () => ({ ok: false, error: 'internal_error' }));

    const { text } = await top();
    expect(text)
      .to.contain('1 win in October')
      .and.contain('Please try again in a minute')
      .and.not.match(/<@/);
  });

  it('shows another time in place, whatever is sent for it', async () => {
    const ephemeral = { container: { type: 'message', is_ephemeral: true } };
    await win(['UJO'], ['USAM'], new Date('2026-09-01T12:00:00Z'));
    await choose('UJO', 'year', ephemeral);
    const answer = bot.slack.answers.at(-1)!.message;
    expect(answer.text).to.contain('The board: 2026').and.contain('1. <@UJO>');
    expect(answer.replace_original).to.equal(true);

    for (const value of ['decade', undefined]) {
      await choose('UJO', value, ephemeral);
      expect(bot.slack.answers.at(-1)!.message.text).to.contain('The board: October');
    }
  });

  it('opens from Home, and shows another time in the same modal', async () => {
    await changeSettings(team, bot, { monthGoal: 3 });
    await win(['UJO'], ['USAM']);
    const goal = ':dart: *Goal for October:* 3 wins. 1 so far, 2 to go.';
    expectWords(await openHome(bot, team, 'UJO'), goal);

    await team.action('UJO', actionIds.homeBoard, {}, onHome);
    const shown = bot.slack.callsOf('views.update').at(-1)!.view;
    expectWords(shown, goal, 'The board: October', '1. <@UJO>, seen by 1 person');
    expect(shown.title.text).to.equal('Board');

    await choose('UJO', 'all', inModal);
    const changed = bot.slack.callsOf('views.update').at(-1)!;
    expect(changed.view_id).to.equal('VMODAL');
    expect(wordsOf(changed.view)).to.contain('The board: all time');
  });

  it('says that older wins are still being counted', async () => {
    for (let n = 0; n < 5; n += 1) await win(['UJO'], []);
    const wins201 = Array.from({ length: 201 }, (_, n) => ({
      _id: `${team.teamId}-${n}`,
      teamId: team.teamId,
      authorId: 'UJO',
      heroIds: ['UJO'],
      text: 'found the key',
      names: {},
      source: { kind: 'command' as const },
      postedAt: new Date('2026-10-01T12:00:00Z'),
      edition: 0,
      nominatorIds: [],
      nominationCount: 0,
      votesVersion: 0,
      revision: 0,
      isWallStale: false,
      needsReconciling: false,
      isTallyStale: true,
      tallyVersion: 0,
    }));
    await bot.models.wins.model.insertMany(wins201);

    expect((await top()).text).to.contain('still counting');
    expect((await top()).text)
      .to.contain('206 wins')
      .and.not.contain('still counting');
  });

  it('tells only of its own workspace', async () => {
    await win(['UJO'], ['USAM']);
    const other = await bot.createWorkspace();
    await other.command('UJO', 'top all');

    expect(bot.slack.answers.at(-1)!.message.text).to.contain('the first win is still to come');
  });
});

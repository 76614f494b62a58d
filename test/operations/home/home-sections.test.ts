import { expect } from 'chai';
import sinon from 'sinon';
import { settingsDefaults } from '../../../src/domain/workspace.ts';
import { expectValidHome } from '../../support/block-kit.ts';
import { demoUsers, openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, planRun, takeIn } from '../../support/challenge-team.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { expectWords, openHome, type ShownHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { crowd, press } from '../../support/nomination.ts';
import { makePlan } from '../../support/plan.ts';
import { winsOf } from '../../support/win.ts';

const users = [
  ...demoUsers,
  ...crowd,
  { id: 'UGUEST', name: 'guest', is_restricted: true },
  { id: 'UFAR', name: 'far', is_stranger: true },
  { id: 'UOLD', name: 'old', deleted: true },
];

const wednesday = new Date('2026-10-07T12:00:00Z');

describe('Home', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(wednesday);
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  const open = (userId: string): Promise<ShownHome> => openHome(bot, team, userId);
  const set = (settings: object) =>
    bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: { settings } });
  /** Has a win nominated until it is exceptional. */
  const celebrate = async (text: string) => {
    const win = (await winsOf(team)).find((each) => each.text.includes(text))!;
    for (const userId of ['UC1', 'UC2', 'UC3']) await press(team, userId, win._id);
    return win;
  };

  context('for a first visitor', () => {
    it('says in two sentences what it is, and gives an example', async () => {
      const home = await open('UJO');

      expectWords(home, 'where your team tells what it did', '<#CWALL>', 'For example: ');
      expectWords(home, '*Make it right*: when something went wrong.');
      expect(wordsOf(home)).not.to.contain('My last wins').and.not.to.match(/\b0\b/);
      expect(buttonsIn(home)).to.deep.equal([
        'home.brag',
        'idea.open',
        'plan.open',
        'recovery.open',
        'lesson.open',
        'home.digest',
        'home.board',
        'home.challenge',
        'home.mine',
        'note.change',
        'home.help',
        'privacy.open',
      ]);
    });

    it('says what to do where there is no wall, and who can', async () => {
      team = await bot.createWorkspace({ hasWall: false });

      expectWords(
        await open('UJO'),
        'There is no wall yet.',
        '`/invite` and <@UBOT>',
        'anybody who is in it',
      );
    });

    it('says that wins wait for a wall that is lost', async () => {
      await team.event({ type: 'channel_archive', channel: 'CWALL', user: 'UANN' });

      expectWords(await open('UJO'), 'I cannot post to the wall <#CWALL>', 'are kept and wait');
    });
  });

  context('for somebody with wins', () => {
    it('shows the month, and each win with its count, its link and what can be done', async () => {
      await team.command('UJO', 'called Mrs Lee back');
      await celebrate('called Mrs Lee back');

      const home = await open('UJO');

      expectWords(home, '*You in October:* 1 win, with 3 nominations.', 'called Mrs Lee back');
      expectWords(home, 'Exceptional: 3 nominations', '|See it on the wall>');
      expect(buttonsIn(home)).to.include.members(['nomination.who', 'win.edit']);
    });

    it('marks them with the emoji that the team has chosen', async () => {
      await set({ nominationEmoji: ['tada', 'rocket'] });
      await team.command('UJO', 'called Mrs Lee back');
      await team.command('UJO', 'found the spare key');
      await celebrate('called Mrs Lee back');
      await press(team, 'UC1', (await winsOf(team)).find(({ text }) => text.includes('spare key'))!._id);

      const home = await open('UJO');

      expectWords(home, ':rocket: *The latest exceptional win*', ':rocket: *Exceptional: 3 nominations*');
      expectWords(home, ':tada: 1 nomination');
      expect(wordsOf(home)).not.to.match(/:(?:trophy|star2):/);
    });

    it('shows five of them, the newest first, those told about others too', async () => {
      for (const [minute, about] of ['', '<@USAM> ', '', '', '', ''].entries()) {
        bot.setNow(new Date(wednesday.getTime() + minute * 60_000));
        await team.command('UJO', `${about}found key ${minute}`);
      }

      const words = wordsOf(await open('UJO'));

      const found = [...words.slice(words.indexOf('My last wins')).matchAll(/found key (\d)/g)];
      expect([...new Set(found.map(([, minute]) => minute))]).to.deep.equal(['5', '4', '3', '2', '1']);
    });

    it('lets only its author edit a win, and shows it to its hero', async () => {
      await team.command('UJO', '<@USAM> drove the parcel over');

      const home = await open('USAM');

      expectWords(home, 'My last wins', 'drove the parcel over');
      expect(buttonsIn(home)).to.include('nomination.who').and.not.to.include('win.edit');
    });

    it('counts a month from its first day in the zone of the workspace', async () => {
      bot.setNow(new Date('2026-09-30T22:30:00Z'));
      await team.command('UJO', 'late in September, in London');
      bot.setNow(new Date('2026-09-30T23:30:00Z'));
      await team.command('UJO', 'early in October, in London');

      expectWords(await open('UJO'), '*You in October:* 1 win.');
    });

    it('shows nobody a zero', async () => {
      bot.setNow(new Date('2026-08-05T12:00:00Z'));
      await team.command('UJO', 'helped in August');
      bot.setNow(wednesday);

      const words = wordsOf(await open('UJO'));

      expect(words)
        .not.to.match(/\b(0|no) (win|nomination|people)/)
        .and.not.to.contain('You in');
      expect(words).to.contain('helped in August').and.to.contain('The first win of this week');
    });

    it('keeps personal counts out in team mode, and who is new', async () => {
      await set({ isTeamMode: true });
      await team.command('UJO', 'called Mrs Lee back');
      await celebrate('called Mrs Lee back');

      const [own, other] = [wordsOf(await open('UJO')), wordsOf(await open('USAM'))];

      for (const words of [own, other]) {
        expect(words).to.match(/exceptional/i);
        expect(words).not.to.match(/You in|\d nomination|New on the wall/);
      }
      expect(own).to.contain('My last wins');
    });

    it('forgets a win that is taken down', async () => {
      await team.command('UJO', 'called Mrs Lee back');
      await team.action('UJO', 'win.take_down', { value: (await winsOf(team))[0]!._id });

      expect(wordsOf(await open('UJO'))).not.to.contain('called Mrs Lee back');
    });
  });

  context('about the team', () => {
    it('counts the week, and names who is new and what was exceptional', async () => {
      await team.command('UJO', 'called Mrs Lee back');
      bot.setNow(new Date(wednesday.getTime() + 60_000));
      await team.command('UJO', '<@USAM> drove the parcel over');
      await celebrate('drove the parcel');

      const home = await open('UANN');

      expectWords(home, '2 wins so far this week, by 2 people.', 'The latest exceptional win');
      expectWords(home, 'drove the parcel over', 'New on the wall:* sam and jo');
    });

    it('marks wins with the emoji that the team has chosen', async () => {
      await set({ nominationEmoji: ['heart', 'our_logo'] });
      await team.command('UJO', 'carried a piano up');
      await team.command('UJO', 'called Mrs Lee back');
      await celebrate('piano');
      const other = (await winsOf(team)).find(({ text }) => text.includes('Lee'))!;
      await press(team, 'UC1', other._id);

      const home = await open('UJO');

      expectWords(home, ':our_logo: *The latest exceptional win*', ':our_logo: *Exceptional: 3');
      expectWords(home, ':heart: 1 nomination');
      expect(wordsOf(home)).not.to.match(/:trophy:|:star2:/);
    });

    it('tells nobody that they are new', async () => {
      await team.command('UJO', 'called Mrs Lee back');

      expect(wordsOf(await open('UJO'))).not.to.contain('New on the wall');
    });

    it('welcomes nobody who was there before', async () => {
      bot.setNow(new Date('2026-09-02T12:00:00Z'));
      await team.command('UJO', 'helped in September');
      bot.setNow(wednesday);
      await team.command('UJO', 'called Mrs Lee back');

      expect(wordsOf(await open('UANN'))).not.to.contain('New on the wall');
    });

    it('shows no win as exceptional that is not any more', async () => {
      await team.command('UJO', 'called Mrs Lee back');
      const win = await celebrate('called Mrs Lee back');
      await press(team, 'UC1', win._id);

      expect(wordsOf(await open('UANN'))).not.to.contain('exceptional win');
    });

    const goals: [wins: number, goal: number, words: string][] = [
      [0, 5, 'Goal for October:* 5 wins. The first is still to come.'],
      [2, 5, 'Goal for October:* 5 wins. 2 so far, 3 to go.'],
      [2, 2, 'Goal for October:* 2 wins. Reached, with 2.'],
      [2, 1, 'Goal for October:* 1 win. Reached, with 2.'],
    ];
    for (const [wins, goal, words] of goals)
      it(`says how ${wins} wins stand to a goal of ${goal}`, async () => {
        await set({ monthGoal: goal });
        for (let win = 0; win < wins; win += 1) await team.command('UJO', `found key ${win}`);

        expectWords(await open('UANN'), words);
      });

    it('speaks of no goal where there is none', async () => {
      expect(settingsDefaults.monthGoal).to.equal(undefined);
      expect(wordsOf(await open('UANN'))).not.to.contain('Goal');
    });
  });

  context('where the wall is private', () => {
    const calm = async (): Promise<void> => {
      wallIs(bot, { privateTo: ['UJO', 'UC1', 'UC2', 'UC3'] });
      await team.command('UJO', '<@USAM> calmed an angry caller');
      await celebrate('calmed an angry caller');
    };

    for (const [who, userId] of [
      ['a colleague', 'UKAI'],
      ['an admin', 'UANN'],
      ['a guest', 'UGUEST'],
      ['whom its stories are about', 'USAM'],
    ])
      it(`tells ${who} who is not in it the totals alone`, async () => {
        await calm();

        const words = wordsOf(await open(userId!));

        expect(words).to.contain('1 win so far this week, by 1 person.').and.to.contain(':lock:');
        expect(words).not.to.match(/angry caller|exceptional win|New on the wall|jo|sam/i);
      });

    it('shows its stories to whoever is in it', async () => {
      await calm();

      expectWords(await open('UC1'), 'calmed an angry caller', 'New on the wall:* sam');
    });

    it('shows an author outside it their own words, without link and count', async () => {
      wallIs(bot, { privateTo: ['UC1'] });
      await team.command('UJO', 'mended a chair');
      await celebrate('mended a chair');

      const home = await open('UJO');

      expectWords(home, 'mended a chair', 'in a channel that you are not in');
      expect(wordsOf(home)).not.to.contain('archives');
      expect(buttonsIn(home)).to.include('win.edit').and.not.to.include('nomination.who');
    });
  });

  for (const [who, userId] of [
    ['a member of another organisation', 'UFAR'],
    ['whoever was deactivated', 'UOLD'],
    ['a bot', 'UBOT'],
    ['somebody whom Slack does not know', 'UNOBODY'],
  ])
    it(`shows ${who} nothing of the team`, async () => {
      await team.command('UJO', 'called Mrs Lee back');

      const home = await open(userId!);

      expect(home.blocks).to.have.length(1);
      expectWords(home, 'for the people who work here');
    });

  context('at its foot', () => {
    it('offers managers what is theirs, and nobody else', async () => {
      expect(buttonsIn(await open('UANN'))).to.include.members(['settings.open', 'home.managers']);
      expect(buttonsIn(await open('UJO'))).not.to.include.members(['settings.open']);
    });

    it('says whom to ask while nobody is named', async () => {
      expectWords(await open('UJO'), 'your Slack admins look after me');
    });

    for (const [managerIds, words] of [
      [['UKAI'], 'The manager of this team is <@UKAI>.'],
      [['UKAI', 'USAM'], 'The managers of this team are <@UKAI> and <@USAM>.'],
    ] as const)
      it(`names ${managerIds.length} who are`, async () => {
        await set({ managerIds });

        expectWords(await open('UJO'), words);
      });
  });

  it('says who has set the bot up', async () => {
    team = await bot.createWorkspace({ hasWall: false });
    await team.event({
      type: 'member_joined_channel',
      user: 'UBOT',
      channel: 'CWALL',
      inviter: 'UANN',
      event_ts: '1791375000.000200',
    });

    expectWords(await open('UJO'), '<@UANN> has set me up and leads this team. Ask them');
    expectWords(await open('UANN'), 'You have set me up. You are the manager');
  });

  it('tells the one manager that it is them whom people ask', async () => {
    await set({ managerIds: ['UKAI'] });

    expectWords(
      await open('UKAI'),
      'You are the manager of this team: people ask you when something is not right',
    );
  });

  context('while a challenge is on', () => {
    const monday = new Date('2027-10-04T09:30:00Z');
    const run = async () => (await planRun(team))._id;

    it('waits with nothing before the invitation', async () => {
      await run();

      expect(wordsOf(await open('UJO'))).not.to.contain('Waiting for you');
    });

    it('offers to join, and shows the day instead once that is done', async () => {
      const runId = await run();
      bot.setNow(monday);

      const before = await open('UJO');
      await team.store.participants.join({ runId, userId: 'UJO' }, { timeZone: 'Europe/London' }, monday);
      const after = await open('UJO');

      expect(buttonsIn(before)).to.include('challenge.join');
      expect(buttonsIn(after)).to.include.members(['challenge.done', 'challenge.not_today']);
      expect(buttonsIn(after)).not.to.include('challenge.join');
      expectWords(after, 'Waiting for you', 'Day 1 of 5');
    });

    it('offers what was missed, and nothing that is done', async () => {
      const runId = await run();
      bot.setNow(monday);
      await takeIn(team, runId, 'UJO');
      const wednesdayOfRun = new Date('2027-10-06T09:30:00Z');
      bot.setNow(wednesdayOfRun);
      const seat = { runId, userId: 'UJO' };
      await team.store.participants.markDone(seat, 'be-reachable', 'f1', undefined, wednesdayOfRun);

      const words = wordsOf(await open('UJO'));

      expect(words).to.contain('Day 3 of 5').and.to.contain('Tuesday 5 October');
      expect(words).not.to.contain('Monday 4 October');
    });

    it('asks nothing of whoever left', async () => {
      const runId = await run();
      bot.setNow(monday);
      await takeIn(team, runId, 'UJO');
      await team.store.participants.leave({ runId, userId: 'UJO' }, monday);

      expect(wordsOf(await open('UJO'))).not.to.contain('Waiting for you');
    });
  });

  it('is within what Slack takes, however much there is to show', async () => {
    const runId = (await planRun(team))._id;
    bot.setNow(new Date('2027-10-08T12:00:00Z'));
    await set({ monthGoal: 500, managerIds: ['UJO', ...crowd.map(({ id }) => id)] });
    await team.store.participants.join(
      { runId, userId: 'UJO' },
      { timeZone: 'Europe/London' },
      new Date('2027-10-03T12:00:00Z'),
    );
    for (const { id } of crowd.slice(0, 6)) await team.command(id, `<@UJO> ${'&<*🎉 '.repeat(180)}${id}`);
    await bot.models.wins.model.updateMany(
      { teamId: team.teamId },
      { $set: { nominationCount: 99, exceptionalAnnouncedAt: bot.now() } },
    );

    const home = await open('UJO');

    expect(home.blocks.length).to.be.within(25, 60);
    expectValidHome(home);
  }).timeout(30_000);

  it('shows all else that waits, and the other sections, when one row cannot be made', async () => {
    await team.command('UJO', 'called Mrs Lee back');
    await makePlan(bot, team, { day: '2026-10-07' });
    failingDatabase(bot.models.runs.model, 'findOne');

    expectWords(await open('UJO'), 'Waiting for you', 'a card with a piano', 'My last wins', 'The team');
  });

  it('shows the other sections when one cannot be made', async () => {
    await team.command('UJO', 'called Mrs Lee back');
    failingDatabase(bot.models.digests.model, 'findOne');

    expectWords(await open('UJO'), 'My last wins');
  });
});

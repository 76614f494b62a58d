import { expect } from 'chai';
import { addDays } from '../../../src/domain/calendar.ts';
import { gatherWeek } from '../../../src/operations/digest/gather-week.ts';
import { ideaCounts } from '../../../src/operations/idea/idea-counts.ts';
import { personalDataOf } from '../../../src/operations/privacy/export-person.ts';
import { forgetStories } from '../../../src/operations/settings/forget-stories.ts';
import { digestMessage } from '../../../src/views/digest/digest.ts';
import { managerDigest } from '../../../src/views/digest/manager-digest.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, planRun, sendNudges, takeIn, watch } from '../../support/challenge-team.ts';
import { deletePerson, storedText } from '../../support/erasure.ts';
import { openHome } from '../../support/home.ts';
import { doneFilled, makePlan, planFilled, planForm, plansOf } from '../../support/plan.ts';
import { changeSettings } from '../../support/settings.ts';

const zone = 'Europe/London';

describe('plans elsewhere', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const done = (planId: string, rung: string) =>
    team.submit('UJO', 'plan.done', { planId, responseUrl }, doneFilled({ rung }), `D${planId}`);
  const onHome = async () => (await openHome(bot, team, 'UJO')).blocks;

  describe('on Home', () => {
    const winFor = (customerAlias: string, day: string) => {
      bot.setNow(new Date(`${day}T12:00:00Z`));
      return team.submit(
        'UJO',
        'win.compose_or_tell',
        { responseUrl },
        {
          win_text: { value: `rang ${customerAlias} back and laughed` },
          win_customer: { value: customerAlias },
        },
        `W${customerAlias}`,
      );
    };

    it('are the next three, with their buttons', async () => {
      for (const alias of ['Ada', 'Bob', 'Cleo', 'Dan'])
        await makePlan(bot, team, { alias, day: addDays('2026-10-08', 'ABCD'.indexOf(alias[0]!)) });

      const blocks = await onHome();

      expect(JSON.stringify(blocks)).to.contain('for Cleo').and.not.to.contain('for Dan');
      expect(buttonsIn(blocks).filter((id) => id === 'plan.done')).to.have.length(3);
      expect(buttonsIn(blocks)).to.include('plan.mine');
    });

    it('ask two weeks later where the customer is', async () => {
      const planId = await makePlan(bot, team);
      await done(planId, 'hugger');
      bot.setNow(new Date('2026-10-21T12:00:00Z'));

      expect(JSON.stringify(await onHome())).to.contain('Two weeks ago or so, for Mrs Lee');
    });

    it('are offered for the quiet customers, until that is put away for the month', async () => {
      await winFor('Mrs Lee', '2026-06-01');
      await winFor('Zoe', '2026-06-02');
      bot.setNow(new Date('2026-10-06T12:00:00Z'));
      await team.submit(
        'USAM',
        'win.compose_or_tell',
        { responseUrl },
        { win_text: { value: 'wrote to her' }, win_customer: { value: ' ZOE' } },
        'WSAM',
      );

      const offered = JSON.stringify(await onHome());
      await team.action('UJO', 'plan.put_away', {}, { view: { id: 'VH', type: 'home' } });
      const away = JSON.stringify(await onHome());
      bot.setNow(new Date('2026-11-02T12:00:00Z'));
      const nextMonth = JSON.stringify(await onHome());

      expect(offered).to.contain('Who would you like to surprise?').and.contain('"value":"Mrs Lee"');
      expect(offered).not.to.contain('"value":"Zoe"');
      expect(away).not.to.contain('Who would you like to surprise?');
      expect(nextMonth).to.contain('Who would you like to surprise?');
    });

    it('are not offered to whoever has planned something, and open filled in', async () => {
      await winFor('Mrs Lee', '2026-06-01');
      bot.setNow(new Date('2026-10-07T12:00:00Z'));
      const seen = watch(bot);

      await team.action('UJO', 'plan.surprise', { value: 'Mrs Lee' });
      await makePlan(bot, team);

      const form = JSON.stringify(seen.callsOf('views.open')[0]).replaceAll('\\"', '"');
      expect(form).to.contain('"initial_value":"Mrs Lee"');
      expect(JSON.stringify(await onHome())).not.to.contain('Who would you like to surprise?');
    });
  });

  it('are among what `/brag mine` shows', async () => {
    await makePlan(bot, team);
    const seen = watch(bot);

    await team.command('UJO', 'mine');

    expect(seen.answer().text).to.contain('*My plans*').and.contain('Friday 9 October, for Mrs Lee');
  });

  describe('in the digest', () => {
    const words = async (week: string) => {
      const digest = await gatherWeek(team.deps, week, zone, []);
      const look = await team.deps.workspace();
      const view = { digest, look, workspaceUrl: '', isSoFar: false, isTotalsOnly: false };
      return { all: digestMessage(view).message.text, managers: managerDigest(view, 'UANN').text };
    };

    it('are counted as a team, what was seen apart from what is guessed', async () => {
      const [first] = [
        await makePlan(bot, team, { isShared: true }),
        await makePlan(bot, team),
        await makePlan(bot, team, { isShared: true }),
      ];
      await done(first, 'hugger');
      const week = await words('2026-W41');
      bot.setNow(new Date('2026-10-22T12:00:00Z'));
      await team.submit(
        'UJO',
        'plan.later',
        { planId: first, responseUrl },
        {
          plan_stand: { selected_option: { value: 'up' } },
          plan_evidence: { selected_options: [{ value: 'returned' }] },
        },
      );
      const later = await words('2026-W43');

      expect(week.all).to.contain('3 planned and 1 done').and.contain('1 customer, by our own guess');
      expect(week.all).not.to.match(/Mrs Lee|shared/);
      expect(week.managers).to.contain('1 open plan is shared').and.not.to.contain('Mrs Lee');
      expect(later.all).to.contain('1 customer, as they showed or told us').and.not.to.contain('guess');
    });

    it('are nothing when there is nothing', async () => {
      expect((await words('2026-W41')).all).not.to.contain('Treats');
    });
  });

  describe('made on the second day of a challenge of three', () => {
    let runId: string;
    /** Tuesday; Jo is in, and it ends on Wednesday. */
    beforeEach(async () => {
      bot.setNow(new Date('2026-10-12T08:00:00Z'));
      const dayIds = ['choose-a-client', 'decide-on-a-treat', 'do-it'];
      const fields = { packId: 'exceptional-service', dayIds, startDay: '2026-10-12' };
      runId = (await planRun(team, fields))._id;
      await takeIn(team, runId, 'UJO');
      bot.setNow(new Date('2026-10-13T08:00:00Z'));
    });
    const day = () => ({ runId, dayId: 'decide-on-a-treat' });
    const save = (viewId: string, fields: Parameters<typeof planFilled>[0] = {}) =>
      team.submit(
        'UJO',
        'plan.save',
        { ...planForm, day: day() },
        planFilled({ day: '2026-10-14', ...fields }),
        viewId,
      );
    const facts = async () => {
      const participant = await team.store.participants.find({ runId, userId: 'UJO' });
      return Reflect.get(participant!.days, 'decide-on-a-treat') ?? {};
    };

    it('is offered first by its nudge, and opens for the last day', async () => {
      const seen = watch(bot);
      await sendNudges(team);
      const nudge = seen.callsOf('chat.postMessage').at(-1)!;

      await team.action('UJO', 'plan.day', { value: `${runId}:decide-on-a-treat` });

      expect(buttonsIn(nudge.blocks).slice(0, 2)).to.deep.equal(['plan.day', 'challenge.done']);
      const form = JSON.stringify(seen.callsOf('views.open')[0]).replaceAll('\\"', '"');
      expect(form).to.contain('"initial_date":"2026-10-14"').and.contain('with this plan the day is done');
    });

    it('takes the day as done, once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => save('V1')));
      const other = await save('V2', { alias: 'Bob' });

      expect(await plansOf(bot, team)).to.have.length(1);
      expect(await facts())
        .to.include({ doneIn: 'V1' })
        .and.not.to.have.property('note');
      expect(JSON.stringify(other.args)).to.contain('made a plan for this day already');
    });

    it('makes no plan for whoever is not in it', async () => {
      const ack = await team.submit(
        'USAM',
        'plan.save',
        { ...planForm, day: day() },
        planFilled({ day: '2026-10-14' }),
      );

      expect(JSON.stringify(ack.args)).to.contain('not in this challenge');
      expect(await plansOf(bot, team)).to.deep.equal([]);
    });
  });

  it('count for the little extra that they came of: done, and confirmed by what the customer did', async () => {
    const ideaId = [...bot.shared.ideas.keys()][0]!;
    const taken = { ...planForm, taken: { id: ideaId, isGift: false } };
    await team.submit('UJO', 'plan.save', taken, planFilled(), 'VIDEA');
    const [plan] = await plansOf(bot, team);
    await done(plan!._id, 'hugger');
    bot.setNow(new Date('2026-10-22T12:00:00Z'));
    const later = {
      plan_stand: { selected_option: { value: 'up' } },
      plan_evidence: { selected_options: [{ value: 'said' }] },
    };
    await team.submit('UJO', 'plan.later', { planId: plan!._id, responseUrl }, later);

    const counts = await ideaCounts(team.deps, bot.now());

    expect(counts(ideaId)).to.deep.equal({ done: 1, confirmed: 1 });
  });

  it('are exported whole, and deleted with their owner', async () => {
    await makePlan(bot, team);
    const { plans } = Object.fromEntries(await personalDataOf(team.deps, 'UJO'));

    await deletePerson(team, 'UJO');

    expect(JSON.stringify(plans)).to.contain('plays the piano');
    const stored = await storedText(bot, team.teamId);
    expect([...stored].filter(([, text]) => /piano|Mrs Lee/.test(text)).map(([name]) => name)).to.deep.equal(
      [],
    );
  });

  it('are kept as long as the workspace keeps stories', async () => {
    await team.action('UJO', 'plan.drop', { value: await makePlan(bot, team) });
    await changeSettings(team, bot, { retentionMonths: 6 });
    bot.setNow(new Date('2027-05-01T04:00:00Z'));

    await team.store.workspace.planRetention(bot.now());

    await forgetStories(team.deps, bot.now());

    expect(await plansOf(bot, team)).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { followLeavers, followPlans } from '../../../src/operations/plan/follow-plan.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, partsOf, watch } from '../../support/challenge-team.ts';
import { sendNotes } from '../../support/note.ts';
import { doneFilled, inNote, makePlan, plansOf } from '../../support/plan.ts';

describe('what notes tell of a plan', () => {
  let bot: TestBot;
  let team: TestTeam;
  let planId: string;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  /** Jo has a plan for Friday, 9 October. */
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
    planId = await makePlan(bot, team);
  });

  /** What the notes say that are due then, of whomever they are for. */
  const notesAt = async (iso: string) => {
    bot.setNow(new Date(iso));
    await followPlans(team.deps, bot.now());
    const seen = watch(bot);
    await sendNotes(bot, team);
    return seen.callsOf('chat.postMessage').map(({ text, blocks }) => ({ text: String(text), blocks }));
  };
  const textsAt = async (iso: string) => (await notesAt(iso)).map(({ text }) => text);
  const done = (fields: Parameters<typeof doneFilled>[0] = { rung: 'hugger' }) =>
    team.submit('UJO', 'plan.done', { planId, responseUrl }, doneFilled(fields), 'VDONE');
  const say = (stand: string, evidence: string[] = []) =>
    team.submit(
      'UJO',
      'plan.later',
      { planId, responseUrl },
      {
        plan_stand: { selected_option: { value: stand } },
        plan_evidence: { selected_options: evidence.map((value) => ({ value })) },
      },
      'VLATER',
    );
  const only = async () => (await plansOf(bot, team))[0]!;

  it('come on its day at the hour of notes, and not before', async () => {
    const [early, onTime, later] = [
      await textsAt('2026-10-08T08:00:00Z'),
      await notesAt('2026-10-09T08:00:00Z'),
      await textsAt('2026-10-10T08:00:00Z'),
    ];

    expect([early, later]).to.deep.equal([[], []]);
    expect(onTime).to.have.length(1);
    expect(onTime[0]!.text).to.contain('Your plan for today, for Mrs Lee');
    expect(buttonsIn(onTime[0]!.blocks).slice(0, 3)).to.deep.equal(['plan.done', 'plan.move', 'plan.drop']);
  });

  it('come with the next note when its day is a quiet one', async () => {
    await team.submit(
      'UJO',
      'plan.move',
      { planId, moves: 0 },
      { plan_day: { selected_date: '2026-10-10' } },
    );

    expect(await textsAt('2026-10-10T10:00:00Z')).to.deep.equal([]);
    expect((await textsAt('2026-10-12T08:00:00Z'))[0]).to.contain('Your plan for Saturday 10 October');
  });

  it('come late when the bot was down on its day', async () => {
    expect((await textsAt('2026-10-13T08:00:00Z'))[0]).to.contain('Your plan for Friday 9 October');
  });

  it('do not come at once for what was planned for today after the hour of notes', async () => {
    await makePlan(bot, team, { day: '2026-10-07', alias: 'Bob' });

    expect(await textsAt('2026-10-07T12:01:00Z')).to.deep.equal([]);
    expect((await textsAt('2026-10-08T08:00:00Z'))[0]).to.contain('for Bob');
  });

  it('show what became of it, and bring it back in its place', async () => {
    await notesAt('2026-10-09T08:00:00Z');
    const seen = watch(bot);

    await team.action('UJO', 'plan.drop', { value: planId }, inNote);
    await team.action('UJO', 'plan.bring_back', { value: planId }, inNote);
    await team.submit(
      'UJO',
      'plan.move',
      { planId, moves: 0 },
      { plan_day: { selected_date: '2026-10-12' } },
    );

    const shown = seen.callsOf('chat.update').map(({ text }) => String(text));
    expect(shown[0]).to.contain('Let go');
    expect(shown[1]).to.contain('Your plan for today');
    expect(shown.at(-1)).to.contain('Moved to Monday 12 October');
    expect((await textsAt('2026-10-12T08:00:00Z'))[0]).to.contain('Your plan for today');
  });

  it('say nothing of what was dropped or done before its day', async () => {
    await team.action('UJO', 'plan.drop', { value: planId });

    expect(await textsAt('2026-10-09T08:00:00Z')).to.deep.equal([]);
  });

  it('say nothing to whoever wants to hear of no plans', async () => {
    const choice = { isSilent: false, off: new Set(['plans']), snooze: undefined };
    await team.store.preferences.store('UJO', choice, bot.now());

    expect(await textsAt('2026-10-09T08:00:00Z')).to.deep.equal([]);
  });

  it('are planned by the job when the process ended before that', async () => {
    await bot.models.noteParts.model.deleteMany({});
    await bot.models.plans.model.updateMany({}, { $set: { lookAt: bot.now() } });

    expect((await textsAt('2026-10-09T08:00:00Z'))[0]).to.contain('Mrs Lee');
  });

  describe('once what it offers has had its time', () => {
    /** What the notes that told of it say once its time has come, and how often they were shown since. */
    const shownAt = async (iso: string) => {
      bot.setNow(new Date(iso));
      const seen = watch(bot);
      for (let turn = 0; turn < 3; turn += 1) await followPlans(team.deps, bot.now());
      expect(seen.callsOf('chat.postMessage')).to.deep.equal([]);
      const shown = seen.callsOf('chat.update');
      expect(shown).to.have.length(1);
      return buttonsIn(shown[0]!.blocks);
    };

    it('offers that it was not done after all for a day', async () => {
      await notesAt('2026-10-09T08:00:00Z');
      const seen = watch(bot);
      await done();
      expect(buttonsIn(seen.callsOf('chat.update').at(-1)!.blocks)).to.include('plan.resume');

      expect(await shownAt('2026-10-10T08:00:00Z')).not.to.include('plan.resume');
    });

    it('asks where they are as long as that can be said', async () => {
      await done();
      await makePlan(bot, team, { day: '2026-10-27', alias: 'Bob' });
      const [note] = await notesAt('2026-10-27T09:00:00Z');
      expect(buttonsIn(note!.blocks)).to.include('plan.later');

      expect(await shownAt('2026-11-18T01:00:00Z')).not.to.include('plan.later');
    });

    it('offers nothing of one that was let go', async () => {
      await notesAt('2026-10-09T08:00:00Z');

      expect(await shownAt('2026-11-09T00:00:00Z')).not.to.include('plan.done');
    });
  });

  describe('two weeks after it was done', () => {
    beforeEach(async () => {
      bot.setNow(new Date('2026-10-09T10:00:00Z'));
      await done();
    });

    it('come along with a note, and bring none', async () => {
      expect(await textsAt('2026-10-23T08:00:00Z')).to.deep.equal([]);
      await makePlan(bot, team, { day: '2026-10-27', alias: 'Bob' });

      const [note] = await notesAt('2026-10-27T09:00:00Z');

      expect(note!.text).to.contain('for Bob').and.contain('Two weeks ago or so, for Mrs Lee');
    });

    it('bring none when all else of it is dropped at the last moment', async () => {
      const other = await makePlan(bot, team, { day: '2026-10-27', alias: 'Bob' });
      bot.setNow(new Date('2026-10-27T09:00:00Z'));
      await bot.models.plans.model.updateOne({ _id: other }, { $set: { state: 'dropped' } });

      expect(await textsAt('2026-10-27T09:00:00Z')).to.deep.equal([]);
      await makePlan(bot, team, { day: '2026-10-28', alias: 'Zoe' });
      expect((await textsAt('2026-10-28T09:00:00Z'))[0]).to.contain('Two weeks ago or so, for Mrs Lee');
    });

    it('count from when it was really done, if it was not after all', async () => {
      await team.action('UJO', 'plan.resume', { value: planId }, inNote);
      await makePlan(bot, team, { day: '2026-10-26', alias: 'Bob' });
      bot.setNow(new Date('2026-10-14T10:00:00Z'));
      await team.submit('UJO', 'plan.done', { planId }, doneFilled(), 'VAGAIN');

      expect((await textsAt('2026-10-26T09:00:00Z'))[0]).not.to.contain('Two weeks ago or so, for Mrs Lee');
      await makePlan(bot, team, { day: '2026-10-29', alias: 'Zoe' });
      expect((await textsAt('2026-10-29T09:00:00Z'))[0]).to.contain('Two weeks ago or so, for Mrs Lee');
    });

    it('are given up when no note went out for so long', async () => {
      await makePlan(bot, team, { day: '2026-11-24', alias: 'Bob' });

      expect((await textsAt('2026-11-24T09:00:00Z'))[0]).not.to.contain('Two weeks ago or so, for Mrs Lee');
    });

    it('take one answer, and show it', async () => {
      await makePlan(bot, team, { day: '2026-10-27', alias: 'Bob' });
      await notesAt('2026-10-27T09:00:00Z');
      const seen = watch(bot);

      await Promise.all(Array.from({ length: 20 }, () => say('up', ['returned'])));

      expect(await only()).to.deep.include({ later: 'up', evidence: ['returned'] });
      expect(String(seen.callsOf('chat.update').at(-1)!.text)).to.contain('Mrs Lee moved up: they came back');
    });

    it('take no answer before they ask', async () => {
      await say('up', ['returned']);

      expect((await only()).later).to.equal(undefined);
    });
  });

  describe('that nobody did', () => {
    it('is let go after 30 days, without a word', async () => {
      await notesAt('2026-10-09T08:00:00Z');
      bot.setNow(new Date('2026-11-08T00:00:00Z'));
      const seen = watch(bot);

      await followPlans(team.deps, bot.now());
      await sendNotes(bot, team);

      expect((await only()).state).to.equal('planned');
      bot.setNow(new Date('2026-11-09T00:00:00Z'));
      await followPlans(team.deps, bot.now());
      expect((await only()).state).to.equal('lapsed');
      expect(seen.callsOf('chat.postMessage')).to.deep.equal([]);
    });

    it('is let go when the bot was down for longer than that', async () => {
      expect(await textsAt('2027-01-11T09:00:00Z')).to.deep.equal([]);
      expect((await only()).state).to.equal('lapsed');
    });

    it('is let go when its owner left while nobody listened', async () => {
      const { people } = team.deps;
      people.update({ id: 'UJO', name: 'jo', deleted: true, updated: bot.now().getTime() / 1000 }, bot.now());

      await followLeavers(team.deps);

      expect((await only()).state).to.equal('lapsed');
    });

    it('is let go when its owner leaves', async () => {
      await team.changePerson({ id: 'UJO', name: 'jo', deleted: true });

      expect((await only()).state).to.equal('lapsed');
    });
  });

  it('has nothing planned for it twice', async () => {
    await Promise.all(Array.from({ length: 20 }, () => followPlans(team.deps, bot.now())));

    expect(await partsOf(bot, team, 'plan')).to.have.length(1);
  });
});

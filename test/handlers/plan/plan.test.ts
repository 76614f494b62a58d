import { expect } from 'chai';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, partsOf, watch } from '../../support/challenge-team.ts';
import { nameManagers } from '../../support/manager.ts';
import { doneFilled, makePlan, planFilled, planForm, plansOf } from '../../support/plan.ts';
import { winsOf } from '../../support/win.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index);

describe('a plan', () => {
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

  type Ack = Awaited<ReturnType<TestTeam['submit']>>;
  const errorsOf = (ack: Ack): Record<string, string> => {
    expect(ack.callCount).to.equal(1);
    const answer = ack.firstCall.args[0];
    return (typeof answer === 'object' && (answer as { errors?: Record<string, string> }).errors) || {};
  };
  const save = (fields: Parameters<typeof planFilled>[0], viewId = 'V1', metadata: object = planForm) =>
    team.submit('UJO', 'plan.save', metadata, planFilled(fields), viewId);
  const done = (
    planId: string,
    fields: Parameters<typeof doneFilled>[0] = {},
    viewId = 'V2',
    userId = 'UJO',
  ) => team.submit(userId, 'plan.done', { planId, responseUrl, isPrivate: true }, doneFilled(fields), viewId);
  const only = async () => {
    const plans = await plansOf(bot, team);
    expect(plans).to.have.length(1);
    return plans[0]!;
  };

  describe('its form', () => {
    const openedBy = async (userId: string) => {
      const seen = watch(bot);
      await team.command(userId, 'plan');
      const [call] = seen.callsOf('views.open');
      return JSON.stringify(call!.view).replaceAll('\\"', '"');
    };

    it('opens with three extras and the next working day of whoever asks', async () => {
      bot.setNow(new Date('2026-10-09T20:00:00Z'));

      const form = await openedBy('UKAI');

      expect(form).to.contain('"initial_date":"2026-10-12"').and.contain('Ask before you treat');
      expect(form.match(/"plan\.take"/g)).to.have.length(3);
      expect(form).not.to.contain('plan.mine').and.not.to.contain('plan.shared');
    });

    it('leads to open plans, and managers to those that are shared', async () => {
      await nameManagers(team, 'UANN');
      await makePlan(bot, team, { isShared: true });

      expect(await openedBy('UJO'))
        .to.contain('plan.mine')
        .and.not.to.contain('plan.shared');
      expect(await openedBy('UANN'))
        .to.contain('plan.shared')
        .and.not.to.contain('plan.mine');
    });

    it('stores what was filled in, and says when it comes', async () => {
      const seen = watch(bot);

      const ack = await save({});

      expect(ack.args).to.deep.equal([[]]);
      expect(await only()).to.deep.include({
        userId: 'UJO',
        customerAlias: 'Mrs Lee',
        clue: 'plays the piano',
        rungBefore: 'smiler',
        treat: 'a card with a piano on it',
        size: 'tenMinutes',
        day: '2026-10-09',
        state: 'planned',
      });
      expect(seen.answer().text).to.contain('Friday 9 October, for Mrs Lee').and.contain('in your note then');
    });

    it('shows the plan in its place where there is no address to answer at', async () => {
      const ack = await save({}, 'V1', { ...planForm, responseUrl: undefined });

      expect(JSON.stringify(ack.firstCall.args[0])).to.contain('"update"').and.contain('for Mrs Lee');
    });

    it('makes one plan when it is sent twenty times at once', async () => {
      const acks = await Promise.all(twenty.map(() => save({})));

      for (const ack of acks) expect(ack.args).to.deep.equal([[]]);
      await only();
      expect(await partsOf(bot, team, 'plan')).to.have.length(1);
    });

    const faults: [string, Parameters<typeof planFilled>[0], string][] = [
      ['nobody is named', { alias: ' ' }, 'plan_customer'],
      ['there is no treat', { treat: '' }, 'plan_treat:0'],
      ['the day is past', { day: '2026-10-06' }, 'plan_day'],
      ['the day is too far away', { day: '2027-10-06' }, 'plan_day'],
    ];
    for (const [when, fields, block] of faults)
      it(`stays open, and stores nothing, when ${when}`, async () => {
        expect(Object.keys(errorsOf(await save(fields)))).to.deep.equal([block]);
        expect(await plansOf(bot, team)).to.deep.equal([]);
      });

    it('asks about customer data in any of its texts, and masks it where the person wants that', async () => {
      const clue = 'ring 020 7946 0018';

      const asked = await save({ clue });
      const before = await plansOf(bot, team);
      await save({ clue, choice: 'mask' });

      expect(JSON.stringify(asked.firstCall.args)).to.contain('win_customer_data');
      expect(before).to.deep.equal([]);
      expect((await only()).clue).to.equal('ring •••');
    });

    it('takes an extra into the treat, and keeps what was typed', async () => {
      const extras = [{ id: 'x', text: 'Write them a card', minutes: 30, isGift: true }];
      const seen = watch(bot);

      await team.action(
        'UJO',
        'plan.take',
        { value: 'x' },
        {
          view: {
            id: 'V1',
            type: 'modal',
            private_metadata: JSON.stringify({ ...planForm, extras }),
            state: {
              values: Object.fromEntries(
                Object.entries(planFilled({ treat: '' })).map(([block, value]) => [block, { value }]),
              ),
            },
          },
        },
      );

      const form = JSON.stringify(seen.callsOf('views.update')[0]).replaceAll('\\', '');
      expect(form)
        .to.contain('plan_treat:1')
        .and.contain('"initial_value":"Write them a card"')
        .and.contain('"initial_value":"plays the piano"')
        .and.contain('check that they may')
        .and.contain('"value":"bold"');
    });

    it('makes no plan of outsiders and of those who left', async () => {
      const ack = await team.submit('UGONE', 'plan.save', planForm, planFilled());

      expect(errorsOf(ack).plan_customer).to.contain('people of this organisation');
      expect(await plansOf(bot, team)).to.deep.equal([]);
    });
  });

  describe('that is done', () => {
    it('becomes a win with whom it was for and what it came of, in the same breath', async () => {
      const planId = await makePlan(bot, team);

      await done(planId, { note: 'played her song on hold', rung: 'hugger', isWin: true });

      const [win] = await winsOf(team);
      const details = { authorId: 'UJO', planId, customerAlias: 'Mrs Lee', rung: 'hugger' };
      expect(win).to.deep.include(details);
      expect(await only()).to.deep.include({ state: 'done', rungAfter: 'hugger', winId: win!._id });
    });

    it('is one answer and one win, when the same form is sent twenty times at once', async () => {
      const planId = await makePlan(bot, team);

      const acks = await Promise.all(twenty.map(() => done(planId, { note: 'sang', isWin: true })));

      for (const ack of acks) expect(ack.args).to.deep.equal([[]]);
      expect(await winsOf(team)).to.have.length(1);
    });

    it('is one of what comes at the same moment: done, or dropped, or moved', async () => {
      const planId = await makePlan(bot, team);
      const moving = { planId, moves: 0, responseUrl };

      const acks = await Promise.all([
        ...twenty.map((index) => done(planId, { note: `${index}` }, `V${index + 10}`)),
        ...twenty.map(() => team.action('UJO', 'plan.drop', { value: planId })),
        ...twenty.map(() =>
          team.submit('UJO', 'plan.move', moving, { plan_day: { selected_date: '2026-10-12' } }, 'VM'),
        ),
      ]);

      const plan = await only();
      const takenAsDone = acks.slice(0, 20).filter((ack) => Object.keys(errorsOf(ack)).length === 0);
      expect(takenAsDone).to.have.length(plan.state === 'done' ? 1 : 0);
      expect(plan.moves).to.be.oneOf([0, 1]);
      expect(plan.state).to.be.oneOf(['done', 'dropped']);
    });

    it('stores nothing when its win has no words', async () => {
      const planId = await makePlan(bot, team);

      const refused = [await done(planId, { isWin: true }), await done(planId, { note: '...', isWin: true })];

      for (const ack of refused) expect(errorsOf(ack)).to.have.key('plan_note');
      expect((await only()).state).to.equal('planned');
    });
  });

  describe('that is not done after all', () => {
    const own = { container: { type: 'message', is_ephemeral: true } };
    const resume = (value: string) => team.action('UJO', 'plan.resume', { value }, own);

    it('is to do again, and nobody is asked about it', async () => {
      const planId = await makePlan(bot, team);
      const seen = watch(bot);
      await done(planId, { note: 'sang', rung: 'hugger' });
      expect(buttonsIn(seen.answer().blocks)).to.deep.equal(['plan.resume']);

      await Promise.all(twenty.map(() => resume(planId)));

      const plan = await only();
      expect(plan.state).to.equal('planned');
      expect(plan).not.to.have.any.keys('doneAt', 'doneIn', 'note', 'rungAfter', 'laterDueAt', 'winId');
      expect(buttonsIn(seen.answers().at(-1)!.blocks)).to.include('plan.done');
    });

    it('waits until the win that came of it is taken down', async () => {
      const planId = await makePlan(bot, team);
      const seen = watch(bot);
      await done(planId, { note: 'sang', isWin: true });
      const [win] = await winsOf(team);

      await resume(planId);
      expect((await only()).state).to.equal('done');
      expect(seen.answers().at(-1)!.text).to.contain('Take that down first');

      await team.action('UJO', 'win.take_down', { value: win!._id });
      await resume(planId);
      expect((await only()).state).to.equal('planned');
    });

    it('is one decision when its win is made at the same moment', async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        const planId = await makePlan(bot, team, { alias: `Bob ${turn}` });

        await Promise.all([
          done(planId, { note: `sang ${turn}`, isWin: true }, `VR${turn}`),
          ...twenty.map(() => resume(planId)),
        ]);

        const plan = await team.store.plans.find(planId);
        const win = await team.store.wins.findOfPlan(planId);
        expect({ state: plan?.state, winId: plan?.winId }).to.deep.equal({ state: 'done', winId: win?._id });
      }
    });

    it('stays done after a day', async () => {
      const planId = await makePlan(bot, team);
      const seen = watch(bot);
      await done(planId);
      bot.setNow(new Date('2026-10-08T12:00:00Z'));

      await resume(planId);

      expect((await only()).state).to.equal('done');
      expect(seen.answers().at(-1)!.text).to.contain('more than a day ago');
    });
  });

  it('is dropped in its place, and brought back', async () => {
    const planId = await makePlan(bot, team);
    const own = { container: { type: 'message', is_ephemeral: true } };
    const seen = watch(bot);

    await team.action('UJO', 'plan.drop', { value: planId }, own);
    const dropped = seen.answer();
    await team.action('UJO', 'plan.bring_back', { value: planId }, own);

    expect(dropped).to.include({ replace_original: true });
    expect(buttonsIn(dropped.blocks)).to.deep.equal(['plan.bring_back']);
    expect(seen.answers()[1]!.text).to.contain('Friday 9 October, for Mrs Lee');
    expect((await only()).state).to.equal('planned');
  });

  describe('that is moved', () => {
    const move = (planId: string, moves: number, day: string, viewId = 'VM') =>
      team.submit(
        'UJO',
        'plan.move',
        { planId, moves, responseUrl },
        { plan_day: { selected_date: day } },
        viewId,
      );

    it('moves twice, and is then to be done or let go', async () => {
      const planId = await makePlan(bot, team);
      await move(planId, 0, '2026-10-12');
      await move(planId, 1, '2026-10-13');

      const third = await move(planId, 2, '2026-10-14');
      const seen = watch(bot);
      await team.action('UJO', 'plan.move', { value: planId });

      expect(errorsOf(third).plan_day).to.contain('twice already');
      expect(await only()).to.deep.include({ day: '2026-10-13', moves: 2 });
      expect(buttonsIn(seen.answer().blocks)).to.deep.equal(['plan.done', 'plan.drop']);
    });

    it('counts the same form, and the same day, as no further move', async () => {
      const planId = await makePlan(bot, team);

      await Promise.all(twenty.map(() => move(planId, 0, '2026-10-12')));
      await move(planId, 1, '2026-10-12', 'VN');

      expect(await only()).to.deep.include({ day: '2026-10-12', moves: 1 });
    });
  });

  describe('of somebody else', () => {
    const others: [string, string][] = [
      ['a colleague', 'USAM'],
      ['a manager whom it is not shared with', 'UANN'],
    ];
    for (const [who, userId] of others)
      it(`is neither shown to ${who} nor changed by them`, async () => {
        await nameManagers(team, 'UANN');
        const planId = await makePlan(bot, team);
        const before = await only();
        const seen = watch(bot);
        const calls = bot.slack.calls.length;

        for (const verb of ['done', 'move', 'drop', 'bring_back', 'resume', 'later'])
          await team.action(userId, `plan.${verb}`, { value: planId });
        await team.action(userId, 'plan.mine');
        await team.action(userId, 'plan.shared');
        await team.command(userId, 'mine');
        const acks = [
          await done(planId, { note: 'mine' }, 'V9', userId),
          await team.submit(
            userId,
            'plan.move',
            { planId, moves: 0 },
            { plan_day: { selected_date: '2026-10-12' } },
          ),
          await team.submit(
            userId,
            'plan.later',
            { planId },
            { plan_stand: { selected_option: { value: 'up' } } },
          ),
        ];

        const shown = JSON.stringify([
          bot.slack.calls.slice(calls),
          seen.answers(),
          acks.map(({ args }) => args),
        ]);
        expect(shown).not.to.match(/Mrs Lee|piano/);
        expect(await only()).to.deep.equal(before);
      });

    it('is shown to managers alone once it is shared, and no more once its owner has left', async () => {
      await nameManagers(team, 'UANN');
      await makePlan(bot, team, { isShared: true });
      const listed = async (userId: string) => {
        const seen = watch(bot);
        await team.action(userId, 'plan.shared');
        return JSON.stringify(seen.callsOf('views.open'));
      };

      expect(await listed('UANN'))
        .to.contain('Mrs Lee')
        .and.contain('jo')
        .and.not.to.contain('plays the piano');
      expect(await listed('USAM'))
        .to.contain('shown to the managers')
        .and.not.to.contain('Mrs Lee');
    });
  });

  describe('that tries a little extra', () => {
    const ideaId = () => [...bot.shared.ideas.values()].find(({ season }) => !season)!.id;
    const tryIt = (value = ideaId()) =>
      team.action('UJO', 'plan.try', { value }, { container: { type: 'message', is_ephemeral: true } });

    it('is for today, in the place of the idea, once however often it is pressed', async () => {
      const seen = watch(bot);

      await Promise.all(twenty.map(() => tryIt()));

      expect(await only()).to.deep.include({ day: '2026-10-07', ideaId: ideaId(), state: 'planned' });
      const answer = seen.answers()[0]!;
      expect(buttonsIn(answer.blocks)).to.deep.equal(['plan.done', 'plan.move', 'plan.drop']);
      expect(answer.text).to.contain('on Home until it is done').and.contain('`/brag plan` lists it');
    });

    it('answers over Home under the title of what it is about', async () => {
      const seen = watch(bot);
      const onHome = { view: { type: 'home', id: 'VHOME' }, channel: undefined, response_url: undefined };

      await team.action('UJO', 'plan.drop', { value: await makePlan(bot, team) }, onHome);

      expect(seen.callsOf('views.open').map(({ view }) => view.title.text)).to.deep.equal(['Plan a treat']);
    });

    it('is taken up again after it was dropped', async () => {
      await tryIt();
      await team.action('UJO', 'plan.drop', { value: (await only())._id });

      await tryIt();

      expect((await only()).state).to.equal('planned');
    });

    it('carries the idea into its win', async () => {
      await tryIt();

      await done((await only())._id, { note: 'rang just to say thanks', isWin: true, alias: 'Bob' });

      const [win] = await winsOf(team);
      expect(win).to.deep.include({ ideaId: ideaId(), customerAlias: 'Bob' });
    });

    it('says so when there is no such idea', async () => {
      const seen = watch(bot);

      await tryIt('nothing-like-it');

      expect(await plansOf(bot, team)).to.deep.equal([]);
      expect(seen.answer().text).to.contain('not there any more');
    });
  });
});

import { expect } from 'chai';
import { addDays, dayOf, isWeekend } from '../../src/domain/calendar.ts';
import { type ShownHome, wordsOf } from '../support/home.ts';
import { type Message, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

/** A Monday: the second week's digest is the first after the end of a month. */
const firstDay = '2027-02-15';

/** A time at which it is day for Jo in London, for Sam in Kolkata, and for Ann, and so for the team, in New York. */
const noteTime = '14:05:00Z';

/** Jo and Sam serve customers, and Ann leads them. What each does comes after what was done before it. */
describe('three weeks of four systems', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let today = firstDay;
  before(async () => {
    sandbox = await startSandbox();
    await sandbox.nameManagers('ann', 'ann');
    await sandbox.moveClock({ now: `${today}T${noteTime}` });
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  /** The modal of somebody that has these words, or this form. */
  const viewOf = (user: string, words: string) =>
    waitFor(`"${words}" before ${user}`, async () => {
      const opened = await sandbox.openView(user).catch(() => undefined);
      const { callback_id: callbackId } = opened?.view ?? {};
      return opened && (callbackId === words || wordsOf(opened.view as ShownHome).includes(words))
        ? opened
        : undefined;
    });
  /** As on a desktop: the command, and the menu in its form. */
  const fromComposer = async (user: string, choice: string, words: string) => {
    await sandbox.brag(user, '');
    const { id: viewId } = await viewOf(user, 'win.compose_or_tell');
    await sandbox.act('/click-view', { user, viewId, actionId: 'brag.menu', value: choice });
    return viewOf(user, words);
  };
  const homeOf = async (user: string) => {
    const userId = await sandbox.userId(user);
    await sandbox.act('/open-home', { user });
    await sandbox.settled();
    const { views } = await sandbox.state();
    const home = views.find((view) => view.type === 'home' && view.user === userId)!;
    return { id: home.id, view: home.view as ShownHome };
  };
  /** As on a phone: the bot's own tab. */
  const fromHome = async (user: string, actionId: string, words: string) => {
    const { id: viewId } = await homeOf(user);
    await sandbox.act('/click-view', { user, viewId, actionId });
    return viewOf(user, words);
  };
  const submit = async (user: string, viewId: string, given: Record<string, unknown>) => {
    const values = Object.fromEntries(Object.entries(given).map(([block, value]) => [block, { value }]));
    const { errors } = await sandbox.act('/submit', { user, viewId, values });
    expect(errors ?? {}).to.deep.equal({});
  };
  const shows = (message: Message, words: string): boolean =>
    message.text.includes(words) || JSON.stringify(message.blocks ?? []).includes(words);
  /** The last message to somebody that has these words. */
  const said = (user: string, words: string): Promise<Message> =>
    waitFor(`"${words}" to ${user}`, async () =>
      (await sandbox.directMessages(user)).findLast((message) => !message.deleted && shows(message, words)),
    );
  const press = (user: string, { channel, ts }: Message, actionId: string, value?: string) =>
    sandbox.act('/click', { user, channel, ts, actionId, ...(value !== undefined && { value }) });
  const valueIn = (message: Message, actionId: string, having = ''): string => {
    const found = [...JSON.stringify(message.blocks).matchAll(/\{"type":"button".*?\}(?=[,\]}])/g)]
      .map(([each]) => each)
      .filter((each) => each.includes(`"action_id":"${actionId}"`) && each.includes(having));
    return /"value":"([^"]*)"/.exec(found[0] ?? '')?.[1] ?? '';
  };
  /** Working day by working day, so that no note that is due in between is jumped over. */
  const moveTo = async (day: string): Promise<void> => {
    while (today < day) {
      today = addDays(today, 1);
      if (!isWeekend(today)) await sandbox.moveClock({ now: `${today}T${noteTime}` });
    }
    await sandbox.settled();
  };
  const lessonCards = async (): Promise<Message[]> =>
    (await sandbox.messagesIn('brag-wall')).filter(({ metadata }) =>
      metadata?.event_payload.key.startsWith('lesson:'),
    );
  const expectSaid = (message: Message, ...words: string[]) => {
    for (const each of words) expect(wordsOf({ blocks: message.blocks }), today).to.contain(each);
  };
  /** The digest that the wall got on this day. */
  const digest = (): Promise<Message> =>
    waitFor(`the digest of ${today}`, async () =>
      (await sandbox.messagesIn('brag-wall')).findLast(
        ({ metadata, ts }) =>
          metadata?.event_payload.key.startsWith('digest:') &&
          dayOf(new Date(Number(ts) * 1000), 'UTC') === today,
      ),
    );

  it('offers all of them in the composer, and as one row on Home', async () => {
    await sandbox.brag('jo', '');
    const { id: viewId, view } = await viewOf('jo', 'win.compose_or_tell');
    await sandbox.act('/close-view', { user: 'jo', viewId });
    const { view: home } = await homeOf('sam');

    for (const each of ['Little extra', 'Plan a treat', 'Make it right', 'Silver lining']) {
      expect(JSON.stringify(view), each).to.contain(each);
      expect(wordsOf(home), each).to.contain(each);
    }
  });

  it('makes right what went wrong, with two people on one card', async () => {
    const { id } = await fromComposer('jo', 'recover', 'recovery.open');
    await submit('jo', id, {
      recovery_problem: 'late',
      recovery_what: 'the spare part came two days late',
      recovery_customer: 'Mrs Green',
      recovery_severity: 'annoying',
      recovery_knows: 'yes',
      recovery_owner: ['jo'],
      recovery_helpers: ['sam'],
    });
    const toJo = await said('jo', 'the spare part came two days late');
    const toSam = await said('sam', 'the spare part came two days late');

    await press('jo', toJo, 'recovery.tick', valueIn(toJo, 'recovery.tick', 'call'));
    await waitFor('the tick on both cards', async () => {
      const cards = await Promise.all([said('jo', 'spare part'), said('sam', 'spare part')]);
      return cards.every((card) => shows(card, 'recovery.untick'));
    });

    expect(toSam.channel).not.to.equal(toJo.channel);
    expect(wordsOf((await homeOf('jo')).view)).to.contain('Mrs Green');
    expect(await sandbox.wall()).to.deep.equal([]);
  });

  it("gives a little extra from Home, another one, and takes in one of somebody's own", async () => {
    const { id: viewId, view } = await fromHome('sam', 'idea.open', 'A little extra for today');
    await sandbox.act('/click-view', { user: 'sam', viewId, actionId: 'idea.another' });
    await waitFor('another one', async () => {
      const now = (await sandbox.openView('sam')).view;
      return wordsOf(now as ShownHome) !== wordsOf(view as ShownHome);
    });
    await sandbox.act('/click-view', { user: 'sam', viewId, actionId: 'idea.add' });
    const form = await viewOf('sam', 'idea.add');
    await submit('sam', form.id, {
      idea_text: 'Hold the lift for whoever comes with a pram.',
      idea_minutes: '1',
      idea_channels: ['counter'],
    });

    await sandbox.brag('jo', 'idea');
    const { channel, ts } = await sandbox.lastEphemeral('jo', 'A little extra for today');
    await sandbox.act('/click', { user: 'jo', channel, ts, actionId: 'idea.list' });
    await viewOf('jo', 'Hold the lift');
    expect(await sandbox.wall()).to.deep.equal([]);
  });

  it('takes a little extra into a plan for somebody', async () => {
    const planFor = async (customer: string, day: string) => {
      const { id } = await fromComposer('sam', 'plan', 'plan.save');
      await sandbox.act('/click-view', {
        user: 'sam',
        viewId: id,
        actionId: 'plan.take',
        values: { plan_customer: { value: customer }, plan_rung: { value: 'smiler' } },
      });
      const taken = await waitFor('the extra in the form', async () => {
        const form = await sandbox.openView('sam');
        return JSON.stringify(form.view).includes('plan_treat:1') && form;
      });
      expect(wordsOf(taken.view as ShownHome)).to.contain('Ask before you treat');
      await submit('sam', taken.id, { plan_day: day });
      await viewOf('sam', 'Your plan for');
    };
    await planFor('Mr Brown', '2027-02-17');
    await planFor('Mrs Silva', '2027-03-04');

    expect(wordsOf((await homeOf('sam')).view))
      .to.contain('for Mr Brown')
      .and.to.contain('for Mrs Silva');
  });

  it('turns into something to learn from what happened to somebody as a customer', async () => {
    const { id } = await fromHome('sam', 'lesson.open', 'lesson.save');
    await submit('sam', id, {
      lesson_story: 'I rang three times, and nobody called me back',
      lesson_feeling: 'ignored',
      lesson_would_help: 'One call, even without an answer',
      lesson_us_too: 'unsure',
      lesson_verb: 'start',
      lesson_change: 'calling back the same day',
      lesson_theme: 'waiting',
    });
    const { id: draft } = await viewOf('sam', 'Only you see it until you share it');
    expect(await lessonCards()).to.deep.equal([]);
    await sandbox.act('/click-view', { user: 'sam', viewId: draft, actionId: 'lesson.share' });
    await viewOf('sam', 'Shared, thank you');
    const card = await waitFor('the card', async () => (await lessonCards())[0]);

    for (const user of ['jo', 'ann', 'mia']) await press(user, card, 'lesson.agree');
    const full = await waitFor('three who do that too', async () =>
      (await lessonCards()).find((each) => shows(each, '3 people say')),
    );
    await press('jo', full, 'lesson.take');
    const day = await viewOf('jo', 'lesson.take');
    await submit('jo', day.id, { lesson_day: '2027-02-19' });

    await waitFor('who took it', async () => shows((await lessonCards())[0]!, 'Taken on by'));
  });

  it('tells those who lead the team of what is made right, which is put right the day after', async () => {
    await moveTo('2027-02-16');
    await said('ann', 'To make right for Mrs Green');
    for (const step of ['listen', 'own', 'offer', 'fixed']) {
      const card = await said('jo', 'spare part');
      await press(
        step === 'own' ? 'sam' : 'jo',
        step === 'own' ? await said('sam', 'spare part') : card,
        'recovery.tick',
        valueIn(card, 'recovery.tick', `:${step}"`),
      );
      await sandbox.settled();
    }
  });

  it('brings a plan on its day, and makes a win of it in the same breath', async () => {
    await moveTo('2027-02-17');
    const note = await said('sam', 'Your plan for today, for Mr Brown');
    await press('sam', note, 'plan.done');
    const { id } = await viewOf('sam', 'plan.done');
    await submit('sam', id, {
      plan_note: 'had his order ready at the door when he came in from the rain',
      plan_rung: 'hugger',
      plan_win: ['win'],
    });

    await sandbox.waitForWin('ready at the door');
    await waitFor('the answer in the note', async () =>
      shows(await said('sam', 'ready at the door'), 'Done, for Mr Brown'),
    );
  });

  it('brings what somebody took on for the team on its day, and shows everybody what changed', async () => {
    await moveTo('2027-02-19');
    const note = await said('jo', 'You took this on for the team');
    await press('jo', note, 'lesson.done');
    const { id } = await viewOf('jo', 'lesson.done');
    await submit('jo', id, { lesson_changed: 'We ring back by five, whatever we know' });

    await waitFor('the change on the card', async () =>
      shows((await lessonCards())[0]!, 'We ring back by five'),
    );
  });

  it('sums the first week up for everybody, and for those who lead the team', async () => {
    await moveTo('2027-02-22');

    expectSaid(
      await digest(),
      'ready at the door',
      'Treats for customers:* 2 planned and 1 done. Moved up the ladder: 1 customer, by our own guess',
      'Made right for 1 customer',
      'Silver linings:* 1 lesson shared, 1 taken on, 1 led to a change',
      'We ring back by five',
    );
    const note = await said('ann', 'Making it right:');
    expectSaid(note, 'never by person');
  });

  it('asks a week later whether all is right again, and tells it as a story', async () => {
    await moveTo('2027-02-24');
    await press('jo', await said('jo', 'Are we all right again with Mrs Green?'), 'recovery.yes');
    const { id } = await viewOf('jo', 'recovery.close');
    await submit('jo', id, {
      recovery_cause: 'promise',
      recovery_change: 'we name a day only when it is in the van',
    });
    const card = await waitFor('the end on the card', async () => {
      const found = await said('jo', 'spare part');
      return shows(found, 'recovery.story') && found;
    });
    await press('jo', card, 'recovery.story');
    const story = await viewOf('jo', 'recovery.story');
    await submit('jo', story.id, {
      recovery_story: 'The part was late. We called before she did, drove it over and said sorry.',
    });

    const win = await sandbox.waitForWin('drove it over and said sorry');
    expectSaid(win, 'we name a day only when it is in the van');
  });

  it('tells after the end of a month which little extras were done most', async () => {
    await moveTo('2027-03-01');

    expectSaid(await digest(), 'drove it over', 'Little extras you did most in February');
  });

  it('asks two weeks after a treat, along with a note that comes anyway, where the customer is now', async () => {
    await moveTo('2027-03-03');
    expect(
      (await sandbox.directMessages('sam')).some((message) =>
        shows(message, 'Two weeks ago or so, for Mr Brown'),
      ),
    ).to.equal(false);
    await moveTo('2027-03-04');
    const note = await said('sam', 'Two weeks ago or so, for Mr Brown');
    expectSaid(note, 'Your plan for today, for Mrs Silva');
    await press('sam', note, 'plan.later');
    const { id } = await viewOf('sam', 'plan.later');
    await submit('sam', id, { plan_stand: 'up', plan_evidence: ['returned'] });
    await said('sam', 'Mr Brown moved up');
    await press('sam', note, 'plan.drop');
    await said('sam', 'Let go, and that is all right');

    await moveTo('2027-03-08');
    expectSaid(await digest(), 'Moved up the ladder: 1 customer, as they showed or told us');
  });

  it('leaves nothing waiting on anybody’s Home in the end', async () => {
    for (const user of ['jo', 'sam', 'ann']) {
      const home = wordsOf((await homeOf(user)).view);
      for (const each of ['Mrs Green', 'Mr Brown', 'Mrs Silva', 'calling back the same day'])
        expect(home, user).not.to.contain(each);
      expect(home).to.contain('Little extra');
    }
  });

  it('says no more than one thing a day unasked to anybody', async () => {
    for (const user of ['jo', 'sam', 'ann', 'mia']) {
      const keys = (await sandbox.directMessages(user)).flatMap(
        ({ metadata }) => metadata?.event_payload.key ?? [],
      );
      const notes = keys.filter((key) => key.startsWith('note:'));
      expect(new Set(notes).size, user).to.equal(notes.length);
      // A card of what is made right goes to those who work on it, at once.
      expect(keys.filter((key) => !/^(?:note|recovery):/.test(key))).to.deep.equal([]);
    }
  });
});

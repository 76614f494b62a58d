import { expect } from 'chai';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  buttonsIn,
  deliveriesOf,
  doDays,
  planRun,
  sendNudges,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';

const twenty = Array.from({ length: 20 });
const verbs = ['done', 'idea', 'remind', 'not_today'];

describe('the buttons of a day', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  /** Jo is in London, at nine on the first morning, with the nudge on screen. */
  beforeEach(async () => {
    bot.setNow(new Date('2027-10-04T08:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
    await takeIn(team, runId, 'UJO');
    await sendNudges(team);
  });

  const press = async (verb: string, { userId = 'UJO', dayId = 'be-reachable', body = {} } = {}) => {
    const seen = watch(bot);
    await team.action(userId, `challenge.${verb}`, { value: `${runId}:${dayId}` }, body);
    return seen;
  };
  const facts = async (dayId = 'be-reachable') => {
    const participant = await team.store.participants.find({ runId, userId: 'UJO' });
    return Reflect.get(participant!.days, dayId) ?? {};
  };

  it('show another idea on the nudge, and say nothing besides', async () => {
    const seen = await press('idea');

    const [update] = seen.callsOf('chat.update');
    expect(update!.text).to.contain('*Two minutes:* Listen to your own voicemail greeting');
    expect(update!.channel).to.equal('UJO');
    expect(seen.answers()).to.deep.equal([]);
  });

  it('put the day off, which can still be done', async () => {
    const seen = await press('not_today');
    const opened = await press('done');

    expect(seen.callsOf('chat.update')[0]!.text).to.contain(
      'It stays open until the end of Sunday 10 October',
    );
    expect(opened.callsOf('views.open')).to.have.length(1);
  });

  it('plan one reminder at three, however often it is asked for at one moment', async () => {
    const seen = watch(bot);

    await Promise.all(twenty.map(() => press('remind')));

    expect(seen.callsOf('chat.update').at(-1)!.text).to.contain('I will remind you at 3 pm');
    const reminders = await deliveriesOf(bot, team, 'challenge-reminder');
    expect(reminders.map(({ dueAt }) => dueAt)).to.deep.equal([new Date('2027-10-04T14:00:00Z')]);
  });

  it('remind once, with the same buttons but that', async () => {
    await press('remind');
    bot.setNow(new Date('2027-10-04T14:00:00Z'));
    const seen = watch(bot);

    await team.deps.outbox.deliverDue();
    await team.deps.outbox.deliverDue();

    const [reminder, ...more] = seen.callsOf('chat.postMessage');
    expect(reminder!.text).to.contain('You asked me to remind you');
    expect(JSON.stringify(reminder!.blocks)).to.contain('challenge.done').and.not.contain('challenge.remind');
    expect(more).to.deep.equal([]);
  });

  it('remind nobody who has answered since', async () => {
    await press('remind');
    await doDays(team, { runId, userId: 'UJO' }, ['be-reachable']);
    bot.setNow(new Date('2027-10-04T14:00:00Z'));

    await team.deps.outbox.deliverDue();

    const [reminder] = await deliveriesOf(bot, team, 'challenge-reminder');
    expect(reminder).to.include({ state: 'skipped', why: 'the person has answered' });
  });

  const times: [string, boolean][] = [
    ['2027-10-04T13:59:59Z', true],
    ['2027-10-04T14:00:00Z', false],
    ['2027-10-04T22:00:00Z', false],
    ['2027-10-05T08:00:00Z', true],
  ];
  for (const [now, isPlanned] of times)
    it(`${isPlanned ? 'plan a reminder' : 'say that it is past three'} at ${now} in London`, async () => {
      bot.setNow(new Date(now));

      const seen = await press('remind');

      expect(seen.answers().map(({ text }) => text.slice(0, 15))).to.deep.equal(
        isPlanned ? [] : ['It is past 3 pm'],
      );
      expect(await deliveriesOf(bot, team, 'challenge-reminder')).to.have.length(isPlanned ? 1 : 0);
    });

  it('remind people at three where they are', async () => {
    await takeIn(team, runId, 'USAM', 'America/New_York');

    await press('remind', { userId: 'USAM' });

    const [reminder] = await deliveriesOf(bot, team, 'challenge-reminder');
    expect(reminder!.dueAt).to.deep.equal(new Date('2027-10-04T19:00:00Z'));
  });

  const places: [string, object, boolean][] = [
    ['on the nudge', {}, false],
    ['beside a private answer', { container: { type: 'message', is_ephemeral: true } }, true],
  ];
  for (const [place, body, isPrivate] of places)
    it(`open the form for what was done ${place}`, async () => {
      const seen = await press('done', { body });

      const [opened] = seen.callsOf('views.open');
      expect(opened!.view.callback_id).to.equal('challenge.done');
      const metadata = JSON.parse(opened!.view.private_metadata);
      expect(metadata).to.deep.equal({ runId, dayId: 'be-reachable', responseUrl, isPrivate });
      expect(JSON.stringify(opened!.view)).to.contain('Be reachable');
    });

  for (const verb of verbs)
    it(`go when the run is over and ${verb} is pressed`, async () => {
      bot.setNow(new Date('2027-10-10T23:00:00Z'));

      const seen = await press(verb);

      const [update] = seen.callsOf('chat.update');
      expect(update!.text).to.contain('This challenge is over');
      expect(buttonsIn(update!.blocks)).to.deep.equal(['note.change']);
    });

  const endings: [string, () => Promise<unknown>, string][] = [
    ['after the run', async () => bot.setNow(new Date('2027-10-10T23:00:00Z')), 'This challenge is over'],
    [
      'after the person left',
      () => team.store.participants.leave({ runId, userId: 'UJO' }, bot.now()),
      'You are not in this challenge',
    ],
    [
      'after it was called off',
      () => team.store.runs.cancel(runId, 'UANN', undefined, bot.now()),
      'was called off',
    ],
    [
      'after it was moved to another week',
      async () => {
        const run = (await team.store.runs.find(runId))!;
        await team.store.runs.change(
          run,
          { startDay: '2027-10-11', nudgeAt: '09:00', isAnnounced: true },
          bot.now(),
        );
      },
      'This day is still to come',
    ],
    ['after it was forgotten', () => bot.models.runs.model.deleteOne({ _id: runId }), 'do not know'],
    [
      'after the day was done',
      () => doDays(team, { runId, userId: 'UJO' }, ['be-reachable']),
      'You have done this day already',
    ],
  ];
  for (const [when, end, words] of endings)
    it(`change nothing ${when}, and say why`, async () => {
      await end();
      const before = await facts();

      for (const verb of verbs) {
        const seen = await press(verb);
        expect(seen.answer().text, verb).to.contain(words);
        expect(seen.answer(), verb).to.include({ response_type: 'ephemeral', replace_original: false });
        expect(seen.callsOf('views.open'), verb).to.deep.equal([]);
      }
      expect(await facts()).to.deep.equal(before);
      expect(await deliveriesOf(bot, team, 'challenge-reminder')).to.deep.equal([]);
    });

  const strangers: [string, Parameters<typeof press>[1], string][] = [
    ['somebody who is not in', { userId: 'USAM' }, 'You are not in this challenge'],
    ['a day that the run does not have', { dayId: 'be-late' }, 'no longer part of the challenge'],
    ['a day that is still to come', { dayId: 'be-there' }, 'This day is still to come'],
    ['a value that says no day', { dayId: '' }, 'no longer part of the challenge'],
  ];
  for (const [what, which, words] of strangers)
    it(`are refused for ${what}`, async () => {
      for (const verb of verbs) expect((await press(verb, which)).answer().text, verb).to.contain(words);
    });
});

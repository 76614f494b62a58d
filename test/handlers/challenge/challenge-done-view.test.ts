import { expect } from 'chai';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { dayIds, doDays, partsOf, planRun, sendNudges, takeIn, watch } from '../../support/challenge-team.ts';

const twenty = Array.from({ length: 20 }, (_, index) => index);
const filled = ({ note = '', isWin = false, choice = '' } = {}) => ({
  challenge_note: { value: note },
  challenge_win: { selected_options: isWin ? [{ value: 'win' }] : [] },
  ...(choice && { win_customer_data: { selected_option: { value: choice } } }),
});

describe('the form for a day that is done', () => {
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

  const submit = (
    values: ReturnType<typeof filled>,
    { viewId = 'V1', dayId = 'be-reachable', isPrivate = false } = {},
  ) => team.submit('UJO', 'challenge.done', { runId, dayId, responseUrl, isPrivate }, values, viewId);
  type Ack = Awaited<ReturnType<typeof submit>>;
  /** The one thing that the form was answered: nothing closes it. */
  const answerOf = (ack: Ack) => {
    expect(ack.callCount).to.equal(1);
    const answer = ack.firstCall.args[0];
    return typeof answer === 'object' ? (answer as { errors?: Record<string, string>; view?: object }) : {};
  };
  const facts = async (dayId = 'be-reachable') => {
    const participant = await team.store.participants.find({ runId, userId: 'UJO' });
    return Reflect.get(participant!.days, dayId) ?? {};
  };
  const wins = () => bot.models.wins.model.find({ teamId: team.teamId }).lean();

  it('takes a line that shows nothing for none', async () => {
    expect(answerOf(await submit(filled({ note: '\u3164\ufe0f', isWin: true }))).errors).to.have.key(
      'challenge_note',
    );
    expect(await wins()).to.deep.equal([]);

    await submit(filled({ note: '\u2800' }));

    expect((await facts()).note ?? undefined).to.equal(undefined);
  });

  it('takes the day as done, in the words of the person, and shows it on the nudge', async () => {
    const seen = watch(bot);

    const ack = await submit(filled({ note: ' rang <three> people back ' }));

    expect(ack.args).to.deep.equal([[]]);
    expect(await facts()).to.deep.include({ note: 'rang <three> people back', doneAt: bot.now() });
    expect(seen.callsOf('chat.update').at(-1)!.text).to.contain('Done: rang &lt;three&gt; people back');
    expect(await wins()).to.deep.equal([]);
    expect(seen.answers()).to.deep.equal([]);
  });

  it('shows the progress in place of the private answer it came from', async () => {
    const seen = watch(bot);

    await submit(filled(), { isPrivate: true });

    expect(seen.answer()).to.include({ replace_original: true });
    expect(seen.answer().text).to.contain('You have done 1 of 5');
  });

  it('is taken once when the same form is sent twenty times at once, with one win', async () => {
    const acks = await Promise.all(twenty.map(() => submit(filled({ note: 'rang back', isWin: true }))));

    for (const ack of acks) expect(ack.args).to.deep.equal([[]]);
    expect(await wins()).to.have.length(1);
    expect((await facts()).winId).to.equal((await wins())[0]!._id);
  });

  it('takes one of twenty forms for the same day, and tells the others', async () => {
    const acks = await Promise.all(
      twenty.map((index) => submit(filled({ note: `note ${index}` }), { viewId: `V${index}` })),
    );

    const refused = acks.map(answerOf).filter(({ errors }) => errors);
    expect(refused).to.have.length(19);
    for (const { errors } of refused) expect(errors!.challenge_note).to.contain('done this day already');
  });

  it('becomes a win of the person, who is told where it is', async () => {
    const seen = watch(bot);

    await submit(filled({ note: 'rang <@USAM> back & laughed', isWin: true }));

    const [win] = await wins();
    expect(win).to.deep.include({
      authorId: 'UJO',
      heroIds: ['UJO'],
      runId,
      dayId: 'be-reachable',
    });
    const [posted] = seen.callsOf('chat.postMessage');
    expect(posted!.channel).to.equal(bot.wallChannelId);
    expect(posted!.text).to.contain('rang &lt;@USAM&gt; back &amp; laughed');
    expect(seen.answer().text).to.contain('On the wall for');
  });

  const wordless: [string, string][] = [
    ['no words', '   '],
    ['words that say nothing', '...'],
  ];
  for (const [what, note] of wordless)
    it(`stores nothing when the win has ${what}, and takes the day once it has some`, async () => {
      const refused = answerOf(await submit(filled({ note, isWin: true })));
      const before = await facts();
      const accepted = await submit(filled({ note: 'rang back', isWin: true }));

      expect(Object.keys(refused.errors!)).to.deep.equal(['challenge_note']);
      expect(before.doneAt).to.equal(undefined);
      expect(accepted.args).to.deep.equal([[]]);
      expect((await facts()).note).to.equal('rang back');
      expect(await wins()).to.have.length(1);
    });

  describe('with what looks like customer data', () => {
    const note = 'rang Mrs Lee on 020 7946 0018';

    it('asks before it becomes a win, and has stored nothing', async () => {
      const { view } = answerOf(await submit(filled({ note, isWin: true })));

      expect(JSON.stringify(view)).to.contain('win_customer_data').and.contain(note);
      expect((await facts()).doneAt).to.equal(undefined);
      expect(await wins()).to.deep.equal([]);
    });

    const choices: [string, string][] = [
      ['mask', 'rang Mrs Lee on •••'],
      ['keep', note],
    ];
    for (const [choice, text] of choices)
      it(`stores what the person chose: ${choice}`, async () => {
        await submit(filled({ note, isWin: true }));

        const ack = await submit(filled({ note, isWin: true, choice }));

        expect(ack.args).to.deep.equal([[]]);
        expect((await wins()).map((win) => win.text)).to.deep.equal([text]);
        expect((await facts()).note).to.equal(text);
      });

    it('does not ask when only the person sees it', async () => {
      const ack = await submit(filled({ note }));

      expect(ack.args).to.deep.equal([[]]);
      expect((await facts()).note).to.equal(note);
    });

    it('says so when the day is gone meanwhile', async () => {
      await bot.models.runs.model.deleteOne({ _id: runId });

      const { errors } = answerOf(await submit(filled({ note, isWin: true })));

      expect(errors!.challenge_note).to.contain('do not know this challenge');
    });
  });

  const endings: [string, () => Promise<unknown>, string][] = [
    ['the run is over', async () => bot.setNow(new Date('2027-10-10T23:00:00Z')), 'This challenge is over'],
    [
      'the person left',
      () => team.store.participants.leave({ runId, userId: 'UJO' }, bot.now()),
      'You are not in this challenge',
    ],
    [
      'it was called off',
      () => team.store.runs.cancel(runId, 'UANN', undefined, bot.now()),
      'was called off',
    ],
  ];
  for (const [when, end, words] of endings)
    it(`stays open, and stores nothing, when ${when} while it was filled in`, async () => {
      await end();

      const { errors } = answerOf(await submit(filled({ note: 'rang back', isWin: true })));

      expect(errors!.challenge_note).to.contain(words);
      expect(await facts()).not.to.have.property('doneAt');
      expect(await wins()).to.deep.equal([]);
    });

  it('asks to be opened again when it came back without what it was opened with', async () => {
    const ack = await team.submit('UJO', 'challenge.done', '{}', filled({ note: 'rang back' }));

    expect(answerOf(ack).errors!.challenge_note).to.contain('close the form, and open it again');
  });

  it('is acknowledged once when what follows fails', async () => {
    const work = () => submit(filled({ note: 'rang back', isWin: true }), { isPrivate: true });

    const ack = await bot.slack.withoutAnswers(() => bot.slack.withoutPeople(work));

    expect(ack.firstCall.args).to.deep.equal([]);
    expect((await facts()).note).to.equal('rang back');
    expect(await wins()).to.have.length(1);
  });

  it('gives one certificate to whoever completes the run after its closing', async () => {
    bot.setNow(new Date('2027-10-09T12:00:00Z'));
    const run = (await team.store.runs.find(runId))!;
    await team.store.runs.recordStep(run, { closedAt: bot.now() }, undefined);
    await doDays(team, { runId, userId: 'UJO' }, dayIds.slice(0, 3));

    await submit(filled(), { dayId: 'own-mistakes', viewId: 'V4' });
    const before = await partsOf(bot, team, 'challenge-certificate');
    await Promise.all(twenty.map(() => submit(filled(), { dayId: 'be-there', viewId: 'V5' })));

    expect(before).to.deep.equal([]);
    expect(await partsOf(bot, team, 'challenge-certificate')).to.have.length(1);
  });

  it('leaves the certificates before the closing to the closing', async () => {
    bot.setNow(new Date('2027-10-08T12:00:00Z'));
    await doDays(team, { runId, userId: 'UJO' }, dayIds.slice(0, 4));

    await submit(filled(), { dayId: 'be-there' });

    expect(await partsOf(bot, team, 'challenge-certificate')).to.deep.equal([]);
  });
});

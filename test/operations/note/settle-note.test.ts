import { expect } from 'chai';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { planRun, sendNotes, sendNudges, serviceWeek, takeIn, watch } from '../../support/challenge-team.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('following up on a note', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  /** Jo's first morning. */
  beforeEach(async () => {
    bot.setNow(new Date('2027-10-04T08:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
    await takeIn(team, runId, 'UJO');
  });
  afterEach(() => bot.slack.reset());

  const later = (minutes: number): void => bot.setNow(new Date(bot.now().getTime() + minutes * 60_000));
  const part = async () => (await team.store.noteParts.find(`nudge:${runId}:${serviceWeek}:UJO`))!;
  const noteKey = () => `note:${team.teamId}:UJO:${serviceWeek}`;
  const posts = (seen: ReturnType<typeof watch>) => seen.callsOf('chat.postMessage').length;

  it('sends it ten minutes later when its process ended before it was planned', async () => {
    const seen = watch(bot);
    const broken = failingDatabase(bot.models.deliveries.model, 'bulkWrite');
    await sendNudges(team).catch(() => undefined);
    broken.restore();
    expect([(await part()).state, await team.store.deliveries.find(noteKey())]).to.deep.equal([
      'in-note',
      null,
    ]);

    later(10);
    await sendNotes(team);
    later(10);
    await sendNotes(team);

    expect(posts(seen)).to.equal(1);
    expect((await part()).state).to.equal('told');
  });

  it('tells its parts once when its process ended before they were noted as told', async () => {
    const seen = watch(bot);
    await sendNudges(team);
    const told = { state: 'in-note', isShown: true, lookAt: bot.now() };
    await bot.models.noteParts.model.updateOne({ _id: (await part())._id }, { $set: told });

    later(10);
    await sendNotes(team);

    expect(posts(seen)).to.equal(1);
    expect((await part()).state).to.equal('told');
  });

  it('shows what was pressed in it before anybody had noted that it is there', async () => {
    const seen = watch(bot);
    bot.slack.answersWith('chat.postMessage', async ({ channel }) => {
      await team.action('UJO', 'challenge.not_today', { value: `${runId}:be-reachable` });
      return { channel, ts: '1800000001.000100' };
    });
    await sendNudges(team);
    await bot.shared.background.drain(5_000);
    expect((await part()).state).to.equal('told');

    await waitFor('the note shown anew', () => seen.callsOf('chat.update').length > 0);

    const [update] = seen.callsOf('chat.update');
    expect(update).to.include({ channel: 'UJO', ts: '1800000001.000100' });
    expect(update!.text).to.contain('Not today, and that is all right');
  });

  it('is not shown anew by a version that knows only some of its parts', async () => {
    await sendNudges(team);
    const told = { teamId: team.teamId, userId: 'UJO', state: 'told', noteKey: noteKey() } as const;
    await bot.models.noteParts.model.create({
      ...told,
      _id: `later:${runId}`,
      kind: 'of-a-newer-version',
      dueAt: bot.now(),
    });
    const seen = watch(bot);

    await team.action('UJO', 'challenge.not_today', { value: `${runId}:be-reachable` });

    expect(seen.callsOf('chat.update')).to.deep.equal([]);
  });

  it('waits until the end of the day for one that Slack does not take yet', async () => {
    bot.slack.answersWith('chat.postMessage', { ok: false, error: 'fatal_error' });
    await sendNudges(team);

    later(10);
    await team.deps.planNotes(bot.now());
    const waiting = await part();
    bot.slack.answersAsUsual('chat.postMessage');
    later(120);
    await sendNotes(team);

    expect(waiting.state).to.equal('in-note');
    expect(waiting.lookAt).to.deep.equal(new Date('2027-10-04T19:10:00Z'));
    expect((await part()).state).to.equal('told');
  });

  it('drops what belongs to its day when that is over', async () => {
    bot.slack.answersWith('chat.postMessage', { ok: false, error: 'fatal_error' });
    await sendNudges(team);

    bot.setNow(new Date('2027-10-04T19:10:00Z'));
    await sendNotes(team);
    later(10);
    await sendNotes(team);

    expect(await part()).to.include({ state: 'dropped', why: 'too late' });
  });
});

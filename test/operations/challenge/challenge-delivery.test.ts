import { expect } from 'chai';
import type { DeliveryKind } from '../../../src/domain/delivery-key.ts';
import type { NotePartKind } from '../../../src/domain/note-part-key.ts';
import type { NewDelivery } from '../../../src/models/delivery.ts';
import type { NewNotePart } from '../../../src/models/note-part.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  challengeUsers,
  doDays,
  planRun,
  sendNotes,
  serviceWeek,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';

describe('what a challenge says', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot({ users: challengeUsers });
  });
  after(() => bot.close());
  /** Jo is in, and it is the first morning. */
  beforeEach(async () => {
    bot.setNow(new Date('2027-10-04T08:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
    await takeIn(team, runId, 'UJO');
  });

  const jo = () => ({ runId, userId: 'UJO' });
  const inNote = {
    'challenge-ask': () => ({ userId: 'UANN', on: '2028-10-02' }),
    'challenge-ask-again': () => ({ userId: 'UANN', on: '2028-10-02' }),
    nudge: () => ({ ...jo(), dayId: 'be-reachable', on: serviceWeek, onlyOn: serviceWeek }),
    'challenge-certificate': jo,
    'challenge-moved': () => ({ ...jo(), on: serviceWeek }),
    'challenge-cancelled': jo,
  } satisfies Partial<Record<NotePartKind, () => Partial<NewNotePart>>>;
  type Told = keyof typeof inNote;
  const isTold = (kind: Kind): kind is Told => kind in inNote;
  const byItself: Partial<Record<DeliveryKind, () => Partial<NewDelivery>>> = {
    'challenge-invite': () => ({ runId, on: serviceWeek }),
    'challenge-reminder': () => ({ ...jo(), dayId: 'be-reachable', on: serviceWeek }),
    'challenge-closing': () => ({ runId }),
  };
  type Kind = DeliveryKind | Told;
  const keyOf = (kind: Kind) => `${kind}:${team.teamId}`;
  const plan = (kind: Kind) => {
    const { noteParts, deliveries } = team.store;
    return isTold(kind)
      ? noteParts.plan({ key: keyOf(kind), kind, ...inNote[kind]() }, bot.now())
      : deliveries.plan({ key: keyOf(kind), kind, ...byItself[kind]?.() }, bot.now());
  };
  /** What became of it, and its text if it was sent. */
  const said = async (kind: Kind) => {
    const seen = watch(bot);
    await sendNotes(team);
    const { noteParts, deliveries } = team.store;
    const found = isTold(kind) ? await noteParts.find(keyOf(kind)) : await deliveries.find(keyOf(kind));
    return { state: found!.state, why: found!.why, text: seen.callsOf('chat.postMessage')[0]?.text };
  };
  const unsaid = (kind: Kind) => (isTold(kind) ? 'dropped' : 'skipped');

  const change = async (startDay: string, isAnnounced = true) => {
    const run = (await team.store.runs.find(runId))!;
    await team.store.runs.change(run, { startDay, nudgeAt: '09:00', isAnnounced }, bot.now());
  };
  const changes = {
    'the run is called off': () => team.store.runs.cancel(runId, 'UANN', undefined, bot.now()),
    'the run is moved': () => change('2027-10-11'),
    'the run is forgotten': () => bot.models.runs.model.deleteOne({ _id: runId }),
    'the wall is not to be told': () => change(serviceWeek, false),
    'the person left': () => team.store.participants.leave(jo(), bot.now()),
    'the day is done': () => doDays(team, jo(), ['be-reachable']),
    'the day is put off': () =>
      team.store.participants.markNotToday(jo(), { dayId: 'be-reachable', on: serviceWeek }),
    'every day is done': () => doDays(team, jo()),
    'the question is answered': async () => {
      await team.store.challengeAsks.recordAsked('2028-10-02', bot.now());
      const answer = { kind: 'not-this-year', by: 'UEVE', at: bot.now() } as const;
      await team.store.challengeAsks.answer('2028-10-02', answer);
    },
    'the admin is demoted': () => team.changePerson({ id: 'UANN', name: 'ann', is_admin: false }),
    'the admin leaves the company': () =>
      team.changePerson({ id: 'UANN', name: 'ann', is_admin: true, deleted: true }),
    'nothing happens': async () => undefined,
  };
  type Change = keyof typeof changes;

  const silences: [Kind, Change, string][] = [
    ['challenge-ask', 'the question is answered', 'it is answered'],
    ['challenge-ask-again', 'the question is answered', 'it is answered'],
    ['challenge-ask', 'the admin is demoted', 'the person is no longer a manager'],
    ['challenge-ask', 'the admin leaves the company', 'the person is deactivated'],
    ['challenge-invite', 'the run is called off', 'the challenge was called off'],
    ['challenge-invite', 'the run is moved', 'the challenge was moved'],
    ['challenge-invite', 'the run is forgotten', 'the challenge was called off'],
    ['challenge-invite', 'the wall is not to be told', 'the wall is not to be told'],
    ['nudge', 'the person left', 'the person is not in the challenge'],
    ['nudge', 'the run is called off', 'the challenge was called off'],
    ['nudge', 'the run is moved', 'the day was moved'],
    ['nudge', 'the run is forgotten', 'the person is not in the challenge'],
    ['nudge', 'the day is done', 'the person has answered'],
    ['nudge', 'the day is put off', 'the person has answered'],
    ['challenge-reminder', 'the person left', 'the person is not in the challenge'],
    ['challenge-reminder', 'the run is called off', 'the challenge was called off'],
    ['challenge-reminder', 'the run is moved', 'the day was moved'],
    ['challenge-reminder', 'the day is put off', 'the person has answered'],
    ['challenge-closing', 'the person left', 'nobody took part'],
    ['challenge-closing', 'the run is forgotten', 'nobody took part'],
    ['challenge-closing', 'the run is called off', 'the challenge was called off'],
    ['challenge-certificate', 'the person left', 'the person is not in the challenge'],
    ['challenge-certificate', 'the day is done', 'a day is missing'],
    ['challenge-moved', 'the person left', 'the person is not in the challenge'],
    ['challenge-moved', 'the run is moved', 'the challenge was moved again'],
    ['challenge-moved', 'the run is called off', 'the person is not in the challenge'],
    ['challenge-cancelled', 'the person left', 'the person is not in the challenge'],
  ];
  for (const [kind, event, why] of silences)
    it(`leaves ${kind} unsaid when ${event}`, async () => {
      await plan(kind);
      await changes[event]();

      expect(await said(kind)).to.deep.equal({ state: unsaid(kind), why, text: undefined });
    });

  const words: [Kind, Change, string][] = [
    ['challenge-ask', 'nothing happens', 'Customer Service Week begins on Monday 2 October'],
    ['challenge-invite', 'nothing happens', '1 person is in.'],
    ['nudge', 'nothing happens', 'Day 1 of 5: Be reachable'],
    ['challenge-reminder', 'nothing happens', 'You asked me to remind you.'],
    ['challenge-closing', 'the day is done', '1 day was done between them'],
    ['challenge-certificate', 'every day is done', '*jo* did all 5 days of'],
    ['challenge-moved', 'every day is done', 'has moved: it is Monday 4 October'],
    ['challenge-cancelled', 'the run is called off', 'was called off. No more messages come from it'],
  ];
  for (const [kind, event, text] of words)
    it(`says ${kind} as things stand when it is sent`, async () => {
      await plan(kind);
      await changes[event]();

      const outcome = await said(kind);

      expect(outcome.state).to.equal(isTold(kind) ? 'told' : 'sent');
      expect(outcome.text).to.contain(text);
    });

  it("waits with a manager's question while Slack cannot say whether they still manage", async () => {
    await plan('challenge-ask');

    const outcome = await bot.slack.withoutPeople(() => said('challenge-ask'));

    expect(outcome).to.include({ state: 'waiting', text: undefined });
  });

  it('tells the stories of the run in its closing, and who did every day', async () => {
    await doDays(team, jo());
    const values = {
      challenge_note: { value: 'wrote a <letter>' },
      challenge_win: { selected_options: [{ value: 'win' }] },
    };
    await takeIn(team, runId, 'USAM');
    await team.submit('USAM', 'challenge.done', { runId, dayId: 'be-reachable' }, values);
    await plan('challenge-closing');

    const { text } = await said('challenge-closing');

    expect(text).to.contain('2 people took part, and 6 days were done between them');
    expect(text).to.contain('|sam>: wrote a &lt;letter&gt;').and.contain('*All 5 days:* <@UJO>');
  });

  it('tells no story of a private wall in its closing on another', async () => {
    const values = {
      challenge_note: { value: 'wrote a letter' },
      challenge_win: { selected_options: [{ value: 'win' }] },
    };
    await team.submit('UJO', 'challenge.done', { runId, dayId: 'be-reachable' }, values);
    bot.slack.answersWith('conversations.info', { channel: { is_channel: true, is_private: true } });
    await team.store.workspace.loseWall('CWALL', 'is_archived', bot.now());
    await team.store.workspace.setWallIfNone('CNEW');
    await plan('challenge-closing');

    const { text } = await said('challenge-closing');
    bot.slack.answersAsUsual('conversations.info');

    expect(text)
      .to.contain('1 day was done between them')
      .and.not.to.match(/letter|CWALL|stories/);
  });
});

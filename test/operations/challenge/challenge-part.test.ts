import { expect } from 'chai';
import type { NotePreferences } from '../../../src/domain/note.ts';
import { usualPreferences } from '../../../src/domain/note.ts';
import { nudgeDue } from '../../../src/operations/challenge/nudge.ts';
import { createNotePlanner } from '../../../src/operations/note/note-planner.ts';
import { noteTable } from '../../../src/operations/notes.ts';
import { createWorkspaces } from '../../../src/workspaces.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import {
  buttonsIn,
  challengeUsers,
  doDays,
  planRun,
  sendNotes,
  sendNudges,
  serviceWeek,
  takeIn,
  watch,
} from '../../support/challenge-team.ts';

const nextWeek = '2028-10-02';

describe('a challenge in the note', () => {
  let bot: TestBot;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot({ users: challengeUsers });
  });
  after(() => bot.close());
  /** Monday, nine in London. */
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2027-10-04T08:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
  });

  const at = (time: string): void => bot.setNow(new Date(time));
  const nudgeKey = (userId: string, day = serviceWeek) => `nudge:${runId}:${day}:${userId}`;
  const part = async (key: string) => (await team.store.noteParts.find(key))!;
  const planQuestion = (userId = 'UANN') =>
    team.store.noteParts.plan(
      {
        key: `challenge-ask:${team.teamId}:${nextWeek}:${userId}`,
        kind: 'challenge-ask',
        userId,
        on: nextWeek,
      },
      bot.now(),
    );
  const planCertificate = (userId: string) =>
    team.store.noteParts.plan(
      { key: `challenge-certificate:R-other:${userId}`, kind: 'challenge-certificate', userId, runId },
      bot.now(),
    );
  const prefer = (userId: string, preferences: Partial<NotePreferences>) => {
    const { isSilent, off, snoozedUntil: day } = { ...usualPreferences, ...preferences };
    return team.store.preferences.store(userId, { isSilent, off, snooze: { day } }, bot.now());
  };
  const posts = (seen: ReturnType<typeof watch>) => seen.callsOf('chat.postMessage');
  const ask = async (userId: string) => {
    const seen = watch(bot);
    await team.command(userId, 'challenge');
    return seen.answer();
  };

  describe('among other things', () => {
    /** Ann's first day, and the question about next year, in one message. */
    beforeEach(async () => {
      await team.store.challengeAsks.recordAsked(nextWeek, bot.now());
      await takeIn(team, runId, 'UANN');
      await planQuestion();
      await sendNudges(team);
    });

    const presses: [string, string, string, string, string][] = [
      ['Not today', 'challenge.not_today', 'be-reachable', 'Not today, and that is all right', 'Shall I run'],
      ['Another idea', 'challenge.idea', 'be-reachable', 'Listen to your own voicemail', 'Shall I run'],
      ['Remind me', 'challenge.remind', 'be-reachable', 'I will remind you at 3 pm', 'Shall I run'],
      ['Start', 'challenge_ask.start', '', 'You have started', 'Day 1 of 5'],
      ['Not this year', 'challenge_ask.decline', '', 'You have answered: not this year', 'Day 1 of 5'],
    ];
    for (const [what, actionId, dayId, shown, other] of presses)
      it(`shows ${what} in its place, and the rest as it was`, async () => {
        const seen = watch(bot);

        await team.action('UANN', actionId, { value: dayId ? `${runId}:${dayId}` : nextWeek });

        const [update, ...more] = seen.callsOf('chat.update');
        expect(more).to.deep.equal([]);
        expect(update!.text).to.contain(shown).and.contain(other);
        expect(JSON.stringify(update!.blocks)).to.contain(shown).and.contain(other);
        expect(buttonsIn(update!.blocks).at(-1)).to.equal('note.change');
        expect(seen.answers()).to.deep.equal([]);
      });

    it('shows that the day was done, and what a form answered, without a word of the rest lost', async () => {
      const seen = watch(bot);

      await team.submit(
        'UANN',
        'challenge.done',
        { runId, dayId: 'be-reachable', responseUrl },
        { challenge_note: { value: 'rang three people' } },
      );
      await team.submit(
        'UANN',
        'challenge.start',
        { responseUrl, ask: nextWeek },
        {
          challenge_pack: { selected_option: { value: 'five-days' } },
          challenge_start_day: { selected_date: '2028-10-16' },
          challenge_nudge_at: { selected_time: '09:00' },
        },
      );

      const update = seen.callsOf('chat.update').at(-1)!;
      expect(update.text).to.contain('Done: rang three people').and.contain('Monday 16 October');
      expect(seen.answers().map((answer) => answer.replace_original)).to.deep.equal([false]);
    });

    it('parts them by lines, with the way to less at the end', async () => {
      const [message] = bot.slack.callsOf('chat.postMessage').slice(-1);
      const types = message!.blocks.map(({ type }: { type: string }) => type);

      expect(types.filter((type: string) => type === 'divider')).to.have.length(2);
      expect(types.slice(-2)).to.deep.equal(['divider', 'actions']);
    });
  });

  it('has the note of its day wait for it, with everything that is due by then', async () => {
    const other = await planRun(team, { startDay: '2027-10-11', nudgeAt: '15:00' });
    runId = other._id;
    await takeIn(team, runId, 'UJO');
    await doDays(team, { runId, userId: 'UJO' }, [
      'own-house',
      'share-attention',
      'own-mistakes',
      'be-there',
    ]);
    at('2027-10-10T12:00:00Z');
    await planQuestion('UANN');
    await team.store.noteParts.plan(
      { key: 'challenge-moved:x', kind: 'challenge-moved', userId: 'UJO', runId, on: '2027-10-11' },
      bot.now(),
    );
    const seen = watch(bot);

    for (const now of ['2027-10-11T07:00:00Z', '2027-10-11T08:00:00Z', '2027-10-11T13:59:00Z']) {
      at(now);
      await sendNudges(team);
    }
    const early = posts(seen).map(({ channel }) => channel);
    at('2027-10-11T14:00:00Z');
    await sendNudges(team);

    const toJo = posts(seen).filter(({ channel }) => channel === 'UJO');
    expect(early).not.to.include('UJO');
    expect(toJo).to.have.length(1);
    expect(toJo[0]!.text).to.contain('Day 1 of 5').and.contain('has moved');
  });

  it('waits for a day that is due and that nobody has written down yet', async () => {
    await takeIn(team, runId, 'UANN');
    await team.store.challengeAsks.recordAsked(nextWeek, bot.now());
    await planQuestion();
    const seen = watch(bot);

    await sendNotes(team);
    const early = posts(seen);
    at('2027-10-04T08:01:00Z');
    await sendNudges(team);

    expect(early).to.deep.equal([]);
    expect(posts(seen)).to.have.length(1);
    expect(posts(seen)[0]!.text).to.contain('Day 1 of 5').and.contain('Shall I run');
  });

  const nobodyWaits: [string, () => Promise<unknown>][] = [
    ['the day is done already', () => doDays(team, { runId, userId: 'UJO' }, ['be-reachable'])],
    ['the person has turned challenges off', () => prefer('UJO', { off: new Set(['challenge']) })],
    ['the run was called off', () => team.store.runs.cancel(runId, 'UANN', undefined, bot.now())],
  ];
  for (const [when, arrange] of nobodyWaits)
    it(`is not waited for when ${when}`, async () => {
      const run = (await team.store.runs.find(runId))!;
      const plan = { startDay: serviceWeek, nudgeAt: '18:00', isAnnounced: true };
      await team.store.runs.change(run, plan, bot.now());
      await takeIn(team, runId, 'UJO');
      await nudgeDue(team.deps, bot.now());
      await arrange();
      await team.store.challengeAsks.recordAsked(nextWeek, bot.now());
      await team.changePerson({ id: 'UJO', name: 'jo', is_admin: true, tz: 'Europe/London' });
      await planQuestion('UJO');
      const seen = watch(bot);

      await sendNotes(team);

      expect(posts(seen).map(({ channel }) => channel)).to.include('UJO');
    });

  const days: [string, object, string, boolean][] = [
    ['on a public holiday', {}, '2027-10-04T08:00:00Z', true],
    ['to whoever snoozed until that day', { snoozedUntil: '2027-10-04' }, '2027-10-04T08:00:00Z', true],
    [
      'not to whoever is snoozed until the next',
      { snoozedUntil: '2027-10-05' },
      '2027-10-04T08:00:00Z',
      false,
    ],
    ['not to whoever turned challenges off', { off: new Set(['challenge']) }, '2027-10-04T08:00:00Z', false],
    ['not to whoever turned everything off', { isSilent: true }, '2027-10-04T08:00:00Z', false],
    ['to whoever turned something else off', { off: new Set(['praise']) }, '2027-10-04T08:00:00Z', true],
    ['when the bot was down over nine', {}, '2027-10-04T14:00:00Z', true],
    ['not when the bot was down until half past eight', {}, '2027-10-04T19:30:00Z', false],
  ];
  for (const [when, preferences, now, comes] of days)
    it(`comes ${when}${comes ? '' : ', and can be caught up'}`, async () => {
      await takeIn(team, runId, 'UJO');
      await prefer('UJO', preferences);
      await bot.models.workspaces.model.updateOne(
        { _id: team.teamId },
        { $set: { 'settings.quietDays': { weekends: true, dates: [serviceWeek] } } },
      );
      at(now);
      const seen = watch(bot);

      await sendNudges(team);

      expect(posts(seen)).to.have.length(comes ? 1 : 0);
      expect((await part(nudgeKey('UJO'))).state).to.equal(comes ? 'told' : 'dropped');
      expect(buttonsIn((await ask('UJO')).blocks)).to.include('challenge.done');
    });

  const silences: [string, Partial<NotePreferences>, string][] = [
    [
      'who turned challenges off',
      { off: new Set(['challenge']) },
      'You have turned off messages about challenges',
    ],
    ['who turned everything off', { isSilent: true }, 'You have turned off messages about challenges'],
    ['who is snoozed', { snoozedUntil: '2027-10-07' }, 'You get no messages before Thursday 7 October'],
  ];
  for (const [who, preferences, words] of silences)
    it(`tells whoever asks and ${who} why nothing comes, and that they are in`, async () => {
      await takeIn(team, runId, 'UJO');
      await prefer('UJO', preferences);

      const { text } = await ask('UJO');

      expect(text).to.contain(words).and.contain('You are in.').and.not.contain('comes each morning');
    });

  it('says nothing of that while messages come', async () => {
    await takeIn(team, runId, 'UJO');

    expect((await ask('UJO')).text)
      .to.contain('A message comes each morning')
      .and.not.contain('no messages');
  });

  describe('for whoever joins late and had the note of the day', () => {
    beforeEach(async () => {
      await doDays(team, { runId, userId: 'USAM' });
      at('2027-10-04T13:00:00Z');
      await takeIn(team, runId, 'UANN');
      await team.store.participants.leave({ runId, userId: 'UANN' }, bot.now());
      await team.store.challengeAsks.recordAsked(nextWeek, bot.now());
      await team.store.noteParts.plan(
        {
          key: `challenge-ask:${team.teamId}:${nextWeek}:UANN`,
          kind: 'challenge-ask',
          userId: 'UANN',
          on: nextWeek,
        },
        new Date('2027-10-04T07:00:00Z'),
      );
      await sendNotes(team);
    });
    const privately = { container: { type: 'message', is_ephemeral: true } };

    it('shows the day with all it takes in the answer, and sends no second note', async () => {
      const seen = watch(bot);

      await team.action('UANN', 'challenge.join', { value: runId });

      expect(posts(seen)).to.deep.equal([]);
      expect(await part(nudgeKey('UANN'))).to.include({
        state: 'dropped',
        why: 'the note of that day is out',
      });
      const { text, blocks } = seen.answer();
      expect(text).to.contain('*Two minutes:*').and.contain('*Bold:*');
      expect(buttonsIn(blocks)).to.deep.equal([
        'challenge.done',
        'challenge.idea',
        'challenge.remind',
        'challenge.not_today',
        'challenge.leave',
        'challenge.change',
        'challenge.cancel',
      ]);
    });

    for (const [verb, words] of [
      ['idea', 'Listen to your own voicemail'],
      ['remind', 'I will remind you at 3 pm'],
      ['not_today', 'put off'],
    ] as const)
      it(`shows ${verb} in place of that answer`, async () => {
        at('2027-10-04T13:30:00Z');
        await team.action('UANN', 'challenge.join', { value: runId });
        const seen = watch(bot);

        await team.action('UANN', `challenge.${verb}`, { value: `${runId}:be-reachable` }, privately);

        expect(seen.answer()).to.include({ response_type: 'ephemeral', replace_original: true });
        expect(JSON.stringify(seen.answer().blocks)).to.contain(words);
        expect(seen.callsOf('chat.update')).to.deep.equal([]);
      });

    it('comes with a note at once for whoever had none', async () => {
      const seen = watch(bot);

      await team.action('UJO', 'challenge.join', { value: runId });

      expect(posts(seen).map(({ channel }) => channel)).to.deep.equal(['UJO']);
      expect(posts(seen)[0]!.metadata.event_payload.key).to.equal(`note:${team.teamId}:UJO:${serviceWeek}`);
    });
  });

  it('comes at seven for a run of an earlier version that has four', async () => {
    await bot.models.runs.model.updateOne({ _id: runId }, { $set: { nudgeAt: '04:00' } });
    at('2027-10-04T00:00:00Z');
    await takeIn(team, runId, 'UJO');
    const seen = watch(bot);

    const sent: Record<string, number> = {};
    for (const now of ['2027-10-04T03:00:00Z', '2027-10-04T05:59:00Z', '2027-10-04T06:00:00Z']) {
      at(now);
      await sendNudges(team);
      sent[now] = posts(seen).length;
    }

    expect(Object.values(sent)).to.deep.equal([0, 0, 1]);
    expect((await ask('UJO')).text).to.contain('at 07:00 your time');
  });

  it('comes once when twenty replicas nudge, plan and send at one moment', async () => {
    await takeIn(team, runId, 'UJO');
    await takeIn(team, runId, 'UANN');
    await planCertificate('UANN');
    const replicas = Array.from({ length: 20 }, (_, index) =>
      createWorkspaces(
        { ...bot.shared, instanceId: `replica ${index}` },
        {
          findInstallation: async () => ({ ...team.deps.installation, botToken: 'xoxb-test' }),
          slackApiUrl: undefined,
          wallChannelId: undefined,
        },
      ),
    );
    const all = await Promise.all(replicas.map((replica) => replica.of(team.teamId)));
    const seen = watch(bot);

    await Promise.all(
      all.map(async (deps) => {
        await nudgeDue(deps, bot.now());
        await deps.planNotes(bot.now());
        await deps.outbox.deliverDue();
      }),
    );

    expect(posts(seen).map(({ channel }) => channel)).to.have.members(['UJO', 'UANN']);
    for (const userId of ['UJO', 'UANN']) expect((await part(nudgeKey(userId))).state).to.equal('told');
    for (const replica of replicas) replica.stop();
  });

  it('stays in its note when another replica that had read it before decides on it later', async () => {
    await takeIn(team, runId, 'UJO');
    await nudgeDue(team.deps, bot.now());
    const { noteParts } = team.store;
    const slow = {
      ...team.deps,
      store: {
        ...team.store,
        noteParts: {
          ...noteParts,
          async ofPeople(userIds: readonly string[]) {
            const read = await noteParts.ofPeople(userIds);
            await team.deps.planNotes(bot.now());
            return read;
          },
        },
      },
    };

    await createNotePlanner(noteTable)(slow as unknown as typeof team.deps, bot.now());
    await team.deps.outbox.deliverDue();

    expect(await part(nudgeKey('UJO'))).to.include({ state: 'told' });
  });

  describe('after an earlier version, which said each in a message of its own', () => {
    const own = (kind: string, key: string, fields: object) =>
      bot.models.deliveries.model.create({
        _id: key,
        teamId: team.teamId,
        kind,
        attempts: 0,
        ...('state' in fields ? {} : { state: 'due', dueAt: bot.now() }),
        ...fields,
      });
    const sentTo = { channelId: 'DJO', ts: '1.000100' };
    const nudge = { userId: 'UJO', runId: '', dayId: 'be-reachable', on: serviceWeek };

    it('becomes part of the note when it was not said', async () => {
      await takeIn(team, runId, 'UJO');
      await takeIn(team, runId, 'UANN');
      const tooLateAt = new Date('2027-10-04T19:00:00Z');
      await own('nudge', nudgeKey('UJO'), { ...nudge, runId, tooLateAt });
      await own('challenge-moved', `challenge-moved:${runId}:1:UJO`, {
        userId: 'UJO',
        runId,
        on: serviceWeek,
      });
      await own('challenge-cancelled', `challenge-cancelled:${runId}:UANN`, { userId: 'UANN', runId });
      await own('challenge-ask', `challenge-ask:${team.teamId}:${nextWeek}:UANN`, {
        userId: 'UANN',
        on: nextWeek,
      });
      const seen = watch(bot);

      await team.deps.outbox.deliverDue();
      await sendNudges(team);

      const texts = Object.fromEntries(posts(seen).map(({ channel, text }) => [channel, text]));
      expect(posts(seen)).to.have.length(2);
      expect(texts.UJO).to.contain('Day 1 of 5').and.contain('has moved');
      expect(texts.UANN).to.contain('was called off').and.contain('Shall I run');
      expect(await part(nudgeKey('UJO'))).to.include({ onlyOn: serviceWeek, state: 'told' });
    });

    it('is not said twice when it was said and its process ended before that was noted', async () => {
      await takeIn(team, runId, 'UJO');
      await own('nudge', nudgeKey('UJO'), { ...nudge, runId, state: 'sent', sentTo });
      const seen = watch(bot);

      await sendNudges(team);

      expect(posts(seen)).to.deep.equal([]);
      expect((await part(nudgeKey('UJO'))).state).to.equal('dropped');
    });

    it('is shown anew where it is', async () => {
      await takeIn(team, runId, 'UJO');
      await own('nudge', nudgeKey('UJO'), { ...nudge, runId, state: 'sent', sentTo });
      await sendNudges(team);
      const seen = watch(bot);

      await team.action('UJO', 'challenge.not_today', { value: `${runId}:be-reachable` });

      const [update] = seen.callsOf('chat.update');
      expect(update).to.include({ channel: 'DJO', ts: '1.000100' });
      expect(update!.text).to.contain('Not today').and.not.contain('Change what I get');
    });

    it('has its question answered where it is, for all who were asked', async () => {
      await team.store.challengeAsks.recordAsked(nextWeek, bot.now());
      for (const userId of ['UANN', 'UEVE'])
        await own('challenge-ask', `challenge-ask:${team.teamId}:${nextWeek}:${userId}`, {
          userId,
          on: nextWeek,
          state: 'sent',
          sentTo: { channelId: `D${userId}`, ts: '1.000200' },
        });
      const seen = watch(bot);

      await team.action('UANN', 'challenge_ask.decline', { value: nextWeek });

      const texts = Object.fromEntries(
        seen.callsOf('chat.update').map(({ channel, text }) => [channel, text]),
      );
      expect(texts.DUANN).to.contain('You have answered: not this year');
      expect(texts.DUEVE).to.contain('<@UANN> has answered: not this year');
      expect(seen.answers()).to.deep.equal([]);
    });
  });
});

import { expect } from 'chai';
import { loadChallengePacks } from '../../../src/content/challenge-packs.ts';
import { type Box, progress, runDays } from '../../../src/domain/challenge.ts';
import { planFaultWords } from '../../../src/views/challenge/challenge-fault.ts';
import {
  challengeCancelForm,
  challengeChangeForm,
  challengeDoneForm,
  challengeStartForm,
} from '../../../src/views/challenge/challenge-form.ts';
import {
  certificate,
  challengeCancelled,
  challengeMoved,
  challengeQuestion,
  questionAnswered,
} from '../../../src/views/challenge/challenge-letter.ts';
import { challengeProgress, noChallenge } from '../../../src/views/challenge/challenge-progress.ts';
import { challengeClosing, challengeInvitation } from '../../../src/views/challenge/challenge-wall.ts';
import { type NudgeCard, nudgeMessage } from '../../../src/views/challenge/nudge.ts';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { participant, run } from '../../support/run.ts';

const packs = [...loadChallengePacks().values()];
const runId = '5a7d0f0e-7c56-4f43-9d2b-0d8a4e8e6a11';
const look = { nominationEmoji: new Set(['tada']) };
const hostile = 'told <!channel> & *everyone* <@U1> '.repeat(50);

for (const pack of packs) {
  const given = run({ id: runId, packId: pack.id, dayIds: pack.days.map(({ id }) => id) });
  const days = runDays(given);
  const card = (dayId: string, fields: Partial<NudgeCard> = {}): NudgeCard => ({
    kind: 'nudge',
    runId,
    dayId,
    number: 1,
    of: days.length,
    day: pack.days.find(({ id }) => id === dayId)!,
    ideas: 0,
    state: 'open',
    note: undefined,
    reminder: 'offered',
    openUntil: '2027-10-10',
    ...fields,
  });

  describe(`the messages of ${pack.id}`, () => {
    it('keep to the limits for every day, idea and state, and say everything as plain text', () => {
      for (const { dayId } of days)
        for (const kind of ['nudge', 'reminder'] as const)
          for (const state of ['open', 'not-today', 'done', 'over', 'called-off'] as const)
            for (const ideas of [0, 1, 2, 3, 4, 5]) {
              const message = nudgeMessage(card(dayId, { kind, state, ideas, note: hostile }));

              expectValidMessage(message);
              expect(message.text).to.have.length.below(4000).and.not.contain('<!channel>');
            }
    });

    it('show three sizes of action, and others when another idea is asked for', () => {
      const [first, second] = [0, 1].map((ideas) => nudgeMessage(card(days[0]!.dayId, { ideas })).text);

      for (const size of ['Two minutes', 'Ten minutes', 'Bold']) expect(first).to.contain(size);
      expect(second).not.to.equal(first);
    });

    it('keep to the limits on the wall, with a crowd and long stories', () => {
      const stories = Array.from({ length: 200 }, (_, index) => ({
        heroNames: ['<!here>', `Hero ${index}`],
        text: hostile,
        link: 'https://example.slack.com/archives/C1/p1',
        nominationCount: index % 3,
      }));
      const completeIds = Array.from({ length: 5000 }, (_, index) => `U${index}`);
      const closing = { pack, dayCount: days.length, tookPartCount: 5000, doneCount: 20_000, look };
      const full = challengeClosing({ ...closing, stories, completeIds });

      expectValidMessage(full);
      expect(full.text).to.contain('4960 others').and.not.contain('<!');
      expectValidMessage(challengeClosing({ ...closing, stories: [], completeIds: [] }));
      for (const end of [undefined, 'over', 'called-off'] as const)
        expectValidMessage(challengeInvitation({ runId, pack, days, participantCount: 5000, end }));
    });

    it('name as many of the nominated as fit, and count the others', () => {
      const stories = Array.from({ length: 40 }, (_, index) => ({
        heroNames: [`${index} ${'Long Name '.repeat(11)}`],
        text: 'carried the piano upstairs',
        link: 'https://example.slack.com/archives/C1/p1',
        nominationCount: 1,
      }));
      const closing = {
        pack,
        dayCount: days.length,
        participantCount: 40,
        tookPartCount: 40,
        doneCount: 200,
        completeIds: [],
      };

      const { text, blocks } = challengeClosing({ ...closing, stories, look });

      expectValidMessage({ text, blocks });
      expect(text).to.match(/:tada: \*Nominated:\* 0 Long.* and 2\d others\./);
    });

    it('keep to the limits in letters and answers', () => {
      const boxes: Box[] = ['done', 'open', 'missed', 'not-today', 'future'];
      const shown = progress(given, participant(), 'UTC', new Date('2027-10-06T12:00Z'));
      for (const isIn of [true, false])
        for (const box of boxes)
          expectValidMessage(
            challengeProgress({
              runId,
              pack,
              days: shown.map((day) => ({ ...day, box })),
              isIn,
              participantCount: 12,
              openUntil: '2027-10-10',
              nudgeAt: '09:00',
              isManager: true,
            }),
          );
      expectValidMessage(certificate({ pack, days }, '<!channel> & Co'));
      expect(certificate({ pack, days }, '<!channel>').text).not.to.contain('<!channel>');
      expectValidMessage(challengeMoved({ pack, days }, '09:00'));
      expectValidMessage(challengeCancelled({ pack, days }, { by: 'U1', why: hostile.slice(0, 500) }));
      expectValidMessage(challengeQuestion(pack, '2027-10-04'));
      for (const kind of ['started', 'called-off'] as const)
        expectValidMessage(questionAnswered({ kind, by: 'U1', pack, days }, 'U2'));
      for (const isManager of [true, false]) expectValidMessage(noChallenge('2027-10-04', isManager));
      expect(noChallenge('2027-10-04', false).text).to.contain('begins on Monday 4 October 2027.');
    });

    it('keep to the limits in forms', () => {
      const form = {
        metadata: '{}',
        packs,
        packId: pack.id,
        startDay: '2027-10-04',
        nudgeAt: '09:00',
        isAnnounced: true,
      };

      for (const view of [challengeStartForm(form), challengeChangeForm(form)]) expectValidModal(view);
      expectValidModal(challengeCancelForm('{}', pack, 3));
      for (const day of pack.days)
        expectValidModal(
          challengeDoneForm({ metadata: '{}', day, typed: 'x', isWin: true, customerData: ['email'] }),
        );
    });
  });
}

describe('the form for a challenge', () => {
  const form = {
    metadata: '{}',
    packId: 'five-days',
    startDay: '2027-10-04',
    nudgeAt: '09:00',
    isAnnounced: true,
  };

  it('says which challenge is for the United Kingdom', () => {
    expect(JSON.stringify(challengeStartForm({ ...form, packs }))).to.contain(
      'In the United Kingdom: “Five days for National Customer Service Week (UK)”. The others fit anywhere.',
    );
  });

  it('says nothing of countries where none is meant', () => {
    const anywhere = packs.filter(({ suits }) => !suits);

    expect(JSON.stringify(challengeStartForm({ ...form, packs: anywhere }))).not.to.contain('fit anywhere');
  });
});

describe('the progress of a participant', () => {
  it('reads without the boxes', () => {
    const pack = packs.find(({ id }) => id === 'five-days')!;
    const given = run({ dayIds: pack.days.map(({ id }) => id) });
    const days = progress(
      given,
      participant({ days: { 'be-reachable': { doneAt: new Date('2027-10-04T09:00Z') } } }),
      'UTC',
      new Date('2027-10-06T12:00Z'),
    );

    const { text } = challengeProgress({
      runId,
      pack,
      days,
      isIn: true,
      participantCount: 1,
      openUntil: '2027-10-10',
      nudgeAt: '09:00',
      isManager: false,
    });

    expect(text).to.contain('1 person is in.');
    expect(text).to.contain('Monday 4 October: *Be reachable* (done)');
    expect(text).to.contain('Tuesday 5 October: *Love your own house first* (you can still catch up)');
    expect(text).to.contain('Wednesday 6 October: *Share your attention fairly* (today)');
    expect(text).to.contain(
      'You have done 1 of 5. What is left stays open until the end of Sunday 10 October.',
    );
  });
});

describe('a plan that cannot be', () => {
  it('names the run that has the week', () => {
    const [pack] = packs;
    const other = { pack, days: runDays(run()) };

    expect(planFaultWords({ field: 'startDay', why: 'overlaps', other })).to.contain(
      'Monday 4 October to Friday 8 October 2027',
    );
    expect(planFaultWords({ field: 'startDay', why: 'overlaps', other: undefined })).to.contain(
      'Another challenge',
    );
  });
});

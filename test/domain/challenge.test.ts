import { expect } from 'chai';
import {
  answerRefusal,
  type Box,
  catchUpEndsAt,
  closingAt,
  type DayFacts,
  isAllDone,
  isNudgeTime,
  isOver,
  progress,
  runDays,
  startRefusal,
} from '../../src/domain/challenge.ts';
import { noteTimeNear } from '../../src/domain/note.ts';
import { participant, run } from '../support/run.ts';

const instant = (iso: string): Date => new Date(iso);
const steps = (startDay: string) => run({ dayIds: ['s1', 's2', 's3'], startDay });
const done = { doneAt: instant('2027-10-05T10:00Z') };

describe('the days of a run', () => {
  const cases: [string, ReturnType<typeof run>, string[]][] = [
    [
      'are Monday to Friday for five days',
      run(),
      ['2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07', '2027-10-08'],
    ],
    [
      'are the next weekdays for three steps',
      steps('2027-10-05'),
      ['2027-10-05', '2027-10-06', '2027-10-07'],
    ],
    ['leave out the weekend', steps('2027-10-07'), ['2027-10-07', '2027-10-08', '2027-10-11']],
    ['leave out the weekend after a Friday', steps('2027-10-08'), ['2027-10-08', '2027-10-11', '2027-10-12']],
  ];
  for (const [what, given, days] of cases)
    it(what, () => {
      expect(runDays(given).map(({ on }) => on)).to.deep.equal(days);
    });

  it('move with the run, which keeps its id', () => {
    const moved = { ...run(), startDay: '2027-10-11' };

    expect(moved.id).to.equal('R1');
    expect(runDays(moved)[0]).to.deep.equal({ dayId: 'd1', on: '2027-10-11' });
  });
});

describe('starting a run', () => {
  const cases: [string, number, ReturnType<typeof startRefusal>][] = [
    ['2027-10-04', 5, undefined],
    ['2027-10-05', 5, 'not-a-monday'],
    ['2027-10-05', 3, undefined],
    ['2027-10-08', 3, undefined],
    ['2027-10-09', 3, 'weekend'],
    ['2027-10-10', 5, 'weekend'],
    ['2027-02-30', 3, 'not-a-day'],
    ['soon', 3, 'not-a-day'],
  ];
  for (const [startDay, dayCount, expected] of cases)
    it(`on ${startDay} with ${dayCount} days is ${expected ?? 'possible'}`, () => {
      expect(startRefusal(startDay, dayCount)).to.equal(expected);
    });

  const times: [string, boolean][] = [
    ['00:00', false],
    ['06:59', false],
    ['07:00', true],
    ['19:00', true],
    ['19:01', false],
    ['25:00', false],
    ['nine', false],
  ];
  for (const [time, expected] of times)
    it(`${expected ? 'takes' : 'refuses'} ${time} for the nudge`, () => {
      expect(isNudgeTime(time)).to.equal(expected);
    });

  const nearest: [string, string][] = [
    ['04:30', '07:00'],
    ['07:00', '07:00'],
    ['09:15', '09:15'],
    ['19:30', '19:00'],
  ];
  for (const [time, expected] of nearest)
    it(`takes ${expected} for a run that was stored with ${time}`, () => {
      expect(noteTimeNear(time)).to.equal(expected);
    });
});

describe('the end of a run', () => {
  const closings: [string, ReturnType<typeof run>, string, string][] = [
    ['New York', run(), 'America/New_York', '2027-10-08T20:00Z'],
    ['Kiritimati', run(), 'Pacific/Kiritimati', '2027-10-08T02:00Z'],
    ['a run that chose another time', run({ closesAt: '12:30' }), 'Europe/London', '2027-10-08T11:30Z'],
    ['three steps', steps('2027-10-04'), 'Europe/London', '2027-10-08T15:00Z'],
    ['three steps over a weekend', steps('2027-10-07'), 'Europe/London', '2027-10-15T15:00Z'],
  ];
  for (const [what, given, zone, at] of closings)
    it(`is told on Friday at the right time for ${what}`, () => {
      expect(closingAt(given, zone)).to.deep.equal(instant(at));
    });

  const catchUps: [string, string][] = [
    ['Pacific/Kiritimati', '2027-10-10T10:00Z'],
    ['Europe/London', '2027-10-10T23:00Z'],
    ['Pacific/Pago_Pago', '2027-10-11T11:00Z'],
  ];
  for (const [zone, at] of catchUps)
    it(`comes with the end of Sunday in ${zone}`, () => {
      const end = instant(at);

      expect(catchUpEndsAt(run(), zone)).to.deep.equal(end);
      expect(isOver(run(), zone, new Date(end.getTime() - 1))).to.equal(false);
      expect(isOver(run(), zone, end)).to.equal(true);
    });
});

describe('the progress of a participant', () => {
  const wednesday = instant('2027-10-06T11:00Z');
  const cases: [string, Record<string, DayFacts>, Date, Box[]][] = [
    ['before the run', {}, instant('2027-10-03T11:00Z'), ['future', 'future', 'future', 'future', 'future']],
    ['on a day', {}, wednesday, ['missed', 'missed', 'open', 'future', 'future']],
    [
      'with something done',
      { d2: done, d3: done },
      wednesday,
      ['missed', 'done', 'done', 'future', 'future'],
    ],
    [
      'with a day put off',
      { d1: { notTodayOn: '2027-10-04' } },
      wednesday,
      ['not-today', 'missed', 'open', 'future', 'future'],
    ],
    [
      'with a day that was put off and then done',
      { d1: { notTodayOn: '2027-10-04', ...done } },
      wednesday,
      ['done', 'missed', 'open', 'future', 'future'],
    ],
    [
      'after a day was nudged ahead of a flight over the date line',
      { d4: { nudgedOn: '2027-10-07' } },
      wednesday,
      ['missed', 'missed', 'open', 'open', 'future'],
    ],
    ['at the weekend', {}, instant('2027-10-09T11:00Z'), ['missed', 'missed', 'missed', 'missed', 'missed']],
  ];
  for (const [what, days, now, boxes] of cases)
    it(`is shown ${what}`, () => {
      const shown = progress(run(), participant({ days }), 'UTC', now).map(({ box }) => box);

      expect(shown).to.deep.equal(boxes);
    });

  it('goes by the zone of the person, and by the workspace when Slack gives none', () => {
    const lateTuesday = instant('2027-10-05T22:00Z');
    const boxOn = (timeZone: string | undefined): Box | undefined =>
      progress(run(), participant({ timeZone }), 'Pacific/Auckland', lateTuesday)[2]?.box;

    expect(boxOn('Europe/London')).to.equal('future');
    expect(boxOn(undefined)).to.equal('open');
  });

  it('forgets what was put off when the run is moved, and keeps what was done', () => {
    const days = { d1: { notTodayOn: '2027-10-04', nudgedOn: '2027-10-04' }, d2: done };
    const boxes = progress({ ...run(), startDay: '2027-10-11' }, participant({ days }), 'UTC', wednesday);

    expect(boxes.map(({ box }) => box)).to.deep.equal(['future', 'done', 'future', 'future', 'future']);
  });

  it('is complete when every day of the pack was done', () => {
    const four = { d1: done, d2: done, d3: done, d4: done };

    expect(isAllDone(run(), participant({ days: four }))).to.equal(false);
    expect(isAllDone(run(), participant({ days: { ...four, d5: done } }))).to.equal(true);
  });
});

describe('answering a day', () => {
  const cases: [string, string, string, ReturnType<typeof answerRefusal>][] = [
    ['of today', 'd3', '2027-10-06T11:00Z', undefined],
    ['that was missed', 'd1', '2027-10-06T11:00Z', undefined],
    ['that is still to come', 'd4', '2027-10-06T11:00Z', 'not-yet'],
    ['that the pack does not have', 'd9', '2027-10-06T11:00Z', 'no-such-day'],
    ['on Sunday night', 'd1', '2027-10-10T22:59:59Z', undefined],
    ['on Monday', 'd5', '2027-10-10T23:00:00Z', 'over'],
  ];
  for (const [what, dayId, now, expected] of cases)
    it(`${what} is ${expected ?? 'accepted'}`, () => {
      expect(answerRefusal(run(), participant(), dayId, 'UTC', instant(now))).to.equal(expected);
    });

  it('is refused to somebody who left', () => {
    const left = participant({ leftAt: instant('2027-10-05T09:00Z') });

    expect(answerRefusal(run(), left, 'd2', 'UTC', instant('2027-10-05T10:00Z'))).to.equal('left');
  });

  it('is accepted after a flight back to the day before', () => {
    const days = { d3: { nudgedOn: '2027-10-06' } };
    const inHonolulu = participant({ timeZone: 'Pacific/Honolulu', days });

    const refusal = answerRefusal(run(), inHonolulu, 'd3', 'UTC', instant('2027-10-06T03:00Z'));

    expect(refusal).to.equal(undefined);
  });
});

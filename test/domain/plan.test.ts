import { expect } from 'chai';
import {
  foldedAlias,
  lapsesAt,
  laterSpan,
  movedUp,
  nextWorkingDay,
  type PlanRungs,
  planDayFault,
  quietCustomers,
  sizeOfMinutes,
  tellableAt,
} from '../../src/domain/plan.ts';
import { moveRefusal } from '../../src/domain/plan-answer.ts';
import { moveInWeek } from '../../src/domain/plan-week.ts';

const at = (iso: string): Date => new Date(iso);

describe('the day of a plan', () => {
  const faults: [string, ReturnType<typeof planDayFault>][] = [
    ['2026-10-07', undefined],
    ['2026-10-06', 'past'],
    ['2027-04-07', undefined],
    ['2027-04-08', 'too-far'],
    ['2026-02-30', 'not-a-day'],
    ['', 'not-a-day'],
  ];
  for (const [day, fault] of faults)
    it(`is ${fault ?? 'taken'} on "${day}"`, () => expect(planDayFault(day, '2026-10-07')).to.equal(fault));

  const next: [string, string, string][] = [
    ['a Wednesday', '2026-10-07', '2026-10-08'],
    ['a Friday', '2026-10-09', '2026-10-13'],
    ['a Saturday', '2026-10-10', '2026-10-13'],
  ];
  for (const [name, today, day] of next)
    it(`is proposed after ${name}, quiet days left out`, () =>
      expect(nextWorkingDay(today, (each) => each === '2026-10-12')).to.equal(day));

  it('is told from its beginning, or from now on', () => {
    expect(tellableAt('2026-10-09', 'Europe/London', at('2026-10-07T12:00:00Z'))).to.deep.equal(
      at('2026-10-08T23:00:00Z'),
    );
    expect(tellableAt('2026-10-07', 'Europe/London', at('2026-10-07T12:00:00Z'))).to.deep.equal(
      at('2026-10-07T12:00:00Z'),
    );
  });

  it('is let go 30 days later, and sooner once it was moved twice', () => {
    expect(lapsesAt({ day: '2026-10-07', moves: 1 }, 'UTC')).to.deep.equal(at('2026-11-07T00:00:00Z'));
    expect(lapsesAt({ day: '2026-10-07', moves: 2 }, 'UTC')).to.deep.equal(at('2026-10-15T00:00:00Z'));
  });
});

describe('a plan for the day on which the clocks change', () => {
  /** Its zone and day; when that begins, when it is let go, and from when until when it is asked about. */
  const rows: [zone: string, day: string, start: string, lapse: string, due: string, until: string][] = [
    ['Europe/Berlin', '2026-10-25', '10-24T22:00', '11-24T23:00', '11-07T23:00', '12-05T23:00'],
    ['Europe/Berlin', '2027-03-28', '03-27T23:00', '04-27T22:00', '04-10T22:00', '05-08T22:00'],
    ['America/New_York', '2026-11-01', '11-01T04:00', '12-02T05:00', '11-15T05:00', '12-13T05:00'],
    ['America/New_York', '2027-03-14', '03-14T05:00', '04-14T04:00', '03-28T04:00', '04-25T04:00'],
    ['Asia/Kolkata', '2026-10-25', '10-24T18:30', '11-24T18:30', '11-07T18:30', '12-05T18:30'],
    ['Australia/Lord_Howe', '2026-10-04', '10-03T13:30', '11-03T13:00', '10-17T13:00', '11-14T13:00'],
    ['Australia/Lord_Howe', '2027-04-04', '04-03T13:00', '05-04T13:30', '04-17T13:30', '05-15T13:30'],
  ];
  for (const [zone, day, ...times] of rows)
    it(`goes by whole days in ${zone} from ${day}`, () => {
      const { dueAt, untilAt } = laterSpan(day, zone);
      const start = tellableAt(day, zone, at('2026-01-01T00:00:00Z'));
      const lapse = lapsesAt({ day, moves: 0 }, zone);

      expect([start, lapse, dueAt, untilAt]).to.deep.equal(
        times.map((time) => at(`${day.slice(0, 4)}-${time}:00Z`)),
      );
    });
});

describe('moving a plan', () => {
  const rows: [Parameters<typeof moveRefusal>[0], ReturnType<typeof moveRefusal>][] = [
    [{ state: 'planned', moves: 0 }, undefined],
    [{ state: 'planned', moves: 1 }, undefined],
    [{ state: 'planned', moves: 2 }, 'moved-twice'],
    [{ state: 'done', moves: 0 }, 'done-already'],
    [{ state: 'dropped', moves: 2 }, 'dropped'],
    [{ state: 'lapsed', moves: 0 }, 'lapsed'],
    [null, 'gone'],
  ];
  for (const [plan, why] of rows)
    it(`is ${why ?? 'allowed'} for ${JSON.stringify(plan)}`, () => expect(moveRefusal(plan)).to.equal(why));
});

describe('whether a customer moved up', () => {
  const nothing: PlanRungs = { rungBefore: undefined, rungAfter: undefined, later: undefined, evidence: [] };
  const guessed = { ...nothing, rungBefore: 'smiler', rungAfter: 'hugger' } as const;
  const rows: [string, PlanRungs, ReturnType<typeof movedUp>][] = [
    ['nothing is known', nothing, undefined],
    ['they left higher', guessed, 'guess'],
    ['nobody knew where they were', { ...guessed, rungBefore: undefined }, undefined],
    ['they left lower', { ...guessed, rungAfter: 'smiler', rungBefore: 'raving-fan' }, undefined],
    ['they are seen up, and nothing shows it', { ...guessed, later: 'up' }, 'guess'],
    ['they came back', { ...nothing, later: 'up', evidence: ['returned'] }, 'confirmed'],
    ['they stayed where they were', { ...guessed, later: 'same', evidence: ['returned'] }, undefined],
    ['nobody knows later', { ...guessed, later: 'unknown', evidence: ['said'] }, 'guess'],
  ];
  for (const [name, rungs, move] of rows)
    it(`says ${move ?? 'nothing'} when ${name}`, () => expect(movedUp(rungs)).to.equal(move));

  const span = { start: at('2026-10-05T00:00:00Z'), end: at('2026-10-12T00:00:00Z') };
  const inside = at('2026-10-07T00:00:00Z');
  const before = at('2026-09-20T00:00:00Z');
  const up = { ...guessed, later: 'up' } as const;
  const weeks: [string, Parameters<typeof moveInWeek>[0], ReturnType<typeof moveInWeek>][] = [
    ['a guess, in the week of the treat', { ...guessed, doneAt: inside, laterAt: undefined }, 'guess'],
    ['no guess, in another', { ...guessed, doneAt: before, laterAt: undefined }, undefined],
    [
      'what confirms it, in the week of that',
      { ...up, evidence: ['said'], doneAt: before, laterAt: inside },
      'confirmed',
    ],
    ['the same guess once', { ...up, doneAt: before, laterAt: inside }, undefined],
    [
      'a later guess, where there was none',
      { ...nothing, later: 'up', doneAt: before, laterAt: inside },
      'guess',
    ],
    [
      'what the customer says of it, in the week of that',
      { ...nothing, doneAt: before, laterAt: undefined, customerAt: inside },
      'confirmed',
    ],
    [
      'it once, where both are known',
      { ...up, evidence: ['said'], doneAt: before, laterAt: inside, customerAt: before },
      undefined,
    ],
    [
      'no guess at what is known',
      { ...guessed, doneAt: inside, laterAt: inside, customerAt: before },
      undefined,
    ],
    [
      'nothing, where their owner saw that they stayed where they were',
      { ...nothing, later: 'same', doneAt: before, laterAt: inside, customerAt: inside },
      undefined,
    ],
  ];
  for (const [name, plan, move] of weeks)
    it(`counts ${name}`, () => expect(moveInWeek(plan, span)).to.equal(move));
});

describe('quiet customers', () => {
  it('are those of own wins whom nobody wrote of lately, longest first, each once', () => {
    const own = [
      ['Mrs Lee', '2026-06-01'],
      ['mrs  LEE', '2026-07-01'],
      ['Bob', '2026-05-01'],
      ['Zoe', '2026-04-01'],
    ].map(([customerAlias, day]) => ({ customerAlias: customerAlias!, postedAt: at(`${day}T00:00:00Z`) }));

    expect(quietCustomers(own, ['ｚｏｅ '])).to.deep.equal(['Bob', 'mrs  LEE']);
    expect(foldedAlias('  MRS  Lee')).to.equal('mrs lee');
  });
});

describe('the size of an extra', () => {
  for (const [minutes, size] of [
    [1, 'twoMinutes'],
    [2, 'twoMinutes'],
    [10, 'tenMinutes'],
    [30, 'bold'],
  ] as const)
    it(`is ${size} for ${minutes}`, () => expect(sizeOfMinutes(minutes)).to.equal(size));
});

import { expect } from 'chai';
import {
  askAt,
  calledOffUntil,
  certificateUntil,
  closingTooLateAt,
  type Invitation,
  invitationOf,
  inviteAt,
  lastDayOf,
  movedUntil,
  nextStepAt,
  type RunSteps,
  stepsDue,
  weeksOf,
} from '../../src/domain/run-step.ts';
import { run } from '../support/run.ts';

const zone = 'America/New_York';
const instant = (iso: string): Date => new Date(iso);
const steps = (fields: Partial<RunSteps> = {}): RunSteps => ({ ...run(), isAnnounced: true, ...fields });
const threeDays = { dayIds: ['s1', 's2', 's3'] };

describe('the weeks of a run', () => {
  it('are one for five days from a Monday', () => {
    expect(weeksOf(run())).to.deep.equal(['2027-W40']);
    expect(lastDayOf(run())).to.equal('2027-10-10');
  });

  it('are two for three days over a weekend', () => {
    const given = run({ ...threeDays, startDay: '2027-10-07' });

    expect(weeksOf(given)).to.deep.equal(['2027-W40', '2027-W41']);
    expect(lastDayOf(given)).to.equal('2027-10-17');
  });
});

describe('when the wall is invited', () => {
  const friday = '2027-10-01T13:00:00Z';
  const cases: [string, Partial<RunSteps>, string, Invitation][] = [
    ['not where it is not told', { isAnnounced: false }, friday, 'none'],
    ['on the Friday before', {}, '2027-10-01T12:59:59Z', 'on-friday'],
    ['now when that has come', {}, friday, 'now'],
    ['not again', { invitedFor: '2027-10-04' }, friday, 'done'],
    ['anew for another date', { invitedFor: '2027-09-27' }, friday, 'now'],
  ];
  for (const [when, fields, now, expected] of cases)
    it(when, () => {
      expect(invitationOf(steps(fields), zone, instant(now))).to.equal(expected);
    });
});

describe('what a run does by itself', () => {
  const invited = { invitedFor: '2027-10-04' };
  const cases: [string, Partial<RunSteps>, string, string[]][] = [
    ['nothing before the Friday before', {}, '2027-10-01T12:59:59Z', []],
    ['invites the wall on the Friday before at nine', {}, '2027-10-01T13:00:00Z', ['invite']],
    ['invites once', invited, '2027-10-01T13:01:00Z', []],
    ['invites late rather than never', {}, '2027-10-05T12:00:00Z', ['invite']],
    [
      'invites anew when it was moved',
      { ...invited, startDay: '2027-10-11' },
      '2027-10-08T13:00:00Z',
      ['invite'],
    ],
    ['invites nobody when the wall is not told', { isAnnounced: false }, '2027-10-05T12:00:00Z', []],
    ['closes on Friday at four', invited, '2027-10-08T20:00:00Z', ['close']],
    ['closes without an invitation that came too late', {}, '2027-10-08T20:00:00Z', ['close']],
    [
      'does nothing once it is closed',
      { closedAt: instant('2027-10-08T20:00Z') },
      '2027-10-09T20:00:00Z',
      [],
    ],
  ];
  for (const [what, fields, now, expected] of cases)
    it(what, () => {
      expect(stepsDue(steps(fields), zone, instant(now))).to.deep.equal(expected);
    });

  it('is looked at for its invitation, then for its closing, then no more', () => {
    const closedAt = instant('2027-10-08T20:00Z');

    expect(nextStepAt(steps(), zone)).to.deep.equal(inviteAt(run(), zone));
    expect(nextStepAt(steps(invited), zone)).to.deep.equal(closedAt);
    expect(nextStepAt(steps({ isAnnounced: false }), zone)).to.deep.equal(closedAt);
    expect(nextStepAt(steps({ closedAt }), zone)).to.equal(undefined);
  });

  it('still closes on the days after the weekend', () => {
    expect(closingTooLateAt(run(), zone)).to.deep.equal(instant('2027-10-13T20:00Z'));
  });
});

describe('asking the managers', () => {
  it('is in the note of that day of each', () => {
    expect(askAt('2027-09-13', 'Pacific/Auckland')).to.deep.equal(instant('2027-09-12T12:00Z'));
    expect(askAt('2027-09-13', zone)).to.deep.equal(instant('2027-09-13T04:00Z'));
  });
});

describe('until when something makes sense', () => {
  it('is the closing for a run that has moved', () => {
    expect(movedUntil(run(), zone)).to.deep.equal(instant('2027-10-08T20:00Z'));
  });

  const calledOff: [string, string, string][] = [
    ['is the end of the run for one that is called off ahead', '2027-09-20T12:00Z', '2027-10-11T04:00Z'],
    ['is a week for one that is called off on its last Friday', '2027-10-08T15:00Z', '2027-10-15T15:00Z'],
  ];
  for (const [what, at, until] of calledOff)
    it(what, () => {
      expect(calledOffUntil(run(), zone, instant(at))).to.deep.equal(instant(until));
    });

  it('is four weeks for a certificate', () => {
    expect(certificateUntil(instant('2027-10-08T20:00Z'))).to.deep.equal(instant('2027-11-05T20:00Z'));
  });
});

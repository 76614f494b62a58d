import type { Participant, Run } from '../../src/domain/challenge.ts';

/** The Week of 2027, Monday 4 to Friday 8 October. */
export const run = (fields: Partial<Run> = {}): Run => ({
  id: 'R1',
  packId: 'five-days',
  dayIds: ['d1', 'd2', 'd3', 'd4', 'd5'],
  startDay: '2027-10-04',
  nudgeAt: '09:00',
  ...fields,
});

export const participant = (fields: Partial<Participant> = {}): Participant => ({
  joinedAt: new Date('2027-10-01T12:00Z'),
  timeZone: 'Europe/London',
  days: {},
  ...fields,
});

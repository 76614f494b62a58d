import type { Digest, DigestStory, DigestWin } from '../../src/domain/digest.ts';

export const digestWin = (winId: string, fields: Partial<DigestWin> = {}): DigestWin => ({
  winId,
  authorId: 'U1',
  heroIds: ['U1'],
  helperIds: [],
  text: `story of ${winId}`,
  names: new Map([
    ['U1', 'Jo'],
    ['U2', 'Sam'],
  ]),
  nominatorIds: [],
  nominationCount: fields.nominatorIds?.length ?? 0,
  rung: undefined,
  principle: undefined,
  place: { channelId: 'C1', ts: '1790000000.000100' },
  postedAt: new Date('2026-10-06T12:00Z'),
  ...fields,
});

export const digestStory = (winId: string, fields: Partial<DigestStory> = {}): DigestStory => ({
  winId,
  heroes: [{ userId: 'U1', name: 'Jo' }],
  text: `story of ${winId}`,
  nominationCount: 3,
  place: { channelId: 'C1', ts: '1790000000.000100' },
  ...fields,
});

/** Week 41 of 2026, with nothing in it. */
export const digest = (fields: Partial<Digest> = {}): Digest => ({
  week: '2026-W41',
  winCount: 0,
  exceptionalCount: 0,
  nominationCount: 0,
  heroIds: [],
  exceptional: [],
  trend: [
    { week: '2026-W40', winCount: 0, exceptionalCount: 0 },
    { week: '2026-W41', winCount: 0, exceptionalCount: 0 },
  ],
  principles: [],
  ladder: [],
  firstTimerCount: 0,
  firstTimers: [],
  ...fields,
});

import { weekOf } from '../../src/domain/calendar.ts';
import type { Principle, Rung } from '../../src/domain/win.ts';
import type { TestBot, TestTeam } from './bot.ts';

export interface StoredWin {
  winId: string;
  authorId: string;
  heroIds: string[];
  helperIds?: string[];
  nominatorIds: string[];
  postedAt: Date;
  text: string;
  rung?: Rung;
  principle?: Principle;
  customerAlias?: string;
  channelId?: string;
  isWithdrawn?: boolean;
  isUnpostable?: boolean;
}

let stored = 0;

/** Wins as the database has them, whatever came before. */
export const storeWins = async (
  { models }: Pick<TestBot, 'models'>,
  { teamId }: Pick<TestTeam, 'teamId'>,
  wins: readonly Partial<StoredWin>[],
): Promise<StoredWin[]> => {
  const whole = wins.map((win): StoredWin => {
    stored += 1;
    return {
      winId: `MINE${stored}`,
      authorId: 'UJO',
      heroIds: ['UJO'],
      nominatorIds: [],
      postedAt: new Date('2026-10-07T09:00:00Z'),
      text: `found key ${stored}`,
      channelId: 'CWALL',
      ...win,
    };
  });
  await models.wins.model.insertMany(
    whole.map(({ winId, channelId, isWithdrawn, ...win }, index) => ({
      ...win,
      _id: winId,
      teamId,
      names: { UJO: 'Jo', USAM: 'Sam', UANN: 'Ann', UKAI: 'Kai' },
      source: { kind: 'command' },
      week: weekOf(win.postedAt, 'Europe/London'),
      edition: 0,
      nominationCount: win.nominatorIds.length,
      votesVersion: 0,
      revision: 0,
      isWallStale: false,
      needsReconciling: false,
      wall: { channelId, ts: `${1_700_000_000 + stored}.${String(index).padStart(6, '0')}` },
      ...(isWithdrawn && { withdrawn: { at: win.postedAt, why: 'taken-down' } }),
    })),
  );
  return whole;
};

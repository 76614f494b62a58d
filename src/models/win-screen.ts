import type { PipelineStage } from 'mongoose';
import type { WeekName } from '../domain/calendar.ts';
import type { WinModel } from './win-schema.ts';

const present = (field: string) => ({ $cond: [{ $ifNull: [field, false] }, 1, 0] });

/** Whatever changes how a win is shown, or whether it is, changes one of these sums. */
const sums: PipelineStage.Group = {
  $group: {
    _id: '$teamId',
    wins: { $sum: 1 },
    revisions: { $sum: '$revision' },
    editions: { $sum: '$edition' },
    votes: { $sum: '$votesVersion' },
    nominations: { $sum: '$nominationCount' },
    customers: { $sum: '$customerVersion' },
    back: { $sum: '$timesBack' },
    shown: { $sum: present('$wall.ts') },
    off: { $sum: present('$withdrawn.at') },
    folded: { $sum: present('$folded') },
    unpostable: { $sum: present('$isUnpostable') },
    forgotten: { $sum: present('$isForgotten') },
  },
};

/**
 * A mark for each of these teams, which is another once a win of its week is: one query, however many there are. A team
 * without a win in that week has none.
 */
export const winMarks = async (
  model: WinModel,
  weeks: readonly { teamId: string; week: WeekName }[],
): Promise<Map<string, string>> => {
  if (weeks.length === 0) return new Map();
  const found = await model.aggregate<{ _id: string } & Record<string, number>>([
    { $match: { $or: weeks.map(({ teamId, week }) => ({ teamId, week })) } },
    sums,
  ]);
  return new Map(found.map(({ _id, ...marks }) => [_id, JSON.stringify(marks)]));
};

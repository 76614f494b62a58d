import type { RecoveryWeek } from '../../domain/recovery-week.ts';
import { type MessagePart, part } from '../message-part.ts';
import { causeWords } from '../recovery/recovery-end.ts';
import { figureLines } from '../recovery/recovery-list.ts';
import { counted, listed } from '../words.ts';

type Week = RecoveryWeek | null | undefined;

const mark = ':adhesive_bandage:';

/** For everybody: one line, and thanks to whoever said so. */
export const recoveryParts = (week: Week): MessagePart[] => {
  if (!week || week.openedCount + week.fixedCount === 0) return [];
  const thanks =
    'Thank you to whoever said that something had gone wrong: what we know of, we can put right.';
  return week.fixedCount > 0
    ? [part(`${mark} *Made right for ${counted(week.fixedCount, 'customer', 'customers')}.* ${thanks}`)]
    : [
        part(
          `${mark} *Being made right for ${counted(week.openedCount, 'customer', 'customers')}.* ${thanks}`,
        ),
      ];
};

/** For those who lead the team: its figures, never anybody's. */
export const managerRecoveryParts = (week: Week): MessagePart[] => {
  if (!week) return [];
  const causes = week.causes.map(({ cause, count }) => `${causeWords[cause]} (${count})`);
  const again = causes.length > 0 ? [`The same cause again in 90 days: ${listed(causes)}.`] : [];
  return [
    part(
      [
        `${mark} *Making it right:* of the team as a whole, never by person. \`/brag recover list\` shows all.`,
        ...figureLines(week),
        ...again,
      ].join('\n'),
    ),
  ];
};

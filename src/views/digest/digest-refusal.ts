import type { DigestRefusal } from '../../domain/digest-request.ts';
import { type Message, paragraph } from '../message.ts';
import { counted } from '../words.ts';
import { weekDates } from './week-words.ts';

const inZoneOfReader = (instant: Date): string => {
  const seconds = Math.floor(instant.getTime() / 1000);
  return `<!date^${seconds}^{date_long} at {time}|${instant.toISOString()}>`;
};

/** Why there is no digest to show, and what to ask for instead. */
const refusalText = (refusal: DigestRefusal): string => {
  switch (refusal.kind) {
    case 'malformed':
      return `I know weeks by year and number, such as \`/brag digest ${refusal.thisWeek}\`, which is this week. \`/brag digest last\` shows the week before.`;
    case 'no-such-week': {
      const { year, weeksInYear } = refusal;
      return `${year} has ${counted(weeksInYear, 'week', 'weeks')}, from ${year}-W01 to ${year}-W${weeksInYear}. Which one did you mean?`;
    }
    case 'future':
      return `${refusal.week} is still to come: ${weekDates(refusal.week)}. \`/brag digest\` shows how this week is going so far.`;
    case 'not-yet':
      return `The digest of ${refusal.week} (${weekDates(refusal.week)}) is not made yet: it comes on ${inZoneOfReader(refusal.dueAt)}.`;
    case 'none':
      return `There is no digest of ${refusal.week} (${weekDates(refusal.week)}): that was before I began to keep them here. \`/brag digest\` shows how this week is going.`;
  }
};

export const digestRefused = (refusal: DigestRefusal): Message => paragraph(refusalText(refusal));

import { earliestNudgeAt, latestNudgeAt, type PlanFault } from '../../domain/challenge.ts';
import { daysInWords } from './challenge-words.ts';

const words: Record<Exclude<PlanFault['why'], 'overlaps'>, string> = {
  'no-such-pack': 'I do not have this challenge any more. Please choose another.',
  'not-a-day': 'Please choose a day.',
  weekend: 'A challenge runs on weekdays. Please choose a day from Monday to Friday.',
  'not-a-monday': 'Five days fit into one week only when they start on a Monday. Please choose a Monday.',
  past: 'This day has passed. Please choose today or a later day.',
  'not-a-time': `Please choose a time from ${earliestNudgeAt} to ${latestNudgeAt}, so that the day still has room for it.`,
};

/** Beside a field of the form, where Slack shows plain text only. */
export const planFaultWords = (fault: PlanFault): string => {
  if (fault.why !== 'overlaps') return words[fault.why];
  const { other } = fault;
  const what = other
    ? `${other.pack?.name ?? 'Another challenge'}, ${daysInWords(other.days)},`
    : 'Another challenge';
  return `${what} has that week already. Choose another week, or move or call off that one first.`;
};

export const changedMeanwhile =
  'Somebody changed this challenge while you did. Go back, and open it again with /brag challenge.';

export const winNeedsWords = 'Say in a few words what you did, or take the tick away.';

import { escapeName } from '../../domain/slack-text.ts';
import {
  answerCount,
  madeMyDayPercent,
  type ToldVoice,
  type VoiceCounts,
  type VoiceWeek,
} from '../../domain/voice-week.ts';
import { excerptOf } from '../../domain/win.ts';
import { messageLink } from '../message.ts';
import { type MessagePart, part } from '../message-part.ts';
import { answerWords } from '../win/customer-word.ts';
import { counted, listed } from '../words.ts';

type Week = VoiceWeek | null | undefined;

const isEmpty = (counts: VoiceCounts): boolean => counts.askedCount + answerCount(counts) === 0;

const howWords = ({ madeMyDayCount, helpedCount, notReallyCount }: VoiceCounts): string =>
  listed([
    ...(madeMyDayCount > 0 ? [`${madeMyDayCount} “it made my day”`] : []),
    ...(helpedCount > 0 ? [`${helpedCount} “it helped”`] : []),
    ...(notReallyCount > 0 ? [`${notReallyCount} “not really”`] : []),
  ]);

const figures = (counts: VoiceCounts): string => {
  const answers = answerCount(counts);
  const asked = `${counted(counts.askedCount, 'customer was asked', 'customers were asked')}`;
  if (answers === 0) return `${asked}, and nobody has answered yet`;
  return `${asked}, ${counted(answers, 'answer came', 'answers came')}: ${howWords(counts)}`;
};

const staffLine = ({ staff }: VoiceWeek): string[] =>
  isEmpty(staff) ? [] : [`${figures(staff)}. Whom to ask was up to us, so this is no satisfaction score.`];

const botLine = ({ bot }: VoiceWeek): string[] => {
  if (isEmpty(bot)) return [];
  const percent = madeMyDayPercent(bot);
  const share =
    percent === undefined
      ? answerCount(bot) > 0
        ? ' Too few answers for a share.'
        : ''
      : ` It made the day of ${percent}%.`;
  return [`Picked by chance: ${figures(bot)}.${share}`];
};

const toldLine = ({ answer, words, place }: ToldVoice, workspaceUrl: string): string =>
  `> “${escapeName(excerptOf(words ?? ''))}” (${answerWords[answer]}) <${messageLink(workspaceUrl, place)}|See the win>`;

const heading = ':speech_balloon: *What customers say:*';

const lines = (week: VoiceWeek): string[] => [...staffLine(week), ...botLine(week)];

/** How many were asked and what they say, with a line or two of theirs. Nothing when there is nothing. */
export const voiceParts = (week: Week, workspaceUrl: string): MessagePart[] => {
  if (!week) return [];
  const told = (week.told ?? []).map((each) => toldLine(each, workspaceUrl));
  const [first, ...others] = lines(week);
  return first === undefined ? [] : [part([`${heading} ${first}`, ...others, ...told].join('\n'))];
};

const madeRightWords = (unhappy: number, madeRight: number): string => {
  if (madeRight === 0) return 'nothing is being made right yet.';
  if (madeRight < unhappy) return `it is being made right for ${madeRight} of them.`;
  return unhappy === 1 ? 'it is being made right.' : 'it is being made right for all of them.';
};

const unhappyLine = ({ staff, bot, madeRightCount }: VoiceWeek): string[] => {
  const unhappy = staff.notReallyCount + bot.notReallyCount;
  if (unhappy === 0) return [];
  return [`It made no real difference to ${unhappy}: ${madeRightWords(unhappy, madeRightCount)}`];
};

const quickLine = ({ quickCount }: VoiceWeek): string[] =>
  quickCount === 0
    ? []
    : [
        `${counted(quickCount, 'answer came', 'answers came')} within seconds of the link being made. It may have been to try the link.`,
      ];

/** For those who lead the team: the same figures, and what is theirs to know. Never anybody's. */
export const managerVoiceParts = (week: Week): MessagePart[] => {
  if (!week) return [];
  const [first, ...others] = lines(week);
  if (first === undefined) return [];
  return [part([`${heading} ${first}`, ...others, ...unhappyLine(week), ...quickLine(week)].join('\n'))];
};

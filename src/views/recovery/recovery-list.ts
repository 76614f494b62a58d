import type { KnownBlock, ModalView } from '@slack/types';
import type { Cause } from '../../domain/recovery.ts';
import { type RecoveryWeek, sameCauseDays } from '../../domain/recovery-week.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { context, header, section, sections } from '../blocks.ts';
import { type Message, messageModal, paragraph } from '../message.ts';
import { capitalized, counted, listed } from '../words.ts';
import { recoveryRow } from './recovery-card.ts';
import { causeWords } from './recovery-end.ts';
import type { StepsShown } from './recovery-steps.ts';

export interface RecoveryList {
  figures: RecoveryWeek | undefined;
  causes: readonly { cause: Cause; count: number; changes: readonly string[] }[];
  shown: readonly StepsShown[];
  /** How many are worked on besides. */
  others: number;
}

const minutesInWords = (minutes: number): string => {
  if (minutes <= 1) return 'a minute';
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const words = [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 || hours === 0 ? [`${rest} min`] : [])];
  return words.join(' ');
};

/** Of a single customer. */
const toldFirstWords = ({ toldFirstCount, contactMinutes }: RecoveryWeek): string => {
  if (toldFirstCount > 0) return 'The customer heard of it from us first.';
  return typeof contactMinutes === 'number'
    ? 'The customer knew of it already.'
    : 'The customer has not heard from us yet.';
};

const beforeTheyComplained = (week: RecoveryWeek): string => {
  const { openedCount, toldFirstCount } = week;
  if (openedCount === 1) return toldFirstWords(week);
  return toldFirstCount === 0
    ? 'None of the customers heard of it from us before they complained.'
    : `${toldFirstCount} of the customers (${Math.round((100 * toldFirstCount) / openedCount)}%) heard of it from us before they complained.`;
};

const contactLine = ({ openedCount, contactMinutes }: RecoveryWeek): string[] => {
  if (typeof contactMinutes !== 'number') return [];
  const who = openedCount === 1 ? 'They' : 'Half of the customers';
  return [`${who} heard from us within ${minutesInWords(contactMinutes)} of working time.`];
};

/** Nothing where nothing ended. */
const ended = ({ fixedCount, reopenedCount }: RecoveryWeek): string[] => {
  const facts = [
    ...(fixedCount > 0 ? [`${counted(fixedCount, 'was', 'were')} put right`] : []),
    ...(reopenedCount > 0 ? [`${counted(reopenedCount, 'was', 'were')} not right after all`] : []),
  ];
  return facts.length > 0 ? [`${listed(facts)}.`] : [];
};

/** What is said of the team's recoveries, a line each. */
export const figureLines = (week: RecoveryWeek): string[] => {
  const { openedCount, openCount, overdueCount } = week;
  return [
    ...(openedCount > 0 ? [`${openedCount} opened. ${beforeTheyComplained(week)}`] : []),
    ...contactLine(week),
    ...ended(week),
    openCount > 0
      ? `${openCount} open now${overdueCount > 0 ? `, ${overdueCount} without a word in time` : ''}.`
      : 'Nothing is open now.',
  ];
};

const mostChanges = 5;

const causeSection = ({ cause, count, changes }: RecoveryList['causes'][number]): KnownBlock[] =>
  sections(
    [
      `*${capitalized(causeWords[cause])}*, ${count} times. What we changed:`,
      ...changes.slice(0, mostChanges).map((change) => `• ${escapeName(change)}`),
    ].join('\n'),
  );

const nobodyCounted = context(
  'Of the team as a whole: nobody is counted here. Whoever opens one did us all a favour, so thank them.',
);

const empty = `Nothing was opened in the last ${sameCauseDays} days. Things go wrong everywhere: open the first with \`/brag recover\`, and thank whoever opens the next.`;

/** All that the team makes right, for those who lead it. */
export const recoveryListModal = ({ figures, causes, shown, others }: RecoveryList): ModalView =>
  messageModal('What we make right', {
    blocks:
      figures || shown.length > 0
        ? [
            ...(figures
              ? [header(`The last ${sameCauseDays} days`), section(figureLines(figures).join('\n'))]
              : []),
            nobodyCounted,
            ...(shown.length > 0 ? [header('Being worked on'), ...shown.map(recoveryRow)] : []),
            ...(others > 0 ? [context(`And ${others} more.`)] : []),
            ...(causes.length > 0 ? [header('The same cause again'), ...causes.flatMap(causeSection)] : []),
          ]
        : [section(empty)],
  });

export const recoveryListForManagers: Message = paragraph(
  'The list of all is for those who lead the team. Yours are in `/brag recover` and on Home.',
);

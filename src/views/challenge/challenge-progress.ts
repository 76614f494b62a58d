import type { Button, KnownBlock } from '@slack/types';
import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import type { Box, RunDay } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { actions, button, section, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
import { dayAndYear, daysInWords, packName, peopleIn } from './challenge-words.ts';
import { dayToDo, dayValue, type NudgeCard } from './nudge.ts';

export interface ChallengeProgress {
  runId: string;
  pack: ChallengePack;
  days: readonly (RunDay & { box: Box })[];
  /** The day that is open today, with what there is to do. */
  today?: NudgeCard | undefined;
  /** Why no message comes of the days that are left. */
  silence?: { kind: 'turned-off' } | { kind: 'snoozed'; until: CalendarDay } | undefined;
  isIn: boolean;
  participantCount: number;
  /** The last day on which a day can be caught up. */
  openUntil: CalendarDay;
  nudgeAt: string;
  /** Managers are offered to move it and to call it off. */
  isManager: boolean;
}

const boxes: Record<Box, { emoji: string; words: string }> = {
  done: { emoji: ':white_check_mark:', words: 'done' },
  open: { emoji: ':large_orange_diamond:', words: 'today' },
  missed: { emoji: ':white_large_square:', words: 'you can still catch up' },
  'not-today': { emoji: ':zzz:', words: 'put off, you can still catch up' },
  future: { emoji: ':black_square_button:', words: 'still to come' },
};

const themeOf = (pack: ChallengePack, dayId: string): string =>
  escapeName(pack.days.find((day) => day.id === dayId)?.theme ?? 'a day of this challenge');

const dayLine = (pack: ChallengePack, { dayId, on, box }: RunDay & { box: Box }): string =>
  `${boxes[box].emoji} ${dayInWords(on)}: *${themeOf(pack, dayId)}* (${boxes[box].words})`;

/** A day, with Done where it can still be done. */
export const dayBlock = (
  { runId, pack }: Pick<ChallengeProgress, 'runId' | 'pack'>,
  day: RunDay & { box: Box },
): KnownBlock => {
  const block = section(dayLine(pack, day));
  const isOpen = day.box !== 'done' && day.box !== 'future';
  if (!isOpen) return block;
  const value = dayValue({ runId, dayId: day.dayId });
  return { ...block, accessory: button(actionIds.challengeDone, 'Done', { value }) };
};

const isToday = ({ today }: ChallengeProgress, { dayId }: RunDay): boolean => today?.dayId === dayId;

/** The day that it is, with what there is to do; any other as a line. */
const dayBlocks = (progress: ChallengeProgress, day: RunDay & { box: Box }): KnownBlock[] => {
  const { pack, today } = progress;
  return today && isToday(progress, day)
    ? [section(dayLine(pack, day)), ...dayToDo(today).blocks]
    : [dayBlock(progress, day)];
};

const dayLines = (progress: ChallengeProgress, day: RunDay & { box: Box }): string[] => {
  const { pack, today } = progress;
  return [dayLine(pack, day), ...(today && isToday(progress, day) ? dayToDo(today).lines : [])];
};

const silenceLine = ({ silence }: ChallengeProgress): string[] => {
  if (!silence) return [];
  return silence.kind === 'snoozed'
    ? [`You get no messages before ${dayInWords(silence.until)}, as you asked: do the days here.`]
    : ['You have turned off messages about challenges, so none comes: do the days here.'];
};

const summary = ({ days, openUntil, nudgeAt, silence }: ChallengeProgress): string => {
  const done = days.filter(({ box }) => box === 'done').length;
  if (done === days.length) return `:tada: You have done all ${days.length}.`;
  const next = days.find(({ box }) => box === 'future');
  const isAhead = days.every(({ box }) => box === 'future');
  if (next && isAhead && silence) return `You are in. It begins on ${dayInWords(next.on)}.`;
  if (next && isAhead) return `You are in. First message ${dayInWords(next.on)}, ${nudgeAt}.`;
  const nudges = next && !silence ? ` A message comes each morning, at ${nudgeAt} your time.` : '';
  const open = `stays open until the end of ${dayInWords(openUntil)}.${nudges}`;
  return done === 0
    ? `You are in. Every day ${open}`
    : `You have done ${done} of ${days.length}. What is left ${open}`;
};

const managing = ({ runId, isManager }: ChallengeProgress): Button[] =>
  isManager
    ? [
        button(actionIds.challengeChange, 'Move it', { value: runId }),
        button(actionIds.challengeCancel, 'Call it off', { value: runId }),
      ]
    : [];

const outsider = (progress: ChallengeProgress): Message => {
  const { pack, days, participantCount, runId } = progress;
  const lines = [
    `*${packName(pack)}*, ${daysInWords(days)}.`,
    escapeSlackText(pack.invitation),
    `${peopleIn(participantCount)} Join at any time: you start with the day it is.`,
  ];
  const text = lines.join('\n');
  const join = button(actionIds.challengeJoin, 'Join', { value: runId, isPrimary: true });
  return { text, blocks: [...sections(text), actions(join, ...managing(progress))] };
};

/** What `/brag challenge` shows one person: a box a day, what is left, and until when. */
export const challengeProgress = (progress: ChallengeProgress): Message => {
  if (!progress.isIn) return outsider(progress);
  const { pack, days, participantCount, runId } = progress;
  const row = days.map(({ box }) => boxes[box].emoji).join(' ');
  const heading = `*${packName(pack)}*, ${daysInWords(days)}. ${peopleIn(participantCount)}\n${row}`;
  const left = [summary(progress), ...silenceLine(progress)].join('\n');
  return {
    text: [heading, ...days.flatMap((day) => dayLines(progress, day)), left].join('\n'),
    blocks: [
      ...sections(heading),
      ...days.flatMap((day) => dayBlocks(progress, day)),
      section(left),
      actions(button(actionIds.challengeLeave, 'Leave', { value: runId }), ...managing(progress)),
    ],
  };
};

/** What `/brag challenge` shows when nothing is on. */
export const noChallenge = (serviceWeek: CalendarDay, isManager: boolean): Message => {
  const text = `No challenge is planned just now. The next Customer Service Week begins on ${dayAndYear(serviceWeek)}. ${
    isManager
      ? 'You can start one in any week of the year.'
      : 'A manager can start one in any week of the year: `/brag challenge start` says whom to ask.'
  }`;
  if (!isManager) return paragraph(text);
  const start = button(actionIds.challengeStart, 'Start one', { isPrimary: true });
  return { text, blocks: [section(text), actions(start)] };
};

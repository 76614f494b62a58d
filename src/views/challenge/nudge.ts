import type { ActionsBlock, KnownBlock } from '@slack/types';
import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import type { DayRef } from '../../domain/challenge.ts';
import { type ActionSize, actionSizes, type PackDay } from '../../domain/challenge-pack.ts';
import { shortened } from '../../domain/human-text.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { actions, button, context, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mostUpdated, topText } from '../message.ts';

/** What a button about one day of a run carries. */
export const dayValue = ({ runId, dayId }: DayRef): string => `${runId}:${dayId}`;
export const readDayValue = (value: string): DayRef => {
  const [runId = '', dayId = ''] = value.split(':', 2);
  return { runId, dayId };
};

export interface NudgeCard extends DayRef {
  kind: 'nudge' | 'reminder';
  /** From 1. */
  number: number;
  of: number;
  day: PackDay;
  /** How often another idea was asked for. */
  ideas: number;
  state: 'open' | 'not-today' | 'done' | 'over' | 'called-off';
  /** What the person did, as typed. */
  note: string | undefined;
  reminder: 'offered' | 'asked' | 'none';
  /** The last day on which it can be caught up. */
  openUntil: CalendarDay;
}

const sizeWords: Record<ActionSize, string> = {
  twoMinutes: 'Two minutes',
  tenMinutes: 'Ten minutes',
  bold: 'Bold',
};

const longestNote = 300;

const actionLines = ({ day, ideas }: NudgeCard): string[] =>
  actionSizes.map((size) => {
    const actions = day.actions[size];
    const action = actions[ideas % actions.length];
    return `• *${sizeWords[size]}:* ${escapeSlackText(action?.text ?? '')}`;
  });

const title = ({ number, of, day, kind }: NudgeCard): string => {
  const theme = escapeName(day.theme);
  return kind === 'reminder'
    ? `:alarm_clock: You asked me to remind you. *Day ${number} of ${of}: ${theme}*`
    : `:sunrise: *Day ${number} of ${of}: ${theme}*`;
};

const stateLine = ({ state, note, reminder, openUntil }: NudgeCard): string | undefined => {
  if (state === 'done') {
    const cut = note && shortened(note, { characters: longestNote });
    return cut ? `:white_check_mark: Done: ${escapeSlackText(cut)}` : ':white_check_mark: Done. Thank you.';
  }
  if (state === 'not-today')
    return `:zzz: Not today, and that is all right. It stays open until the end of ${dayInWords(openUntil)}.`;
  if (state === 'over')
    return ':checkered_flag: This challenge is over. `/brag challenge` shows what comes next.';
  if (state === 'called-off') return 'This challenge was called off. `/brag challenge` shows what is on.';
  return reminder === 'asked' ? ':alarm_clock: I will remind you at 3 pm.' : undefined;
};

/** States in which there is nothing left to press. */
const closed: ReadonlySet<NudgeCard['state']> = new Set(['done', 'over', 'called-off']);

const buttons = (card: NudgeCard): ActionsBlock[] => {
  if (closed.has(card.state)) return [];
  const value = dayValue(card);
  const makesPlan = card.day.makesPlan === true;
  const plan = button(actionIds.planDay, 'Plan it', { value, isPrimary: true });
  const done = button(actionIds.challengeDone, 'Done', { value, isPrimary: !makesPlan });
  const idea = button(actionIds.challengeIdea, 'Another idea', { value });
  const remind = button(actionIds.challengeRemind, 'Remind me at 3 pm', { value });
  const notToday = button(actionIds.challengeNotToday, 'Not today', { value });
  const isOpen = card.state === 'open';
  return [
    actions(
      ...(makesPlan ? [plan] : []),
      done,
      idea,
      ...(isOpen && card.reminder === 'offered' ? [remind] : []),
      ...(isOpen ? [notToday] : []),
    ),
  ];
};

/** What there is to do on a day that is open, and the buttons for it, below a line that names the day. */
export const dayToDo = (card: NudgeCard): { lines: string[]; blocks: KnownBlock[] } => {
  const [lines, state] = [actionLines(card), stateLine(card)];
  return {
    lines,
    blocks: [...sections(lines.join('\n')), ...(state ? [context(state)] : []), ...buttons(card)],
  };
};

/** One day of a challenge for one person, as it stands: the nudge, and the reminder that they asked for. */
export const nudgeMessage = (card: NudgeCard): Message => {
  const ideas = card.state === 'done' ? [] : actionLines(card);
  const why = card.kind === 'nudge' && card.state !== 'done' ? [escapeSlackText(card.day.why)] : [];
  const state = stateLine(card);
  const body = [title(card), ...why, ...ideas].join('\n');
  return {
    text: topText(state ? `${body}\n${state}` : body, mostUpdated),
    blocks: [...sections(body), ...(state ? [context(state)] : []), ...buttons(card)],
  };
};

import type { ReportDecision, ReportState } from '../../domain/report.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { excerptOf } from '../../domain/win.ts';
import { actions, button, context, quote, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, paragraph, topText } from '../message.ts';
import { type Story, storyBlock, storyText } from '../win/story.ts';
import { textReturned } from '../win/win-answer.ts';
import { counted } from '../words.ts';

export interface ReportQuestion {
  winId: string;
  /** Undefined for whoever may not see the wall. */
  story: Story | undefined;
  link: string | undefined;
  reasons: readonly string[];
  isFolded: boolean;
}

const mostReasons = 3;
const toldLength = 500;
const closed = 'You are not in the channel of this win, so I cannot show you its words.';

export const decideButtons = (winId: string) =>
  actions(
    button(actionIds.reportKeep, 'Keep it', { value: winId, spoken: 'Keep it: the win stays on the wall' }),
    button(actionIds.reportTakeDown, 'Take it down', {
      value: winId,
      spoken: 'Take it down: the win leaves the wall',
    }),
  );

/** Asks whoever decides about a win that was reported. Nobody is called by it, and it does not say who reported. */
export const reportQuestion = ({ winId, story, link, reasons, isFolded }: ReportQuestion): Message => {
  const state = isFolded
    ? 'Until one of you decides, nobody sees its words and it does not count.'
    : 'Managers kept it before, so it stays as it is until one of you decides otherwise.';
  const asked = `:mag: ${reasons.length > 1 ? `${reasons.length} people` : 'Somebody'} asked you to look at a win${link ? ` (<${link}|on the wall>)` : ''}. ${state}`;
  const told = story && { ...story, heroIds: [] };
  const shown = reasons.slice(0, mostReasons);
  const others = reasons.length - shown.length;
  const why = shown.map((reason) => `“${escapeSlackText(excerptOf(reason))}”`).join(' ');
  return {
    text: topText(`${asked} ${told ? storyText(told, toldLength) : closed} Why: ${why}`),
    blocks: [
      section(asked),
      told ? storyBlock(told) : section(closed),
      section('*Why they asked:*'),
      ...shown.flatMap(quote),
      ...(others > 0 ? [context(`and ${counted(others, 'other reason', 'other reasons')}`)] : []),
      decideButtons(winId),
    ],
  };
};

const decidedWords: Record<ReportDecision, string> = {
  kept: 'kept a win that was reported: it is on the wall as before.',
  'taken-down': 'took a win down that was reported.',
};

/** In place of the question: what was decided, and by whom. */
export const reportDecided = (how: ReportDecision, byId: string, userId: string): Message =>
  paragraph(`:white_check_mark: ${byId === userId ? 'You' : mention(byId)} ${decidedWords[how]}`);

/** In its place, once there is nothing to decide any more. */
export const reportOver = paragraph(
  ':white_check_mark: A win was reported. There is nothing left to decide about it.',
);

export const keptForAuthor = (typed: string): Message =>
  paragraph(
    `The managers were asked to look at a win of yours, and kept it: it is on the wall as before, and there is nothing you need to do.\n> ${escapeSlackText(excerptOf(typed))}`,
  );

export const takenDownForAuthor = (typed: string): Message =>
  textReturned(
    'The managers were asked to look at a win of yours, and took it down. What you did for a customer is still worth telling: talk to one of them about the words, and post it again in others. Here is its text:',
    typed,
  );

const outcomes: Record<Exclude<ReportState, 'open'>, string> = {
  kept: 'You asked the managers to look at a win: they kept it on the wall.',
  'taken-down': 'You asked the managers to look at a win: they took it down.',
  gone: 'You asked the managers to look at a win: it was taken off the wall before they decided.',
};

/** Told to whoever reported a win. */
export const reportOutcome = (state: Exclude<ReportState, 'open'>): Message => paragraph(outcomes[state]);

import type {
  ActionsBlock,
  ContextBlock,
  PlainTextOption,
  RichTextBlock,
  RichTextSection,
} from '@slack/types';
import { dayInWords } from '../../domain/calendar.ts';
import { isUnseen } from '../../domain/human-text.ts';
import {
  agreesToTake,
  type LessonAnswer,
  type LessonFeeling,
  type LessonState,
  type LessonTheme,
  type LessonVerb,
} from '../../domain/lesson.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { actions, button, context, option, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, mostUpdated, topText } from '../message.ts';
import { typedElements, wordsElement } from '../rich-text.ts';
import { agreeWords, feelingWords, themeWords, usTooWords, verbWords } from './lesson-words.ts';

/** What its author told; without their words once they had their data deleted. */
export interface LessonShown {
  lessonId: string;
  story: string | undefined;
  feeling: LessonFeeling | undefined;
  wouldHelp: string | undefined;
  usToo: LessonAnswer | undefined;
  verb: LessonVerb;
  change: string;
  theme: LessonTheme;
}

export interface LessonCard extends LessonShown {
  authorName: string;
  agreeCount: number;
  state: LessonState;
  takenById: string | undefined;
  dueDay: string | undefined;
  changed: string | undefined;
}

interface Told {
  label: string;
  typed: string;
}

/** Everything that was told, each with what was asked. */
const toldIn = ({ story, feeling, wouldHelp, verb, change }: LessonShown): Told[] => [
  ...(story === undefined ? [] : [{ label: 'What happened to me as a customer', typed: story }]),
  ...(feeling === undefined ? [] : [{ label: 'How it felt', typed: feelingWords[feeling] }]),
  ...(wouldHelp === undefined ? [] : [{ label: 'What would have made it right', typed: wouldHelp }]),
  { label: `So we will ${verbWords[verb]}`, typed: change },
];

/** Slack refuses rich text that is empty. */
const seen = (typed: string): string => (isUnseen(typed) ? '(without words)' : typed);

const line = ({ label, typed }: Told): RichTextSection => ({
  type: 'rich_text_section',
  elements: [wordsElement(`${label}: `, { bold: true }), ...typedElements(seen(typed))],
});

/** As it was typed: Slack looks for no markup in it. */
export const toldBlock = (lines: readonly Told[]): RichTextBlock => ({
  type: 'rich_text',
  elements: lines.map(line),
});

export const lessonBlock = (lesson: LessonShown): RichTextBlock => toldBlock(toldIn(lesson));

const toldText = (lines: readonly Told[]): string =>
  lines.map(({ label, typed }) => `${label}: ${escapeSlackText(seen(typed))}`).join('\n');

export const lessonText = (lesson: LessonShown): string => toldText(toldIn(lesson));

/** "We will start calling back the same day", as Slack's markup. */
export const taskWords = ({ verb, change }: Pick<LessonShown, 'verb' | 'change'>): string =>
  `we will ${verbWords[verb]} ${escapeName(change)}`;

export const factsOf = ({ theme, usToo }: Pick<LessonShown, 'theme' | 'usToo'>): string =>
  [...(usToo ? [usTooWords[usToo]] : []), ...(theme === 'other' ? [] : [`Theme: ${themeWords[theme]}`])].join(
    ' · ',
  );

/** Of its card, who works on it and until when; nothing while nobody does. */
const standing = ({ state, takenById, dueDay }: LessonCard): string | undefined => {
  if (state !== 'taken' || !takenById || !dueDay) return undefined;
  return `:raising_hand: *Taken on by ${mention(takenById)}*, for ${dayInWords(dueDay)}`;
};

const changedLines = ({ changed }: LessonCard): Told[] =>
  changed === undefined ? [] : [{ label: 'What we changed', typed: changed }];

const menuOptions = ({ lessonId, state, agreeCount }: LessonCard): PlainTextOption[] => [
  ...(state === 'open' && agreeCount < agreesToTake
    ? [option(`take:${lessonId}`, 'I take it (whoever told it)')]
    : []),
  ...(state === 'taken' ? [option(`done:${lessonId}`, 'Done (whoever took it)')] : []),
  option(`edit:${lessonId}`, 'Edit (author only)'),
  option(`take-down:${lessonId}`, 'Take down'),
];

const controls = (card: LessonCard): ActionsBlock => {
  const { lessonId, state, agreeCount } = card;
  return actions(
    ...(state === 'changed'
      ? []
      : [
          button(actionIds.lessonAgree, 'We do that too', {
            value: lessonId,
            spoken: 'We do that too: say so, or take it back',
          }),
        ]),
    ...(state === 'open' && agreeCount >= agreesToTake
      ? [button(actionIds.lessonTake, 'I take it', { value: lessonId, spoken: 'I take it, by a day' })]
      : []),
    { type: 'overflow', action_id: actionIds.lessonMore, options: menuOptions(card) },
  );
};

/** Nobody is counted who has not spoken up, and nobody is named. */
const countBlock = (card: LessonCard): ContextBlock =>
  context([agreeWords(card.agreeCount), factsOf(card)].filter(Boolean).join(' · '));

/** A lesson on the wall. It calls nobody but whoever took it on. */
export const lessonCard = (card: LessonCard): Message => {
  const heading = `:seedling: *A silver lining*, told by ${escapeName(card.authorName)}`;
  const taken = standing(card);
  const changed = changedLines(card);
  const text = [
    heading,
    ...(changed.length > 0 ? [toldText(changed)] : []),
    ...(taken ? [taken] : []),
    lessonText(card),
    `${agreeWords(card.agreeCount)}.`,
  ];
  return {
    text: topText(text.join('\n'), mostUpdated),
    blocks: [
      section(heading),
      lessonBlock(card),
      countBlock(card),
      ...(taken ? [section(taken)] : []),
      ...(changed.length > 0 ? [section(':white_check_mark: *It led to a change*'), toldBlock(changed)] : []),
      controls(card),
    ],
  };
};

import { dayInWords } from '../../domain/calendar.ts';
import { agreesToTake } from '../../domain/lesson.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { excerptOf } from '../../domain/win.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, messageLink, paragraph, topText } from '../message.ts';
import { textReturned } from '../win/win-answer.ts';
import { counted } from '../words.ts';
import { factsOf, type LessonShown, lessonBlock, lessonText, taskWords } from './lesson-card.ts';
import { agreeWords } from './lesson-words.ts';

const draftControls = (lessonId: string) =>
  actions(
    button(actionIds.lessonShare, 'Share', {
      value: lessonId,
      isPrimary: true,
      spoken: 'Share this lesson on the wall',
    }),
    button(actionIds.lessonEdit, 'Edit', { value: lessonId, spoken: 'Edit this draft' }),
    button(actionIds.lessonDiscard, 'Discard', { value: lessonId, spoken: 'Discard this draft' }),
  );

/** A draft, for its author alone: what others read once it is shared. */
export const draftMessage = (lesson: LessonShown): Message => {
  const heading = ':pencil2: *Your draft.* Only you see it until you share it.';
  const facts = factsOf(lesson);
  return {
    text: topText(`${heading}\n${lessonText(lesson)}`),
    blocks: [
      section(heading),
      lessonBlock(lesson),
      ...(facts ? [context(facts)] : []),
      draftControls(lesson.lessonId),
    ],
  };
};

/** A draft on Home, in a line. */
export const draftOnHome = ({
  lessonId,
  story,
  change,
}: Pick<LessonShown, 'lessonId' | 'story' | 'change'>) => [
  section(
    `:pencil2: *A silver lining that you have not shared yet:* ${escapeSlackText(excerptOf(story ?? change))}`,
  ),
  draftControls(lessonId),
];

export const savedOnWall = paragraph(':white_check_mark: Saved. The card on the wall shows it in a moment.');

const takeItMyself = (lessonId: string) =>
  actions(
    button(actionIds.lessonTake, 'I take it myself', {
      value: lessonId,
      spoken: 'I take it myself, by a day',
    }),
  );

export interface SharedView {
  lesson: Pick<LessonShown, 'lessonId'>;
  where: { channelId: string; ts: string } | 'soon' | 'no-wall';
  workspaceUrl: string;
  /** Nobody has taken it on. */
  isFree: boolean;
}

const whereWords = ({ where, workspaceUrl }: SharedView): string => {
  if (where === 'soon') return 'It is on its way to the wall.';
  if (where === 'no-wall') return 'It waits for a wall: it appears there as soon as there is one.';
  return `It is <${messageLink(workspaceUrl, where)}|on the wall>.`;
};

/** Said to its author, once it is shared. */
export const sharedAnswer = (view: SharedView): Message => {
  const text = `:seedling: Shared, thank you. ${whereWords(view)} Once ${agreesToTake} people say that we do that too, anybody there can take it on. You can at once. To edit it or take it down, use the menu of its card.`;
  return {
    text: topText(text),
    blocks: [section(text), ...(view.isFree ? [takeItMyself(view.lesson.lessonId)] : [])],
  };
};

export const discardedAnswer = ({ story, change }: { story: string; change: string }): Message =>
  textReturned(
    'The draft is gone. Nobody else has read it. If you want it back, here are its words:',
    [story, change].filter(Boolean).join('\n'),
  );

export const lessonTakenDownAnswer = (isOwn: boolean): Message =>
  paragraph(
    isOwn
      ? 'The lesson is off the wall. It is a draft of yours again: `/brag lesson` has it, to edit, share or discard.'
      : 'The lesson is off the wall. I tell its author, who has it as a draft again.',
  );

export const lessonTakeDownRefused = (whom: string): Message =>
  paragraph(`Only its author and managers can take a lesson down. ${whom}`.trim());

/** Said after *We do that too*. The count is on the card for everybody, who is not. */
export const agreedAnswer = (outcome: {
  kind: 'agreed' | 'taken-back';
  agreeCount: number;
  mayTake: boolean;
  lessonId: string;
}): Message => {
  const { kind, agreeCount, mayTake, lessonId } = outcome;
  if (kind === 'taken-back') return paragraph(`Taken back. ${agreeWords(agreeCount)}.`);
  const missing = agreesToTake - agreeCount;
  const next = mayTake
    ? 'So somebody can take it on now: you, if you like.'
    : missing > 0
      ? `Once ${counted(missing, 'more person says', 'more people say')} so, somebody can take it on.`
      : '';
  const text =
    `:white_check_mark: You say: we do that too. Nobody reads that it was you. ${next} Press again to take it back.`.replace(
      / {2,}/g,
      ' ',
    );
  return {
    text,
    blocks: [
      section(text),
      ...(mayTake ? [actions(button(actionIds.lessonTake, 'I take it', { value: lessonId }))] : []),
    ],
  };
};

type Task = Pick<LessonShown, 'lessonId' | 'verb' | 'change'>;

export const takenOnAnswer = (task: Task, dueDay: string): Message =>
  paragraph(
    `:raising_hand: Thank you. It is yours: *${taskWords(task)}*. On ${dayInWords(dueDay)} it is in your note, and on your Home until it is done.`,
  );

export const movedAnswer = (dueDay: string): Message =>
  paragraph(`:white_check_mark: Moved. It is in your note on ${dayInWords(dueDay)}.`);

export const givenBackAnswer = ({ lessonId }: Pick<LessonShown, 'lessonId'>): Message => {
  const text = 'It is with the team again, and anybody there can take it. Thank you for looking at it.';
  return {
    text,
    blocks: [
      section(text),
      actions(
        button(actionIds.lessonTake, 'I take it after all', {
          value: lessonId,
          spoken: 'I take it after all, by a day',
        }),
      ),
    ],
  };
};

export const doneAnswer = ({ lessonId }: Pick<LessonShown, 'lessonId'>, changed: string): Message => {
  const text = `:white_check_mark: Done, and thank you: one thing is better now. The card says: ${escapeSlackText(excerptOf(changed))}`;
  return {
    text,
    blocks: [
      section(text),
      actions(
        button(actionIds.lessonResume, 'Not done after all', {
          value: lessonId,
          spoken: 'Not done after all: it is mine to do again',
        }),
      ),
    ],
  };
};

export const resumedAnswer = (task: Task): Message =>
  paragraph(`It is yours to do again: *${taskWords(task)}*. Your Home has it.`);

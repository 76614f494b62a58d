import type { ActionsBlock, KnownBlock, ModalView } from '@slack/types';
import { dayInWords } from '../../domain/calendar.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { lessonLimits } from '../../domain/lesson.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { excerptOf } from '../../domain/win.ts';
import { actions, button, context, datePicker, modal, section, textInput } from '../blocks.ts';
import { actionIds, callbackIds, lessonFormIds as ids } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { textReturned } from '../win/win-answer.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { type LessonShown, taskWords } from './lesson-card.ts';

export interface LessonTask extends Pick<LessonShown, 'lessonId' | 'story' | 'verb' | 'change'> {
  dueDay: string;
  where: 'note' | 'home' | 'home-late';
}

/** A day that is over is no reproach. */
const about = ({ where, dueDay }: LessonTask): string => {
  if (where === 'note') return 'You took this on for the team, and its day is here';
  if (where === 'home-late')
    return `You took this on, and had ${dayInWords(dueDay)} in mind. It is still worth doing; move it, or give it back, if it does not fit`;
  return `You took this on, for ${dayInWords(dueDay)}`;
};

const reason = ({ story }: LessonTask): string[] =>
  story === undefined ? [] : [`Why: ${escapeName(excerptOf(story))}`];

export const taskControls = ({ lessonId, change }: Pick<LessonTask, 'lessonId' | 'change'>): ActionsBlock =>
  actions(
    button(actionIds.lessonDone, 'Done', { value: lessonId, isPrimary: true, spoken: `Done: ${change}` }),
    button(actionIds.lessonMove, 'Move', { value: lessonId, spoken: `Move to another day: ${change}` }),
    button(actionIds.lessonGiveBack, 'Give back', { value: lessonId, spoken: `Give back: ${change}` }),
  );

/** What somebody took on: in their note, and on Home. */
export const lessonTask = (task: LessonTask): Message => {
  const said = `:seedling: ${about(task)}: *${taskWords(task)}*`;
  const why = reason(task);
  return {
    text: topText([said, ...why].join('\n')),
    blocks: [section(said), ...why.map(context), taskControls(task)],
  };
};

/** On Home, below as many as it shows. */
export const moreTasks = context(
  'You took on more than these: they come up here once one of these is done, or given back.',
);

type TaskOver =
  | { kind: 'gone' | 'given-back' }
  | { kind: 'moved'; dueDay: string }
  | { kind: 'changed'; changed: string };

/** In its place in the note, once it is not to be done on that day any more. */
export const lessonTaskOver = (over: TaskOver): Message => {
  switch (over.kind) {
    case 'gone':
      return paragraph(
        ':seedling: A change that you took on: the lesson is off the wall, so there is nothing to do.',
      );
    case 'given-back':
      return paragraph(
        ':seedling: A change that you took on is with the team again. Thank you for looking at it.',
      );
    case 'moved':
      return paragraph(`:seedling: A change that you took on is moved to ${dayInWords(over.dueDay)}.`);
    case 'changed':
      return paragraph(
        `:white_check_mark: *You changed something:* ${escapeSlackText(excerptOf(over.changed))}`,
      );
  }
};

/** Told to the author whose lesson somebody else took down. `byName` is escaped. */
export const lessonTakenDown = (byName: string, { story, change }: LessonShown): Message =>
  textReturned(
    `${byName} took a lesson of yours down from the wall. Nothing is lost: it is a draft of yours again, under \`/brag lesson\`. Talk to them about the words, and share it anew if you like. It says:`,
    [story ?? '', change].filter(Boolean).join('\n'),
  );

export const lessonTakenDownOver = paragraph('A lesson of yours was taken down from the wall for a while.');

interface DayForm {
  metadata: string;
  task: Pick<LessonShown, 'verb' | 'change'>;
  day: string;
}

const onItsDay =
  'On that day it is in your note, and on your Home until it is done. You can move it or give it back any time.';

const dayForm = (
  { metadata, task, day }: DayForm,
  frame: { callbackId: string; title: string; submit: string },
): ModalView =>
  modal({
    ...frame,
    close: 'Cancel',
    metadata,
    blocks: [
      section(`:seedling: So *${taskWords(task)}*`),
      datePicker({ blockId: ids.day, label: 'By when?', hint: onItsDay }, day),
    ],
  });

/** Asks by when somebody wants to do what they take on. */
export const takeForm = (form: DayForm): ModalView =>
  dayForm(form, { callbackId: callbackIds.lessonTake, title: 'I take it', submit: 'Take it' });

export const moveForm = (form: DayForm): ModalView =>
  dayForm(form, { callbackId: callbackIds.lessonMove, title: 'Another day', submit: 'Move it' });

export interface DoneForm {
  metadata: string;
  task: Pick<LessonShown, 'verb' | 'change'>;
  typed: string;
  customerData: readonly CustomerDataKind[];
}

const doneBlocks = ({ task, typed, customerData }: DoneForm): KnownBlock[] => [
  section(`:seedling: So *${taskWords(task)}*`),
  ...(customerData.length > 0 ? customerDataBlocks(customerData) : []),
  textInput(
    {
      blockId: ids.changed,
      label: 'What did we change?',
      hint: `One line. The wall and the week's digest show it, without your name. Up to ${lessonLimits.changed} characters.`,
    },
    { maxLength: lessonLimits.changed, isFocused: true, typed },
  ),
];

/** Asks what changed. */
export const doneForm = (form: DoneForm): ModalView =>
  modal({
    callbackId: callbackIds.lessonDone,
    title: 'Done',
    submit: 'Done',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: doneBlocks(form),
  });

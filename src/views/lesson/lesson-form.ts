import type { KnownBlock, ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import {
  type LessonContent,
  lessonAnswers,
  lessonFeelings,
  lessonLimits,
  lessonThemes,
  lessonVerbs,
} from '../../domain/lesson.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { firstWordsOf } from '../../domain/win.ts';
import {
  button,
  context,
  divider,
  modal,
  option,
  radioButtons,
  section,
  select,
  textInput,
} from '../blocks.ts';
import { actionIds, callbackIds, lessonFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { capitalized, counted } from '../words.ts';
import { feelingWords, lessonTitle, themeWords, verbWords } from './lesson-words.ts';

/** What is in a form: some of it may be missing yet. */
export type LessonFormContent = { [field in keyof LessonContent]: LessonContent[field] | undefined };

export interface LessonFormView {
  metadata: string;
  content: LessonFormContent;
  /** It is on the wall: what is saved shows there. */
  isShared: boolean;
  customerData: readonly CustomerDataKind[];
  /** Drafts that somebody can go on with instead, of how many; and how much they have taken on. */
  drafts?: readonly { lessonId: string; story: string }[];
  draftCount?: number;
  taskCount?: number;
}

export const emptyLesson: LessonFormContent = {
  story: undefined,
  feeling: undefined,
  wouldHelp: undefined,
  usToo: undefined,
  verb: undefined,
  change: undefined,
  theme: undefined,
};

const intro =
  '*Something went wrong for you as a customer?* What can we do better for ours? *Please do not name the firm*, nor anybody who works there.';
const next = 'It becomes a draft that only you see. You share it in the next step, or later.';

const listHint = '`/brag lesson list` shows what the team has learnt so far, for your next meeting.';

const limit = (units: number): string => `Up to ${units.toLocaleString('en')} characters.`;

/** Of what is not shown here, how to come to it. */
const olderDrafts = (count: number): KnownBlock[] =>
  count > 0
    ? [
        context(
          `You have ${counted(count, 'older draft', 'older drafts')}: once you share or discard one of these, the next comes up here.`,
        ),
      ]
    : [];

const draftBlocks = ({ drafts = [], draftCount = 0, taskCount = 0 }: LessonFormView): KnownBlock[] => [
  ...drafts.flatMap(({ lessonId, story }): KnownBlock[] => [
    {
      ...section(`:pencil2: *A draft of yours:* ${escapeName(firstWordsOf(story))}`),
      accessory: button(actionIds.lessonDraft, 'Open it', {
        value: lessonId,
        spoken: `Open it: the draft ${firstWordsOf(story)}`,
      }),
    },
  ]),
  ...olderDrafts(draftCount - drafts.length),
  ...(taskCount > 0
    ? [
        context(
          `You have taken on ${counted(taskCount, 'change', 'changes')} for the team: Home has them, with *Done*, *Move* and *Give back*.`,
        ),
      ]
    : []),
  ...(drafts.length > 0 ? [divider] : []),
];

/** For telling what one learnt from being a customer. */
export const lessonForm = (form: LessonFormView): ModalView => {
  const { metadata, content, isShared, customerData } = form;
  const words = (values: Record<string, string>, keys: readonly string[]) =>
    keys.map((key) => option(key, capitalized(values[key] ?? key)));
  return modal({
    callbackId: callbackIds.lesson,
    title: lessonTitle,
    submit: isShared ? 'Save' : 'Save draft',
    close: 'Cancel',
    metadata,
    blocks: [
      section(isShared ? `${intro} What you save shows on the wall.` : `${intro} ${next}`),
      ...draftBlocks(form),
      ...(customerData.length > 0
        ? customerDataBlocks(customerData, 'Once it is shared, everybody on the wall')
        : []),
      textInput(
        {
          blockId: ids.story,
          label: 'What happened to you?',
          hint: `Without the name of the firm. ${limit(lessonLimits.story)}`,
        },
        { maxLength: lessonLimits.story, isMultiline: true, isFocused: true, typed: content.story },
      ),
      select(
        { blockId: ids.feeling, label: 'How did you feel?' },
        {
          options: words(feelingWords, lessonFeelings),
          chosen: content.feeling,
          placeholder: 'Choose one',
        },
      ),
      textInput(
        {
          blockId: ids.wouldHelp,
          label: 'What would have made it right?',
          hint: limit(lessonLimits.wouldHelp),
        },
        { maxLength: lessonLimits.wouldHelp, isMultiline: true, typed: content.wouldHelp },
      ),
      radioButtons(
        { blockId: ids.usToo, label: 'Do we do that too?' },
        {
          options: lessonAnswers.map((answer) =>
            option(answer, { yes: 'Yes, we do', no: 'No', unsure: 'I am not sure' }[answer]),
          ),
          chosen: content.usToo,
        },
      ),
      select(
        { blockId: ids.verb, label: 'So we will …' },
        { options: words(verbWords, lessonVerbs), chosen: content.verb, placeholder: 'Choose one' },
      ),
      textInput(
        {
          blockId: ids.change,
          label: '… what?',
          hint: `One line that goes on from “we will start”, “stop” or “keep”, such as: calling back the same day. ${limit(lessonLimits.change)}`,
        },
        { maxLength: lessonLimits.change, typed: content.change },
      ),
      select(
        {
          blockId: ids.theme,
          label: 'What is it about?',
          hint: 'By this your team finds it again in a meeting.',
          isOptional: true,
        },
        {
          options: words(themeWords, lessonThemes),
          chosen: content.theme,
          placeholder: 'Choose one',
        },
      ),
      ...(isShared ? [] : [context(listHint)]),
    ],
  });
};

export const lessonFormFaults = {
  blank: 'Please say it in a few words.',
  'too-long': 'That is longer than fits here. Please shorten it.',
  unchosen: 'Please choose one.',
  'changed-meanwhile':
    'This lesson was changed while you wrote, perhaps by you in another window. Copy your words, close this, and open it again.',
} as const;

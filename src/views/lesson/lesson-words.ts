import type {
  LessonAnswer,
  LessonDayFault,
  LessonFeeling,
  LessonRefusal,
  LessonTheme,
  LessonVerb,
} from '../../domain/lesson.ts';
import { agreesToTake } from '../../domain/lesson.ts';
import { type Message, mention, paragraph } from '../message.ts';
import { counted } from '../words.ts';

export const lessonTitle = 'Silver lining';

export const feelingWords: Record<LessonFeeling, string> = {
  ignored: 'ignored',
  rushed: 'rushed',
  annoyed: 'annoyed',
  'let-down': 'let down',
  helpless: 'helpless',
};

export const usTooWords: Record<LessonAnswer, string> = {
  yes: 'Whoever told it thinks that we do that too',
  no: 'Whoever told it thinks that we do not',
  unsure: 'Whoever told it is not sure whether we do',
};

/** "So we will start calling back the same day." */
export const verbWords: Record<LessonVerb, string> = {
  start: 'start',
  stop: 'stop',
  keep: 'keep',
};

export const themeWords: Record<LessonTheme, string> = {
  waiting: 'Waiting',
  reach: 'Getting hold of somebody',
  heard: 'Being heard',
  mistakes: 'Mistakes',
  billing: 'Bills and prices',
  tone: 'Tone',
  other: 'Something else',
};

export const agreeWords = (agreeCount: number): string =>
  agreeCount === 0
    ? 'Nobody has said yet that we do that too'
    : `${counted(agreeCount, 'person says', 'people say')}: we do that too`;

export const lessonRefusalWords = (refusal: LessonRefusal): string => {
  switch (refusal.kind) {
    case 'forgotten':
      return 'This lesson is not kept any more, so there is nothing to do about it.';
    case 'off-wall':
      return 'This lesson is off the wall. Whoever told it can share it again.';
    case 'outsider':
      return 'Only members of this organisation can do that. Ask somebody who works here to do it for you.';
    case 'hidden':
      return 'Only those who can see this lesson on the wall can do that. Ask somebody in that channel to invite you.';
    case 'not-yours':
      return 'This is not with you, or not any more. `/brag lesson` shows what is.';
    case 'own':
      return 'You told this one, so your voice is in it already. Others say whether we do that too. You can take it on yourself: *I take it* in the menu of its card.';
    case 'changed':
      return 'This one led to a change already. The card says which.';
    case 'a-moment':
      return 'I am still busy with this one. Please try again in a minute.';
    case 'too-few':
      return `It can be taken on once ${agreesToTake} people say that we do that too, or by whoever told it. ${agreeWords(refusal.agreeCount)}. If you know it from here as well, press *We do that too*.`;
    case 'taken':
      return `${mention(refusal.byId)} was quicker and has taken it on. Thank you for wanting to: ask whether you can help.`;
  }
};

export const lessonRefused = (refusal: LessonRefusal): Message => paragraph(lessonRefusalWords(refusal));

export const lessonDayFaults: Record<LessonDayFault, string> = {
  'no-day': 'Please choose the day by which you want to have done it.',
  past: 'That day is over. Please choose today or a later one.',
  'too-far': 'That is more than half a year ahead. Please choose a nearer day: you can move it later.',
};

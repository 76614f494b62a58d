import { isUnseen } from './human-text.ts';
import { type LessonText, lessonLimits } from './lesson.ts';

export type LessonTexts = Readonly<Partial<Record<LessonText, string>>>;

export type LessonTextFault = 'blank' | 'too-long';

/** What is wrong with texts, by the name of each. */
export const lessonTextFaults = (texts: LessonTexts): Partial<Record<LessonText, LessonTextFault>> => {
  const faults: Partial<Record<LessonText, LessonTextFault>> = {};
  for (const [name, text] of Object.entries(texts) as [LessonText, string][]) {
    if (isUnseen(text)) faults[name] = 'blank';
    else if (text.length > lessonLimits[name]) faults[name] = 'too-long';
  }
  return faults;
};

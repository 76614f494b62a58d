import { z } from 'zod';
import {
  type LessonContent,
  type LessonText,
  lessonAnswers,
  lessonFeelings,
  lessonThemes,
  lessonVerbs,
} from '../../domain/lesson.ts';
import { lessonTextFaults } from '../../domain/lesson-text.ts';
import { lessonFormIds as ids } from '../../views/ids.ts';
import { type LessonFormContent, lessonFormFaults } from '../../views/lesson/lesson-form.ts';
import { chosenIn, type FormState, oneOf, textIn } from '../form-field.ts';
import { formMetadata } from '../form-metadata.ts';

/** As the form that a lesson was begun in made it. */
const lessonId = z.string().regex(/^[\w-]{1,64}$/);

/** `edition`: that of the lesson when the form was opened, 0 for a new one. */
export const lessonMetadata = formMetadata(
  z.object({ lessonId, edition: z.number(), isShared: z.boolean().optional() }),
);
export const taskMetadata = formMetadata(z.object({ lessonId }));

export const readLesson = (state: FormState): LessonFormContent => ({
  story: textIn(state, ids.story).trim(),
  feeling: oneOf(lessonFeelings, chosenIn(state, ids.feeling)),
  wouldHelp: textIn(state, ids.wouldHelp).trim(),
  usToo: oneOf(lessonAnswers, chosenIn(state, ids.usToo)),
  verb: oneOf(lessonVerbs, chosenIn(state, ids.verb)),
  change: textIn(state, ids.change).trim(),
  theme: oneOf(lessonThemes, chosenIn(state, ids.theme)),
});

const texts = ['story', 'wouldHelp', 'change'] as const satisfies readonly LessonText[];
const choices = ['feeling', 'usToo', 'verb'] as const;

/** What it comes to, or what is wrong with it, by block. Whoever chose no theme leaves it to the others. */
export const lessonIn = (form: LessonFormContent): LessonContent | { errors: Record<string, string> } => {
  const { story = '', feeling, wouldHelp = '', usToo, verb, change = '', theme = 'other' } = form;
  const faults = lessonTextFaults({ story, wouldHelp, change });
  const errors = Object.fromEntries([
    ...texts.flatMap((name) => (faults[name] ? [[ids[name], lessonFormFaults[faults[name]]]] : [])),
    ...choices.filter((name) => !form[name]).map((name) => [ids[name], lessonFormFaults.unchosen]),
  ]);
  if (Object.keys(errors).length > 0 || !feeling || !usToo || !verb) return { errors };
  return { story, feeling, wouldHelp, usToo, verb, change, theme };
};

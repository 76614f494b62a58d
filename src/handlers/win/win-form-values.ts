import { z } from 'zod';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { ladder, principles, type WinDetails } from '../../domain/win.ts';
import type { Submission } from '../../operations/win/post-win.ts';
import { winFormIds as ids } from '../../views/ids.ts';
import type { WinFormValues } from '../../views/win/win-form.ts';
import { chosenIn, type FormState, isTicked, oneOf, peopleIn, textIn, wordsIn } from '../form-field.ts';
import { formMetadata, responseUrl } from '../form-metadata.ts';

/** `isOnHome`: it was opened where there is no conversation to answer in. */
export const composeMetadata = formMetadata(z.object({ responseUrl, isOnHome: z.boolean().optional() }));
/**
 * `edition`: that of the win when the form was opened. `isPrivate`: it was opened from an answer that only its author
 * sees, which is then replaced; `isOverAnswer`: that answer is the modal beneath the form.
 */
const changed = z.object({
  winId: z.string(),
  edition: z.number(),
  responseUrl,
  isPrivate: z.boolean().optional(),
  isOverAnswer: z.boolean().optional(),
});
export type ChangedWin = z.infer<typeof changed>;
export const changeMetadata = formMetadata(changed);
/** `words`: the win's first, by which its author knows it in a form that does not hold them. */
export const detailsMetadata = formMetadata(changed.extend({ words: z.string() }));

/** Of the same form, what a win says besides its text and its people. */
export const readWinDetails = (state: FormState): WinDetails => ({
  customerAlias: wordsIn(state, ids.customer),
  rung: oneOf(ladder, chosenIn(state, ids.rung)),
  principle: oneOf(principles, chosenIn(state, ids.principle)),
});

/** What the person filled into the form for a win. */
export const readWinForm = (state: FormState): WinFormValues => ({
  typed: textIn(state, ids.text),
  userIds: peopleIn(state, ids.people),
  // A form that an earlier version opened does not ask for them: they stay as they are.
  helperIds: ids.helpers in state ? peopleIn(state, ids.helpers) : undefined,
  isOnlyToThem: isTicked(state, ids.onlyToThem),
  ...readWinDetails(state),
});

/** What the person answered to the question about customer data, if they were asked. */
export const readCustomerDataChoice = (state: FormState): string | undefined =>
  chosenIn(state, ids.customerData);

/** A win as it was composed: the people who were chosen are credited along with its author. */
export const submissionFrom = (authorId: string, values: WinFormValues): Submission => {
  const { typed, userIds, helperIds = [], isOnlyToThem: _isOnWall, ...details } = values;
  const heroIds = [...new Set([authorId, ...userIds])];
  return { authorId, text: escapeSlackText(typed), source: 'composer', details, heroIds, helperIds };
};

import type { ViewStateValue } from '@slack/bolt';
import { cleanText, isUnseen } from '../domain/human-text.ts';
import { inputId } from '../views/ids.ts';

/** What was filled into a form, as Slack sends it. */
export type FormState = Record<string, Record<string, ViewStateValue>>;

const field = (state: FormState, blockId: string): ViewStateValue | undefined => state[blockId]?.[inputId];

export const textIn = (state: FormState, blockId: string): string =>
  cleanText(field(state, blockId)?.value ?? '');
/** The same where nothing need be said; undefined when nothing is. */
export const wordsIn = (state: FormState, blockId: string): string | undefined => {
  const text = textIn(state, blockId);
  return isUnseen(text) ? undefined : text.trim();
};
export const chosenIn = (state: FormState, blockId: string): string | undefined =>
  field(state, blockId)?.selected_option?.value;
/** What was chosen, if it is one that is known here. */
export const oneOf = <T extends string>(known: readonly T[], chosen: string | undefined): T | undefined =>
  known.find((candidate) => candidate === chosen);
export const peopleIn = (state: FormState, blockId: string): string[] =>
  field(state, blockId)?.selected_users ?? [];
export const channelIn = (state: FormState, blockId: string): string | undefined =>
  field(state, blockId)?.selected_conversation ?? undefined;
export const dayIn = (state: FormState, blockId: string): string =>
  field(state, blockId)?.selected_date ?? '';
export const timeIn = (state: FormState, blockId: string): string =>
  field(state, blockId)?.selected_time ?? '';
export const isTicked = (state: FormState, blockId: string): boolean =>
  (field(state, blockId)?.selected_options ?? []).length > 0;
export const tickedIn = (state: FormState, blockId: string): string[] =>
  (field(state, blockId)?.selected_options ?? []).flatMap(({ value }) => value ?? []);

import type { ViewStateValue } from '@slack/bolt';
import { inputId } from '../views/ids.ts';

/** What was filled into a form, as Slack sends it. */
export type FormState = Record<string, Record<string, ViewStateValue>>;

const field = (state: FormState, blockId: string): ViewStateValue | undefined => state[blockId]?.[inputId];

export const textIn = (state: FormState, blockId: string): string => field(state, blockId)?.value ?? '';
export const chosenIn = (state: FormState, blockId: string): string | undefined =>
  field(state, blockId)?.selected_option?.value;
export const peopleIn = (state: FormState, blockId: string): string[] =>
  field(state, blockId)?.selected_users ?? [];
export const dayIn = (state: FormState, blockId: string): string =>
  field(state, blockId)?.selected_date ?? '';
export const timeIn = (state: FormState, blockId: string): string =>
  field(state, blockId)?.selected_time ?? '';
export const isTicked = (state: FormState, blockId: string): boolean =>
  (field(state, blockId)?.selected_options ?? []).length > 0;

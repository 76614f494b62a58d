import type { ViewStateValue } from '@slack/bolt';
import type { PlanFault } from '../../operations/challenge/run-challenge.ts';
import { planFaultWords } from '../../views/challenge/challenge-fault.ts';
import { challengeFormIds as ids } from '../../views/ids.ts';

type State = Record<string, Record<string, ViewStateValue>>;

const field = (state: State, blockId: string) => state[blockId]?.[ids.value];

/** What travels with a form of a challenge. */
export interface FormMetadata {
  runId?: string;
  dayId?: string;
  edition?: number;
  /** The Monday that the managers were asked about, when the form answers that question. */
  ask?: string;
  responseUrl?: string;
  /** The form was opened from an answer that only one person sees, which is then replaced. */
  isPrivate?: boolean;
}

export const writeMetadata = (metadata: FormMetadata): string => JSON.stringify(metadata);

export const readMetadata = (metadata: string): FormMetadata => {
  const parsed: unknown = JSON.parse(metadata);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
};

export const readPlan = (state: State) => ({
  startDay: field(state, ids.startDay)?.selected_date ?? '',
  nudgeAt: field(state, ids.nudgeAt)?.selected_time ?? '',
  isAnnounced: (field(state, ids.announce)?.selected_options ?? []).length > 0,
});

export const readPackId = (state: State): string => field(state, ids.pack)?.selected_option?.value ?? '';

export const readWhy = (state: State): string | undefined =>
  field(state, ids.why)?.value?.trim() || undefined;

export const readDone = (state: State) => ({
  note: field(state, ids.note)?.value?.trim() || undefined,
  isWin: (field(state, ids.win)?.selected_options ?? []).length > 0,
});

const blockOf: Record<PlanFault['field'], string> = {
  pack: ids.pack,
  startDay: ids.startDay,
  nudgeAt: ids.nudgeAt,
};

export const planErrors = (fault: PlanFault): Record<string, string> => ({
  [blockOf[fault.field]]: planFaultWords(fault),
});

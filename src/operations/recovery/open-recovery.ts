import { randomUUID } from 'node:crypto';
import { ineligibility } from '../../domain/person.ts';
import {
  helpersBeside,
  maxRecoveryHelpers,
  type RecoveryTeam,
  type RecoveryWords,
} from '../../domain/recovery.ts';
import { type WordsFaults, wordsFaults } from '../../domain/recovery-fault.ts';
import type { Recovery } from '../../models/recovery.ts';
import { contactDue } from './contact-due.ts';
import { followSoon } from './follow-recovery.ts';
import { type OpenedRecovery, readerOf, whoCannotWork } from './recovery-access.ts';
import type { WorkDeps } from './work-on-recovery.ts';

/** What is wrong with whom somebody asks to work on it. */
export interface TeamFaults {
  /** Who cannot: bots, those who have left, and people of other organisations. */
  ineligible: readonly string[];
  /** Slack does not say who that is just now. */
  unasked: readonly string[];
  /** More than Slack's own field takes. */
  isTooMany: boolean;
}

export type OpenOutcome =
  | { kind: 'opened'; opened: OpenedRecovery }
  | { kind: 'faulty'; words: WordsFaults; team: TeamFaults }
  | { kind: 'not-eligible' }
  /** Somebody else did, because of the same customer's answer. */
  | { kind: 'opened-before' };

export interface OpenedForm {
  /** The view that it was typed into: sent twice, it opens one. */
  formId: string;
  userId: string;
  words: RecoveryWords;
  team: RecoveryTeam;
  /** The win whose customer's answer it is opened because of. */
  originWinId?: string | undefined;
}

export const teamFaultsOf = async (
  deps: Pick<WorkDeps, 'people'>,
  { ownerId, helperIds }: RecoveryTeam,
  known: readonly string[] = [],
): Promise<TeamFaults> => {
  const asked = [ownerId, ...helperIds].filter((userId) => !known.includes(userId));
  return { ...(await whoCannotWork(deps, asked)), isTooMany: helperIds.length > maxRecoveryHelpers };
};

export const isFaulty = ({ ineligible, unasked, isTooMany }: TeamFaults): boolean =>
  isTooMany || ineligible.length > 0 || unasked.length > 0;

/** Opens one: stored once for its form, whoever else sends it. Everybody has the card at once. */
export const openRecovery = async (
  deps: WorkDeps,
  { formId, userId, words, team, originWinId }: OpenedForm,
  now: Date,
): Promise<OpenOutcome> => {
  if (ineligibility(await deps.people.find(userId))) return { kind: 'not-eligible' };
  const faults = { words: wordsFaults(words), team: await teamFaultsOf(deps, team) };
  if (Object.keys(faults.words).length > 0 || isFaulty(faults.team)) return { kind: 'faulty', ...faults };
  const { ownerId } = team;
  const contactDueAt = await contactDue(deps, words, now);
  const recovery = await deps.store.recoveries.open(
    {
      id: randomUUID(),
      formId,
      openedBy: userId,
      ...words,
      ownerId,
      helperIds: helpersBeside(team.helperIds, ownerId),
      contactDueAt,
      originWinId,
    },
    now,
  );
  if (!recovery) return { kind: originWinId === undefined ? 'not-eligible' : 'opened-before' };
  followSoon(deps, recovery, now);
  return { kind: 'opened', opened: { recovery, reader: await readerOf(deps, recovery, userId) } };
};

/** Somebody's own that are not over: what they work on, and then what they opened for others. */
export const ownRecoveries = async (
  { store }: Pick<WorkDeps, 'store'>,
  userId: string,
  most: number,
): Promise<{ shown: Recovery[]; others: number }> => {
  const [worked, opened] = await Promise.all([
    store.recoveries.openOf(userId, 2 * most),
    store.recoveries.openedFor(userId, 2 * most),
  ]);
  const all = [...worked, ...opened];
  return { shown: all.slice(0, most), others: Math.max(all.length - most, 0) };
};

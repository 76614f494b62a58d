import type { Deps } from '../../deps.ts';
import { isStandIn } from '../../domain/erased-person.ts';
import { changeFault } from '../../domain/recovery-end.ts';
import { escapeSlackText } from '../../domain/slack-text.ts';
import { noDetails } from '../../domain/win.ts';
import { causeWords } from '../../views/recovery/recovery-end.ts';
import { stepsDone } from '../../views/recovery/recovery-story.ts';
import { type PostWinDeps, postWinFrom, type WinFault } from '../win/post-win.ts';
import { findStory } from './find-story.ts';
import { type FollowDeps, followSoon } from './follow-recovery.ts';
import { type OpenedRecovery, recoveryFor } from './recovery-access.ts';

export type StoryDeps = FollowDeps & PostWinDeps & Pick<Deps, 'store' | 'people' | 'workspace'>;

export type StoryRefusal = 'hidden' | 'not-owner' | 'not-closed' | 'told-before';

export interface ToldStory {
  recoveryId: string;
  userId: string;
  /** The form it came in: sent twice, it is one story. */
  formId: string;
  /** As typed. */
  text: string;
  customerAlias: string | undefined;
  change: string;
}

export type StoryOutcome =
  | { kind: 'told'; winId: string; opened: OpenedRecovery }
  | { kind: 'refused'; why: StoryRefusal }
  | { kind: 'faulty'; fault: WinFault | { kind: 'change' } };

/** One that somebody may tell now, for its form. Only its owner can, once it is over. */
export const recoveryToTell = async (
  deps: StoryDeps,
  { recoveryId, userId }: Pick<ToldStory, 'recoveryId' | 'userId'>,
  now: Date,
): Promise<OpenedRecovery | StoryRefusal> => {
  const opened = await recoveryFor(deps, recoveryId, userId);
  if (opened === 'hidden') return opened;
  const { recovery } = opened;
  if (recovery.ownerId !== userId) return 'not-owner';
  if (recovery.state !== 'closed') return 'not-closed';
  return (await findStory(deps, recovery, now)) === undefined ? opened : 'told-before';
};

/** Makes it a win of a kind of its own, in its owner's words: once, however often the form is sent. */
export const tellStory = async (deps: StoryDeps, story: ToldStory, now: Date): Promise<StoryOutcome> => {
  const { recoveryId, userId, formId, text, customerAlias, change } = story;
  if (changeFault(change)) return { kind: 'faulty', fault: { kind: 'change' } };
  const opened = await recoveryFor(deps, recoveryId, userId);
  if (opened === 'hidden') return { kind: 'refused', why: opened };
  const { recovery } = opened;
  if (recovery.ownerId !== userId) return { kind: 'refused', why: 'not-owner' };
  const { cause, state, helperIds } = recovery;
  if (state !== 'closed' || !cause) return { kind: 'refused', why: 'not-closed' };
  const { recoveries } = deps.store;
  const standing = await findStory(deps, recovery, now);
  if (standing !== undefined && recovery.storyFormId !== formId)
    return { kind: 'refused', why: 'told-before' };
  const goneWinId = standing === undefined ? (recovery.storyWinId ?? undefined) : undefined;
  const claim = { id: recoveryId, ownerId: userId, formId };
  if (!(await recoveries.claimStory(claim, goneWinId, now))) return { kind: 'refused', why: 'told-before' };
  const outcome = await postWinFrom(
    deps,
    {
      authorId: userId,
      text: escapeSlackText(text),
      source: 'composer',
      heroIds: [userId],
      helperIds: helperIds.filter((each) => !isStandIn(each)),
      details: { ...noDetails, customerAlias },
      origin: { recoveryId },
      madeRight: { cause: causeWords[cause], steps: stepsDone(recovery), change },
    },
    { kind: 'composer' },
    now,
  );
  if (outcome.kind === 'refused') {
    await recoveries.releaseStory(recoveryId, formId);
    return { kind: 'faulty', fault: outcome.fault };
  }
  if (outcome.kind === 'stored') await recoveries.recordStory(recoveryId, formId, outcome.winId, now);
  const told = (await recoveries.find(recoveryId)) ?? recovery;
  const winId = outcome.kind === 'stored' ? outcome.winId : await findStory(deps, told, now);
  if (winId === undefined || told.storyFormId !== formId) return { kind: 'refused', why: 'told-before' };
  followSoon(deps, recovery, now);
  return { kind: 'told', winId, opened: { ...opened, recovery: told } };
};

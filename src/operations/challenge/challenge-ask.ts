import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { type CalendarDay, dayOf, startOfDay, weekOfDay, zoneOr } from '../../domain/calendar.ts';
import { type ChallengeRefusal, runDays } from '../../domain/challenge.ts';
import { type AskOutcome, type AskStep, askStep, asksFrom } from '../../domain/challenge-ask.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { noteTimeNear } from '../../domain/note.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { askAt } from '../../domain/run-step.ts';
import { askManagersOn, remindManagersOn, upcomingServiceWeek } from '../../domain/service-week.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { ChallengeAsk } from '../../models/challenge-ask.ts';
import type { RunPlan } from '../../models/run.ts';
import { findManagers, managesWorkspace } from '../workspace/manager.ts';
import { type ChallengeDeps, findChallenge } from './challenge.ts';
import { type RunDeps, type RunOutcome, startRun, whyNotStart } from './run-challenge.ts';

const defaultPackId = 'five-days';

export const defaultPack = ({ packs }: Pick<ChallengeDeps, 'packs'>): ChallengePack | undefined =>
  packs.get(defaultPackId) ?? packs.values().next().value;

export const defaultPlan = ({ noteAt }: Pick<Workspace, 'noteAt'>, startDay: CalendarDay): RunPlan => ({
  startDay,
  nudgeAt: noteTimeNear(noteAt),
  isAnnounced: true,
});

/** Further ahead than this nothing is ever planned: the next Week can be 53 weeks away. */
export const latestAskAt = (now: Date): Date => new Date(now.getTime() + 53 * 7 * 24 * 3_600_000);

/** The part of the note in which managers are asked, and the day of theirs that it belongs to. */
const askParts: Readonly<
  Record<AskStep, { kind: 'challenge-ask' | 'challenge-ask-again'; dayOf: typeof askManagersOn }>
> = {
  ask: { kind: 'challenge-ask', dayOf: askManagersOn },
  remind: { kind: 'challenge-ask-again', dayOf: remindManagersOn },
};

const planQuestions = async (
  deps: ChallengeDeps,
  step: AskStep,
  monday: CalendarDay,
  zone: string,
): Promise<void> => {
  const { store, installation } = deps;
  const { kind, dayOf: dayFor } = askParts[step];
  const untilAt = startOfDay(monday, zone);
  for (const { userId, timeZone } of await findManagers(deps)) {
    const key = notePartKey[kind](installation.teamId, monday, userId);
    const dueAt = askAt(dayFor(monday), zoneOr(timeZone, zone));
    await store.noteParts.plan({ key, kind, userId, on: monday, untilAt }, dueAt);
  }
};

/**
 * Asks every manager once, eight weeks before Customer Service Week, unless a run has that week already, and once more at
 * three weeks if nobody has answered. Written down as soon as the day begins anywhere, and due in each manager's note of
 * that day of theirs.
 */
export const askManagers = async (deps: ChallengeDeps, now: Date): Promise<void> => {
  const { store, workspace } = deps;
  const { zone } = await workspace();
  const today = dayOf(now, zone);
  const monday = upcomingServiceWeek(today);
  if (now < asksFrom(monday)) return store.workspace.planAsk(asksFrom(monday));
  const ask = await store.challengeAsks.find(monday);
  const isTaken = (await store.runs.inWeeks([weekOfDay(monday)])) !== null;
  const isClosed = today >= monday || isTaken || Boolean(ask?.answer);
  const { step, lookAt } = askStep(monday, { ask: ask ?? undefined, isClosed }, now);
  if (step) {
    await planQuestions(deps, step, monday, zone);
    await (step === 'ask'
      ? store.challengeAsks.recordAsked(monday, now)
      : store.challengeAsks.recordReminded(monday, now));
  }
  await store.workspace.planAsk(lookAt);
};

const startedOutcome = async (deps: ChallengeDeps, runId: string): Promise<AskOutcome | undefined> => {
  const challenge = await findChallenge(deps, runId);
  if (!challenge) return undefined;
  const { run, rules, pack } = challenge;
  return {
    kind: run.cancelled ? 'called-off' : 'started',
    by: run.startedBy,
    pack,
    days: runDays(rules),
  };
};

/** What the one answer that counts has come to; undefined while there is none. */
export const askOutcome = async (
  deps: ChallengeDeps,
  monday: CalendarDay,
): Promise<AskOutcome | undefined> => {
  const { store } = deps;
  const ask = await store.challengeAsks.find(monday);
  const { kind, by, runId } = ask?.answer ?? {};
  if (kind === 'not-this-year') return { kind: 'declined', by: by ?? '' };
  const promised = runId ? await startedOutcome(deps, runId) : undefined;
  if (promised) return promised;
  const run = await store.runs.inWeeks([weekOfDay(monday)]);
  return run ? startedOutcome(deps, run._id) : undefined;
};

/** Longer than starting a run takes. */
const promiseMs = 30_000;

const withdrawUnlessStarted = async (
  { store }: Pick<Deps, 'store'>,
  monday: CalendarDay,
  runId: string,
): Promise<void> => {
  if (!(await store.runs.find(runId))) await store.challengeAsks.withdrawAnswer(monday, runId);
};

/** Lets the question be answered again when an older version promised a run, without its plan, and ended before it came. */
const takeBackBroken = async ({ store }: ChallengeDeps, monday: CalendarDay, now: Date): Promise<void> => {
  const ask = await store.challengeAsks.find(monday);
  const { kind, at, runId, plan } = ask?.answer ?? {};
  if (kind !== 'other-week' || plan || !at || !runId || now.getTime() - at.getTime() < promiseMs) return;
  await withdrawUnlessStarted({ store }, monday, runId);
};

export const isTooLate = async (deps: ChallengeDeps, monday: CalendarDay, now: Date): Promise<boolean> =>
  dayOf(now, (await deps.workspace()).zone) >= monday;

/** The run that an answer promises; undefined when it promises none, or one whose plan an older version did not store. */
const promisedStart = async (deps: ChallengeDeps, { monday, answer }: ChallengeAsk) => {
  const { kind, packId, plan } = answer ?? {};
  if (plan?.startDay && plan.nudgeAt && packId)
    return {
      packId,
      plan: {
        startDay: plan.startDay,
        nudgeAt: noteTimeNear(plan.nudgeAt),
        isAnnounced: plan.isAnnounced === true,
      },
    };
  const pack = defaultPack(deps);
  return kind === 'start' && pack
    ? { packId: pack.id, plan: defaultPlan(await deps.workspace(), monday) }
    : undefined;
};

/**
 * Starts what the answer promised, in the name of whoever gave it: also when its process ended, or somebody else's click
 * comes first. The run has the id that the answer names, so it is started once.
 */
export const startPromised = async (deps: RunDeps, monday: CalendarDay, now: Date): Promise<void> => {
  const { store } = deps;
  const ask = await store.challengeAsks.find(monday);
  const { by, runId } = ask?.answer ?? {};
  const start = ask && (await promisedStart(deps, ask));
  if (!start || !by || !runId || (await store.runs.find(runId))) return;
  const outcome = await startRun(deps, { runId, ...start }, by, now);
  // Whoever promised it may manage nothing any more: then the question is open again.
  if (outcome.kind === 'planned') return;
  await store.challengeAsks.withdrawAnswer(monday, runId);
  await store.workspace.planAsk(now);
};

/** One manager's answer to the question. The first counts for all, and everybody is told what it was. */
export const answerAsk = async (
  deps: RunDeps,
  { monday, kind }: { monday: CalendarDay; kind: 'start' | 'not-this-year' },
  userId: string,
  now: Date,
): Promise<AskOutcome | ChallengeRefusal> => {
  const { store } = deps;
  if (!(await managesWorkspace(deps, userId))) return 'not-manager';
  const earlier = await askOutcome(deps, monday);
  if (earlier) return earlier;
  if (await isTooLate(deps, monday, now)) return { kind: 'too-late' };
  await store.challengeAsks.recordAsked(monday, now);
  await takeBackBroken(deps, monday, now);
  const answer = { kind, by: userId, at: now, ...(kind === 'start' && { runId: randomUUID() }) };
  await store.challengeAsks.answer(monday, answer);
  await startPromised(deps, monday, now);
  return (await askOutcome(deps, monday)) ?? 'gone';
};

/**
 * Choose another week: the answer counts when the form is sent. Who sends it and what they plan is looked at first; the
 * answer then holds the plan, so that the run is started even if this process ends.
 */
export const answerAskWithRun = async (
  deps: RunDeps,
  monday: CalendarDay,
  start: { packId: string; plan: RunPlan },
  userId: string,
  now: Date,
): Promise<RunOutcome | { kind: 'answered'; outcome: AskOutcome }> => {
  const { store } = deps;
  if (!(await managesWorkspace(deps, userId))) return { kind: 'refused', why: 'not-manager' };
  const earlier = await askOutcome(deps, monday);
  if (earlier) return { kind: 'answered', outcome: earlier };
  const refusal = await whyNotStart(deps, start, userId, now);
  if (refusal) return refusal;
  const runId = randomUUID();
  await store.challengeAsks.recordAsked(monday, now);
  await takeBackBroken(deps, monday, now);
  const isFirst = await store.challengeAsks.answer(monday, {
    kind: 'other-week',
    by: userId,
    at: now,
    runId,
    ...start,
  });
  if (!isFirst) {
    await startPromised(deps, monday, now);
    const first = await askOutcome(deps, monday);
    return first ? { kind: 'answered', outcome: first } : { kind: 'refused', why: 'changed-meanwhile' };
  }
  let outcome: RunOutcome | undefined;
  try {
    outcome = await startRun(deps, { runId, ...start }, userId, now);
    return outcome;
  } finally {
    // What is told as failed must not come about later.
    if (outcome?.kind !== 'planned') await withdrawUnlessStarted(deps, monday, runId);
  }
};

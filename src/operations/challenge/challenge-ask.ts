import { randomUUID } from 'node:crypto';
import { type CalendarDay, dayOf, instantOf, startOfDay, weekOfDay, zoneOr } from '../../domain/calendar.ts';
import { type ChallengeRefusal, runDays } from '../../domain/challenge.ts';
import type { AskOutcome } from '../../domain/challenge-ask.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { askAt } from '../../domain/run-step.ts';
import { askManagersOn, serviceWeekOf, upcomingServiceWeek } from '../../domain/service-week.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { RunPlan } from '../../models/run.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import { type ChallengeDeps, findChallenge } from './challenge.ts';
import { type RunDeps, type RunOutcome, startRun } from './run-challenge.ts';

/** Where a calendar day begins first. */
const firstZone = 'Pacific/Kiritimati';
const defaultPackId = 'five-days';

export const defaultPack = ({ packs }: Pick<ChallengeDeps, 'packs'>): ChallengePack | undefined =>
  packs.get(defaultPackId) ?? packs.values().next().value;

export const defaultPlan = ({ nudgeAt }: Pick<Workspace, 'nudgeAt'>, startDay: CalendarDay): RunPlan => ({
  startDay,
  nudgeAt,
  isAnnounced: true,
});

/** When the managers are first to be asked about a Service Week: as soon as its day begins anywhere. */
const asksFrom = (monday: CalendarDay): Date => instantOf(askManagersOn(monday), '00:00', firstZone);

/** Further ahead than this nothing is ever planned: the next Week can be 53 weeks away. */
export const latestAskAt = (now: Date): Date => new Date(now.getTime() + 53 * 7 * 24 * 3_600_000);

/** When to look again whether the managers are to be asked: about this Week, or once it is dealt with about the next. */
const nextAskAt = (monday: CalendarDay, isDealtWith: boolean): Date =>
  asksFrom(isDealtWith ? serviceWeekOf(Number(monday.slice(0, 4)) + 1) : monday);

const planQuestions = async (deps: ChallengeDeps, monday: CalendarDay, zone: string, now: Date) => {
  const { store, installation, people } = deps;
  const tooLateAt = startOfDay(monday, zone);
  for (const { userId, timeZone } of await people.findAdmins()) {
    const key = deliveryKey['challenge-ask'](installation.teamId, monday, userId);
    const dueAt = askAt(askManagersOn(monday), zoneOr(timeZone, zone));
    await store.deliveries.plan(
      { key, kind: 'challenge-ask', userId, on: monday, tooLateAt },
      dueAt > now ? dueAt : now,
    );
  }
  await store.challengeAsks.recordAsked(monday, now);
};

/**
 * Asks every manager once, three weeks before Customer Service Week, unless a run has that week already. Written down
 * as soon as the day begins anywhere, and due in each manager's own morning.
 */
export const askManagers = async (deps: ChallengeDeps, now: Date): Promise<void> => {
  const { store, workspace } = deps;
  const { zone } = await workspace();
  const today = dayOf(now, zone);
  const monday = upcomingServiceWeek(today);
  if (today < monday && now < asksFrom(monday)) return store.workspace.planAsk(nextAskAt(monday, false));
  const isTaken = (await store.runs.inWeeks([weekOfDay(monday)])) !== null;
  if (today < monday && !isTaken && !(await store.challengeAsks.find(monday)))
    await planQuestions(deps, monday, zone, now);
  await store.workspace.planAsk(nextAskAt(monday, true));
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

/** Lets the question be answered again when the run that an answer promised never came, since its process ended. */
const takeBackBroken = async ({ store }: ChallengeDeps, monday: CalendarDay, now: Date): Promise<void> => {
  const ask = await store.challengeAsks.find(monday);
  const { kind, at, runId } = ask?.answer ?? {};
  if (kind !== 'other-week' || !at || !runId || now.getTime() - at.getTime() < promiseMs) return;
  if (!(await store.runs.find(runId))) await store.challengeAsks.withdrawAnswer(monday, runId);
};

const isTooLate = async (deps: ChallengeDeps, monday: CalendarDay, now: Date): Promise<boolean> =>
  dayOf(now, (await deps.workspace()).zone) >= monday;

/** Starts what the answer promised, in the name of whoever gave it: also when somebody else's click comes first. */
const startPromised = async (deps: RunDeps, monday: CalendarDay, now: Date): Promise<void> => {
  const { store } = deps;
  const ask = await store.challengeAsks.find(monday);
  const { kind, by, runId } = ask?.answer ?? {};
  const pack = defaultPack(deps);
  if (kind !== 'start' || !by || !runId || !pack) return;
  if (await store.runs.find(runId)) return;
  const plan = defaultPlan(await deps.workspace(), monday);
  const outcome = await startRun(deps, { runId, packId: pack.id, plan }, by, now);
  // Whoever promised it may manage nothing any more: then the question is open again.
  if (outcome.kind !== 'planned') await store.challengeAsks.withdrawAnswer(monday, runId);
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

/** Choose another week: the answer counts when the form is sent, and is taken back when its plan cannot be. */
export const answerAskWithRun = async (
  deps: RunDeps,
  monday: CalendarDay,
  start: { packId: string; plan: RunPlan },
  userId: string,
  now: Date,
): Promise<RunOutcome | { kind: 'answered'; outcome: AskOutcome }> => {
  const { store } = deps;
  const runId = randomUUID();
  await store.challengeAsks.recordAsked(monday, now);
  await takeBackBroken(deps, monday, now);
  const answer = { kind: 'other-week', by: userId, at: now, runId } as const;
  const isFirst = await store.challengeAsks.answer(monday, answer);
  if (!isFirst) {
    const earlier = await askOutcome(deps, monday);
    return earlier ? { kind: 'answered', outcome: earlier } : { kind: 'refused', why: 'changed-meanwhile' };
  }
  let outcome: RunOutcome | undefined;
  try {
    outcome = await startRun(deps, { runId, ...start }, userId, now);
    return outcome;
  } finally {
    if (outcome?.kind !== 'planned') await store.challengeAsks.withdrawAnswer(monday, runId);
  }
};

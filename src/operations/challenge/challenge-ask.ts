import { randomUUID } from 'node:crypto';
import { type CalendarDay, dayOf, instantOf, startOfDay, weekOfDay, zoneOr } from '../../domain/calendar.ts';
import { type ChallengeRefusal, defaultNudgeAt, runDays } from '../../domain/challenge.ts';
import type { AskOutcome } from '../../domain/challenge-ask.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { deliveryKey } from '../../domain/delivery.ts';
import { askAt } from '../../domain/run-step.ts';
import { askManagersOn, upcomingServiceWeek } from '../../domain/service-week.ts';
import type { RunPlan } from '../../models/run.ts';
import { changerOf } from '../win/change-win.ts';
import { workspaceZone } from '../workspace/workspace-zone.ts';
import { type ChallengeDeps, findChallenge } from './challenge.ts';
import { type RunDeps, type RunOutcome, startRun } from './run-challenge.ts';

/** Where a calendar day begins first. */
const firstZone = 'Pacific/Kiritimati';
const defaultPackId = 'five-days';

export const defaultPack = ({ packs }: Pick<ChallengeDeps, 'packs'>): ChallengePack | undefined =>
  packs.get(defaultPackId) ?? packs.values().next().value;

export const defaultPlan = (startDay: CalendarDay): RunPlan => ({
  startDay,
  nudgeAt: defaultNudgeAt,
  isAnnounced: true,
});

/**
 * Asks every manager once, three weeks before Customer Service Week, unless a run has that week already. Written down
 * as soon as the day begins anywhere, and due in each manager's own morning.
 */
export const askManagers = async (deps: ChallengeDeps, now: Date): Promise<void> => {
  const { models, installation, people } = deps;
  const { teamId } = installation;
  const zone = await workspaceZone(deps);
  const today = dayOf(now, zone);
  const monday = upcomingServiceWeek(today);
  const askOn = askManagersOn(monday);
  if (today >= monday || now < instantOf(askOn, '00:00', firstZone)) return;
  if (await models.challengeAsks.find(teamId, monday)) return;
  if (await models.runs.inWeeks(teamId, [weekOfDay(monday)])) return;
  const tooLateAt = startOfDay(monday, zone);
  for (const { userId, timeZone } of await people.findAdmins()) {
    const key = deliveryKey.challengeAsk(teamId, monday, userId);
    const dueAt = askAt(askOn, zoneOr(timeZone, zone));
    await models.deliveries.plan(
      { key, teamId, kind: 'challenge-ask', userId, on: monday, tooLateAt },
      dueAt > now ? dueAt : now,
    );
  }
  await models.challengeAsks.recordAsked(teamId, monday, now);
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
  const { models, installation } = deps;
  const ask = await models.challengeAsks.find(installation.teamId, monday);
  const { kind, by, runId } = ask?.answer ?? {};
  if (kind === 'not-this-year') return { kind: 'declined', by: by ?? '' };
  const promised = runId ? await startedOutcome(deps, runId) : undefined;
  if (promised) return promised;
  const run = await models.runs.inWeeks(installation.teamId, [weekOfDay(monday)]);
  return run ? startedOutcome(deps, run._id) : undefined;
};

const isTooLate = async (deps: ChallengeDeps, monday: CalendarDay, now: Date): Promise<boolean> =>
  dayOf(now, await workspaceZone(deps)) >= monday;

/** Starts what the answer promised, in the name of whoever gave it: also when somebody else's click comes first. */
const startPromised = async (deps: RunDeps, monday: CalendarDay, now: Date): Promise<void> => {
  const { models, installation } = deps;
  const ask = await models.challengeAsks.find(installation.teamId, monday);
  const { kind, by, runId } = ask?.answer ?? {};
  const pack = defaultPack(deps);
  if (kind !== 'start' || !by || !runId || !pack) return;
  if (await models.runs.find(installation.teamId, runId)) return;
  await startRun(deps, { runId, packId: pack.id, plan: defaultPlan(monday) }, by, now);
};

/** One manager's answer to the question. The first counts for all, and everybody is told what it was. */
export const answerAsk = async (
  deps: RunDeps,
  { monday, kind }: { monday: CalendarDay; kind: 'start' | 'not-this-year' },
  userId: string,
  now: Date,
): Promise<AskOutcome | ChallengeRefusal> => {
  const { models, installation } = deps;
  const { teamId } = installation;
  if (!(await changerOf(deps, userId)).isManager) return 'not-manager';
  const earlier = await askOutcome(deps, monday);
  if (earlier) return earlier;
  if (await isTooLate(deps, monday, now)) return { kind: 'too-late' };
  await models.challengeAsks.recordAsked(teamId, monday, now);
  const answer = { kind, by: userId, at: now, ...(kind === 'start' && { runId: randomUUID() }) };
  await models.challengeAsks.answer(teamId, monday, answer);
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
  const { models, installation } = deps;
  const { teamId } = installation;
  const runId = randomUUID();
  await models.challengeAsks.recordAsked(teamId, monday, now);
  const answer = { kind: 'other-week', by: userId, at: now, runId } as const;
  const isFirst = await models.challengeAsks.answer(teamId, monday, answer);
  if (!isFirst) {
    const earlier = await askOutcome(deps, monday);
    return earlier ? { kind: 'answered', outcome: earlier } : { kind: 'refused', why: 'changed-meanwhile' };
  }
  const outcome = await startRun(deps, { runId, ...start }, userId, now);
  if (outcome.kind !== 'planned') await models.challengeAsks.withdrawAnswer(teamId, monday, runId);
  return outcome;
};

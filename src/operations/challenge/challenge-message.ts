import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isOver, type Run, runDays, zoneOf } from '../../domain/challenge.ts';
import { reminderAt } from '../../domain/nudge.ts';
import { everywhereOverAt, lastDayOf } from '../../domain/run-step.ts';
import { upcomingServiceWeek } from '../../domain/service-week.ts';
import { dayFacts, participantOf } from '../../models/participant.ts';
import type { RunDocument } from '../../models/run.ts';
import type { Win } from '../../models/win-schema.ts';
import { challengeProgress, noChallenge } from '../../views/challenge/challenge-progress.ts';
import { challengeClosing, challengeInvitation } from '../../views/challenge/challenge-wall.ts';
import { type NudgeCard, nudgeMessage } from '../../views/challenge/nudge.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { storyTyped } from '../../views/win/story.ts';
import { toldOnWall } from '../wall/told-on-wall.ts';
import { namesInWin } from '../win/win-message.ts';
import { managesWorkspace } from '../workspace/manager.ts';
import {
  type AnsweredDay,
  boxesOf,
  type Challenge,
  type ChallengeDeps,
  currentChallenge,
  findChallenge,
} from './challenge.ts';

const reminderState = ({ challenge, participant, day }: AnsweredDay, now: Date): NudgeCard['reminder'] => {
  const zone = zoneOf(participantOf(participant), challenge.zone);
  if (reminderAt(zone, now).kind === 'past') return 'none';
  return dayFacts(participant, day.dayId).remindOn === dayOf(now, zone) ? 'asked' : 'offered';
};

const stateOf = ({ challenge, participant, day }: AnsweredDay, now: Date): NudgeCard['state'] => {
  const { doneAt, notTodayOn } = dayFacts(participant, day.dayId);
  const { run, rules, zone } = challenge;
  if (doneAt) return 'done';
  if (run.cancelled) return 'called-off';
  if (isOver(rules, zoneOf(participantOf(participant), zone), now)) return 'over';
  return notTodayOn === day.on ? 'not-today' : 'open';
};

/** A participant's day as it stands: the nudge, or the reminder of it. */
export const dayMessage = (answered: AnsweredDay, kind: NudgeCard['kind'], now: Date): Message => {
  const { challenge, participant, day, packDay } = answered;
  const facts = dayFacts(participant, day.dayId);
  return nudgeMessage({
    kind,
    runId: challenge.run._id,
    dayId: day.dayId,
    number: challenge.run.dayIds.indexOf(day.dayId) + 1,
    of: challenge.run.dayIds.length,
    day: packDay,
    ideas: facts.ideas ?? 0,
    state: stateOf(answered, now),
    note: facts.note ?? undefined,
    reminder: kind === 'nudge' ? reminderState(answered, now) : 'none',
    openUntil: lastDayOf(challenge.rules),
  });
};

/** What `/brag challenge` answers. */
const progressMessage = async (
  deps: ChallengeDeps,
  challenge: Challenge | undefined,
  userId: string,
  now: Date,
): Promise<Message> => {
  const { store, people } = deps;
  const isManager = await managesWorkspace(deps, userId);
  if (!challenge)
    return noChallenge(upcomingServiceWeek(dayOf(now, (await deps.workspace()).zone)), isManager);
  const { run, rules, pack } = challenge;
  const seat = { runId: run._id, userId };
  const participant = await store.participants.find(seat);
  const isIn = participant !== null && !participant.leftAt;
  const person = await people.find(userId).catch(() => undefined);
  return challengeProgress({
    runId: run._id,
    pack,
    days: boxesOf(challenge, participant, person?.timeZone, now),
    isIn,
    participantCount: await store.participants.count(run._id),
    openUntil: lastDayOf(rules),
    nudgeAt: rules.nudgeAt,
    isManager: isManager && !run.closedAt,
  });
};

export const progressInRun = async (
  deps: ChallengeDeps,
  runId: string,
  userId: string,
  now: Date,
): Promise<Message> => progressMessage(deps, await findChallenge(deps, runId), userId, now);

export const currentProgressMessage = async (
  deps: ChallengeDeps,
  userId: string,
  now: Date,
): Promise<Message> => progressMessage(deps, await currentChallenge(deps, userId, now), userId, now);

const endOf = (run: RunDocument, rules: Run, now: Date) => {
  if (run.cancelled) return 'called-off';
  return everywhereOverAt(rules) <= now ? 'over' : undefined;
};

export const invitationMessage = async (
  { store }: Pick<Deps, 'store'>,
  { run, rules, pack }: Challenge,
  now: Date,
): Promise<Message> =>
  challengeInvitation({
    runId: run._id,
    pack,
    days: runDays(rules),
    participantCount: await store.participants.count(run._id),
    end: endOf(run, rules, now),
  });

const closingStory = (workspaceUrl: string) => (win: Win) => {
  const names = namesInWin(win);
  return win.wall
    ? [
        {
          heroNames: win.heroIds.map((userId) => names.get(userId) ?? 'someone'),
          text: storyTyped({ text: win.text, names }),
          link: messageLink(workspaceUrl, win.wall),
          nominationCount: win.nominationCount,
        },
      ]
    : [];
};

/** Undefined when nobody did a day. */
export const closingMessage = async (
  deps: Pick<Deps, 'store' | 'installation' | 'workspace' | 'channels'>,
  { run, pack }: Challenge,
): Promise<Message | undefined> => {
  const { store, installation } = deps;
  const tally = await store.participants.tally(run._id, run.dayIds);
  if (tally.tookPartCount === 0) return undefined;
  const wins = await store.wins.ofRun(run._id);
  const told = await toldOnWall(
    deps,
    wins.flatMap(({ wall }) => wall?.channelId ?? []),
  );
  const toldWins = wins.filter(({ wall }) => wall && told.has(wall.channelId));
  return challengeClosing({
    pack,
    dayCount: run.dayIds.length,
    ...tally,
    stories: toldWins.flatMap(closingStory(installation.url)),
  });
};

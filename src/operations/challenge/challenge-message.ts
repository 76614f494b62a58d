import type { Deps } from '../../deps.ts';
import { dayOf } from '../../domain/calendar.ts';
import { isOver, type Run, runDays, zoneOf } from '../../domain/challenge.ts';
import { type NotePreferences, wantsTopic } from '../../domain/note.ts';
import { reminderAt } from '../../domain/nudge.ts';
import { everywhereOverAt, lastDayOf } from '../../domain/run-step.ts';
import { upcomingServiceWeek } from '../../domain/service-week.ts';
import { dayFacts, participantOf, type Seat } from '../../models/participant.ts';
import type { RunDocument } from '../../models/run.ts';
import type { Win } from '../../models/win-schema.ts';
import {
  type ChallengeProgress,
  challengeProgress,
  noChallenge,
} from '../../views/challenge/challenge-progress.ts';
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
  packDayOf,
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

const dayCard = (answered: AnsweredDay, kind: NudgeCard['kind'], now: Date): NudgeCard => {
  const { challenge, participant, day, packDay } = answered;
  const facts = dayFacts(participant, day.dayId);
  return {
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
  };
};

/** A participant's day as it stands: the nudge, or the reminder of it. */
export const dayMessage = (answered: AnsweredDay, kind: NudgeCard['kind'], now: Date): Message =>
  nudgeMessage(dayCard(answered, kind, now));

/** A participant's day, whatever became of it; undefined when the run, its words or the person are not there. */
export const findDay = async (
  deps: ChallengeDeps,
  seat: Seat,
  dayId: string,
): Promise<AnsweredDay | undefined> => {
  const challenge = await findChallenge(deps, seat.runId);
  const participant = await deps.store.participants.find(seat);
  const packDay = challenge && packDayOf(challenge.pack, dayId);
  const day = challenge && runDays(challenge.rules).find((each) => each.dayId === dayId);
  return challenge && participant && packDay && day
    ? { challenge, seat, participant, day, packDay }
    : undefined;
};

/** Today's day with what there is to do, since its nudge may not come: whoever had a note today gets no other. */
const cardOfToday = (
  { challenge, seat, participant }: Pick<AnsweredDay, 'challenge' | 'seat' | 'participant'>,
  days: ReturnType<typeof boxesOf>,
  now: Date,
): NudgeCard | undefined => {
  const day = days.find(({ box }) => box === 'open');
  const packDay = day && packDayOf(challenge.pack, day.dayId);
  return packDay && dayCard({ challenge, seat, participant, day, packDay }, 'nudge', now);
};

/** Why no messages come of the days that are left; undefined when they do. */
const silenceOf = (
  preferences: NotePreferences,
  days: ReturnType<typeof boxesOf>,
): ChallengeProgress['silence'] => {
  if (!days.some(({ box }) => box === 'open' || box === 'future')) return undefined;
  if (!wantsTopic(preferences, 'challenge')) return { kind: 'turned-off' };
  const { snoozedUntil } = preferences;
  const isSnoozed = days.some(({ box, on }) => box === 'future' && snoozedUntil && on < snoozedUntil);
  return isSnoozed && snoozedUntil ? { kind: 'snoozed', until: snoozedUntil } : undefined;
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
  const days = boxesOf(challenge, participant, person?.timeZone, now);
  return challengeProgress({
    runId: run._id,
    pack,
    days,
    today: isIn ? cardOfToday({ challenge, seat, participant }, days, now) : undefined,
    silence: silenceOf(await store.preferences.find(userId), days),
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
    look: await deps.workspace(),
  });
};

import { dayOf } from '../../domain/calendar.ts';
import { type Box, type RunDay, runDays } from '../../domain/challenge.ts';
import { inviteAt } from '../../domain/run-step.ts';
import type { ParticipantDocument } from '../../models/participant.ts';
import { catchUpBlocks, joinBlocks, waitingBlocks } from '../../views/home/home-waiting.ts';
import { wordOnHome } from '../../views/private-word/word.ts';
import { boxesOf, type Challenge, currentChallenge, packDayOf } from '../challenge/challenge.ts';
import { dayMessage } from '../challenge/challenge-message.ts';
import { wordsOnHome } from '../private-word/words-on-home.ts';
import { lessonsRow } from './home-lessons.ts';
import { plansRow, surpriseRow } from './home-plans.ts';
import type { HomeDeps, HomeReader } from './home-reader.ts';
import { recoveriesRow, recoveryAskRow } from './home-recovery.ts';
import { reportsRow } from './home-reports.ts';
import { type HomeRow, type HomeSection, orNothing } from './home-section.ts';
import { voicesRow } from './home-voices.ts';

const canCatchUp: ReadonlySet<Box> = new Set(['missed', 'not-today']);

/** From the invitation on, until the last day is over. */
const isOffered = ({ rules, zone }: Challenge, now: Date): boolean => {
  const lastDay = runDays(rules).at(-1)?.on ?? '';
  return inviteAt(rules, zone) <= now && dayOf(now, zone) <= lastDay;
};

const invitation = async ({ store }: HomeDeps, challenge: Challenge, now: Date) => {
  if (!isOffered(challenge, now)) return [];
  const { run, rules, pack } = challenge;
  const participantCount = await store.participants.count(run._id);
  return [joinBlocks({ runId: run._id, pack, days: runDays(rules), participantCount })];
};

const todayCard = (
  challenge: Challenge,
  participant: ParticipantDocument,
  day: RunDay | undefined,
  now: Date,
) => {
  const packDay = day && packDayOf(challenge.pack, day.dayId);
  if (!day || !packDay) return [];
  const seat = { runId: challenge.run._id, userId: participant.userId };
  return dayMessage({ challenge, seat, participant, day, packDay }, 'nudge', now).blocks;
};

const daysToDo = (challenge: Challenge, participant: ParticipantDocument, now: Date) => {
  const days: (RunDay & { box: Box })[] = boxesOf(challenge, participant, undefined, now);
  const { run, pack } = challenge;
  const today = todayCard(
    challenge,
    participant,
    days.find(({ box }) => box === 'open'),
    now,
  );
  const missed = catchUpBlocks(
    { runId: run._id, pack },
    days.filter(({ box }) => canCatchUp.has(box)),
  );
  return [today, missed].filter(({ length }) => length > 0);
};

/** The challenge: today's card, the days that can be caught up, or that it can be joined. */
const challengeRow: HomeRow = async (deps, { userId, now }) => {
  const challenge = await currentChallenge(deps, userId, now);
  if (!challenge) return [];
  const participant = await deps.store.participants.find({ runId: challenge.run._id, userId });
  if (!participant) return invitation(deps, challenge, now);
  return participant.leftAt ? [] : daysToDo(challenge, participant, now);
};

/** What others wrote to them alone, and no note brings. */
const privateWordRow: HomeRow = async (deps, { userId, now }) =>
  (await wordsOnHome(deps, userId, now)).map(wordOnHome);

/** The table of what can wait for somebody, in the order in which it is shown: customers come first. */
const waitingRows: Readonly<Record<string, HomeRow>> = {
  recoveries: recoveriesRow,
  voices: voicesRow,
  reports: reportsRow,
  'recovery-asks': recoveryAskRow,
  challenge: challengeRow,
  plans: plansRow,
  lessons: lessonsRow,
  'private-words': privateWordRow,
  surprise: surpriseRow,
};

/** What the other sections of Home leave room for. */
const mostBlocks = 70;

/** Everything that waits for the person. */
export const waitingSection: HomeSection = async (deps: HomeDeps, reader: HomeReader) => {
  const rows = await Promise.all(
    Object.entries(waitingRows).map(([row, piecesOf]) =>
      orNothing(deps, { section: 'waiting', row }, () => piecesOf(deps, reader)),
    ),
  );
  return waitingBlocks(rows.flat(), mostBlocks);
};

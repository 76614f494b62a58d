import { maxLineUnits } from '../../src/domain/card.ts';
import { maxIdeaUnits } from '../../src/domain/idea.ts';
import { type LessonContent, lessonLimits } from '../../src/domain/lesson.ts';
import { type NotePartKind, notePartKey } from '../../src/domain/note-part-key.ts';
import { maxAliasUnits, maxOfferUnits, maxWhatUnits } from '../../src/domain/recovery.ts';
import { maxReasonLength } from '../../src/domain/report.ts';
import { type VoiceAnswer, voiceLimits } from '../../src/domain/voice.ts';
import { maxWinUnits } from '../../src/domain/win.ts';
import type { NewNotePart } from '../../src/models/note-part.ts';
import { privateWordId } from '../../src/models/private-word.ts';
import { askKey } from '../../src/operations/recovery/follow-key.ts';
import type { TestBot, TestTeam } from './bot.ts';
import { dayIds, planRun, takeIn } from './challenge-team.ts';
import { fullDigest } from './full-digest.ts';
import { lessonContent, lessonIn, saveDraft } from './lesson.ts';
import { type WallWin, winOnWall } from './nomination.ts';
import { makePlan } from './plan.ts';
import { submitRecovery } from './recovery.ts';

/** The Wednesday on which all of it is written down: it comes due for the notes of Thursday, 9:00 in London. */
export const filledAt = new Date('2026-10-07T12:00:00Z');
const thursday = '2026-10-08';

export interface Filling {
  bot: TestBot;
  team: TestTeam;
  readerId: string;
  /** Of somebody whose doing it is about. */
  otherId: string;
  /** As long as people may type, of the worst that they can. */
  text: (units: number) => string;
}

const made = { at: filledAt, byId: 'UKAI' };
let count = 0;
const nextId = (): string => {
  count += 1;
  return `full-${count}`;
};

/** A win on the wall with as long a story as there can be. */
export const longWin = async (
  { bot, team, text }: Filling,
  { author, hero }: { author: string; hero: string },
  fields: object = {},
): Promise<WallWin> => {
  const win = await winOnWall(team, { author, hero });
  const story = text(maxWinUnits).replaceAll('&', '&amp;').slice(0, maxWinUnits);
  await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { text: story, ...fields } });
  return win;
};

const exceptional = { nominationCount: 20, isEarned: true, exceptionalAnnouncedAt: filledAt };
const exceptionalWin = (filling: Filling): Promise<WallWin> =>
  longWin(
    filling,
    { author: filling.otherId, hero: filling.readerId },
    { ...exceptional, nominatorIds: Array.from({ length: 20 }, (_, index) => `UC${index + 1}`) },
  );

/** Something to make right, of which everything is written that can be. */
export const longRecovery = async (
  { bot, team, text }: Filling,
  ownerId: string,
  fields: object = {},
): Promise<string> => {
  const formId = nextId();
  const words = { what: text(maxWhatUnits), customer: text(maxAliasUnits), owner: [ownerId] };
  await submitRecovery(team, ownerId, words, formId);
  const { _id } = (await bot.models.recoveries.model.findOne({ teamId: team.teamId, formId }).lean())!;
  const offered = { offer: text(maxOfferUnits), contactDueAt: new Date('2026-10-05T09:00:00Z'), ...fields };
  await bot.models.recoveries.model.updateOne({ _id }, { $set: offered, $unset: { lookAt: 1 } });
  return _id;
};

export const longLesson = async (
  { bot, team, text }: Filling,
  author: string,
  fields: object = {},
): Promise<string> => {
  const lessonId = nextId();
  const content: LessonContent = {
    ...lessonContent,
    story: text(lessonLimits.story),
    wouldHelp: text(lessonLimits.wouldHelp),
    change: text(lessonLimits.change),
  };
  await saveDraft(team, author, lessonId, content);
  await bot.models.lessons.model.updateOne({ _id: lessonId }, { $set: fields });
  return lessonId;
};

export const longPlan = async (
  { bot, team, text, readerId }: Filling,
  fields: object = {},
): Promise<string> => {
  const planId = await makePlan(
    bot,
    team,
    { alias: text(80), clue: text(300), treat: text(500), day: thursday },
    readerId,
  );
  await bot.models.plans.model.updateOne({ _id: planId }, { $set: fields, $unset: { lookAt: 1 } });
  return planId;
};

const longWord = async ({ team, text }: Filling, authorId: string, heroId: string): Promise<string> => {
  const wordId = nextId();
  await team.store.privateWords.give(
    {
      wordId,
      authorId,
      text: text(maxWinUnits).replaceAll('&', '&amp;').slice(0, maxWinUnits),
      givenAt: filledAt,
      customerAlias: text(80),
      rung: 'raving-fan',
      principle: 'everybodys-job',
    },
    [heroId],
  );
  return privateWordId(wordId, heroId);
};

const longIdea = async ({ bot, team, readerId, text }: Filling): Promise<string> => {
  const ideaId = nextId();
  await team.store.ideas.add(
    {
      ideaId,
      addedBy: readerId,
      formId: ideaId,
      text: text(maxIdeaUnits),
      textKey: ideaId,
      minutes: 60,
      channels: ['call'],
    },
    filledAt,
  );
  const hidden = { at: filledAt, by: 'UKAI', isOwn: false };
  await bot.models.ideas.model.updateOne({ _id: ideaId }, { $set: { hidden, timesHidden: 1 } });
  return ideaId;
};

/** Runs are a week each: every one has another, in 2026 or later. */
let weeks = 0;
const runOfOwn = async ({ team, readerId }: Filling, fields: object = {}) => {
  weeks += 1;
  const startDay = `${2028 + Math.floor(weeks / 12)}-${String(1 + (weeks % 12)).padStart(2, '0')}-10`;
  const run = await planRun(team, { startDay, ...fields });
  await takeIn(team, run._id, readerId);
  return run;
};

/** The wall is gone: written down once for each workspace. */
const lostAt = new Date('2026-10-07T11:00:00Z');
const lose = ({ bot, team }: Filling) =>
  bot.models.workspaces.model.updateOne(
    { _id: team.teamId },
    {
      $set: { lostWall: { channelId: 'CWALL', why: 'is_archived', at: lostAt } },
      $unset: { wallChannelId: 1 },
    },
  );

type Part = Omit<NewNotePart, 'kind' | 'userId'>;
type Fill = (filling: Filling, index: number) => Promise<Part>;

const recoveryPart =
  (key: (id: string, userId: string) => string, fields: object = {}): Fill =>
  async (filling) => {
    const recoveryId = await longRecovery(filling, 'UKAI', fields);
    return { key: key(recoveryId, filling.readerId), recoveryId };
  };

const voicePart =
  (key: (winId: string, userId: string) => string, answer: VoiceAnswer): Fill =>
  async (filling) => {
    const { bot, team, readerId, text } = filling;
    const { _id: winId } = await longWin(filling, { author: readerId, hero: 'UKAI' });
    const [tokenHash, customerAlias] = [nextId(), text(voiceLimits.customerAlias)];
    const asked = { winId, askedBy: readerId, moment: text(voiceLimits.moment), customerAlias } as const;
    await team.store.voices.ask({ ...asked, tokenHash, pick: 'staff' }, filledAt);
    await bot.models.voices.answer(tokenHash, { answer, language: 'en' }, filledAt);
    await bot.models.voices.say(tokenHash, { words: text(voiceLimits.words), mayShow: false }, filledAt);
    // What follows is planned here, and by no job.
    await bot.models.voices.model.updateOne({ _id: winId }, { $unset: { followAt: 1 } });
    return { key: key(winId, readerId), winId };
  };

/** Something as long as it can be of each kind of part, ready to be told. A kind without a row does not compile. */
export const fullParts: Readonly<Record<NotePartKind, Fill>> = {
  async nudge({ bot, team, readerId }) {
    const run = await planRun(team, { startDay: '2026-10-05' });
    await takeIn(team, run._id, readerId);
    // It is planned here, and by no job.
    await bot.models.participants.model.updateOne({ runId: run._id }, { $unset: { nextNudgeAt: 1 } });
    const about = { runId: run._id, dayId: dayIds[3], on: thursday, onlyOn: thursday };
    return { key: notePartKey.nudge(run._id, thursday, readerId), ...about };
  },
  async 'lesson-due'(filling) {
    const taken = { state: 'taken', takenById: filling.readerId, takenAt: filledAt, dueDay: thursday };
    const lessonId = await longLesson(filling, filling.otherId, taken);
    const key = notePartKey['lesson-due'](lessonId, thursday, filling.readerId);
    return { key, lessonId, on: thursday };
  },
  async plan(filling) {
    const planId = await longPlan(filling);
    return { key: notePartKey.plan(planId, 0), planId, on: thursday };
  },
  async 'plan-later'(filling) {
    const laterUntilAt = new Date('2026-11-07T12:00:00Z');
    const done = { state: 'done', doneAt: filledAt, laterDueAt: filledAt, laterUntilAt };
    const planId = await longPlan(filling, done);
    return { key: notePartKey['plan-later'](planId), planId, untilAt: laterUntilAt };
  },
  'challenge-ask': async ({ team: { teamId }, readerId }, index) => {
    const on = `${2027 + index}-10-04`;
    return { key: notePartKey['challenge-ask'](teamId, on, readerId), on };
  },
  'challenge-ask-again': async ({ team: { teamId }, readerId }, index) => {
    const on = `${2027 + index}-10-04`;
    return { key: notePartKey['challenge-ask-again'](teamId, on, readerId), on };
  },
  async 'challenge-moved'(filling) {
    const { _id: runId, startDay: on } = await runOfOwn(filling);
    return { key: notePartKey['challenge-moved'](runId, 1, filling.readerId), runId, on };
  },
  async 'challenge-cancelled'(filling) {
    const { _id: runId } = await runOfOwn(filling);
    const cancelled = { at: filledAt, by: 'UKAI', why: filling.text(500) };
    await filling.bot.models.runs.model.updateOne({ _id: runId }, { $set: { cancelled } });
    return { key: notePartKey['challenge-cancelled'](runId, filling.readerId), runId };
  },
  async 'challenge-certificate'(filling) {
    const { _id: runId } = await runOfOwn(filling);
    const seat = { runId, userId: filling.readerId };
    for (const dayId of dayIds)
      await filling.team.store.participants.markDone(seat, dayId, `${runId}${dayId}`, undefined, filledAt);
    return { key: notePartKey['challenge-certificate'](runId, filling.readerId), runId };
  },
  'no-managers': async ({ team: { teamId }, readerId }) => ({
    key: notePartKey['no-managers'](teamId, 0, readerId),
  }),
  async 'wall-lost'(filling) {
    await lose(filling);
    const key = `wall-lost:${filling.team.teamId}:${lostAt.getTime()}`;
    return { key: notePartKey['wall-lost'](key, filling.readerId), channelId: 'CWALL' };
  },
  async 'wall-ask'(filling, index) {
    await lose(filling);
    const key = `wall-ask:${filling.team.teamId}:${lostAt.getTime()}:C${index}`;
    return { key: notePartKey['wall-ask'](key, filling.readerId), channelId: `C${index}`, byId: 'UKAI' };
  },
  async 'win-unposted-manager'(filling) {
    const { _id: winId } = await longWin(filling, { author: 'UKAI', hero: 'UKAI' });
    const { teamId } = filling.team;
    const failed = { kind: 'win', winId, teamId, state: 'failed' as const, attempts: 1 };
    await filling.bot.models.deliveries.model.create({
      _id: `win:${winId}`,
      ...failed,
      why: 'restricted_action',
    });
    return { key: notePartKey['win-unposted-manager'](`unposted:${winId}`, filling.readerId), winId };
  },
  async report(filling) {
    const review = { round: 1, isOpen: true };
    const win = await longWin(filling, { author: 'UKAI', hero: 'UKAI' }, { review, folded: filledAt });
    const reporters = ['UC1', 'UC2', 'UC3', 'UC4', 'UC5', 'UC6'];
    for (const userId of reporters)
      await filling.bot.models.reports.model.create({
        _id: `${win._id}:${userId}`,
        teamId: filling.team.teamId,
        winId: win._id,
        userId,
        reason: filling.text(maxReasonLength),
        at: filledAt,
        state: 'open',
      });
    return { key: notePartKey.report(win._id, 1, filling.readerId), winId: win._id };
  },
  'recovery-opened': recoveryPart(notePartKey['recovery-opened']),
  async 'recovery-waiting'(filling, index) {
    const recoveryIds: string[] = [];
    for (let each = 0; each < 4; each += 1) recoveryIds.push(await longRecovery(filling, 'UKAI'));
    // They were opened before its reader led the team.
    const told = { kind: 'recovery-opened', recoveryId: { $in: recoveryIds }, userId: filling.readerId };
    await filling.bot.models.noteParts.model.deleteMany(told);
    return { key: notePartKey['recovery-waiting'](filling.team.teamId, index, filling.readerId) };
  },
  // Whoever owned it has left.
  'recovery-ownerless': recoveryPart((id, userId) => notePartKey['recovery-ownerless'](id, 'UOLD', userId), {
    ownerId: 'UOLD',
  }),
  'recovery-late': recoveryPart(notePartKey['recovery-late']),
  async 'recovery-today'(filling) {
    const recoveryId = await longRecovery(filling, filling.readerId, {
      fixBy: thursday,
      'steps.call': made,
    });
    const key = notePartKey['recovery-today'](recoveryId, 'fixed', thursday, filling.readerId);
    return { key, recoveryId, dayId: 'fixed', on: thursday };
  },
  async 'recovery-overdue'(filling) {
    const recoveryId = await longRecovery(filling, filling.readerId);
    return { key: notePartKey['recovery-overdue'](recoveryId, filling.readerId), recoveryId };
  },
  'recovery-reopened': recoveryPart((id, userId) => notePartKey['recovery-reopened'](id, 1, userId), {
    reopened: [made],
    'steps.call': made,
  }),
  async 'recovery-ask'(filling) {
    const fixedAt = new Date('2026-09-20T12:00:00Z');
    const asked = { state: 'right', 'steps.call': made, 'steps.fixed': made, fixedAt, askedAt: filledAt };
    const recoveryId = await longRecovery(filling, filling.readerId, asked);
    const recovery = (await filling.team.store.recoveries.find(recoveryId))!;
    return { key: askKey(recovery)!, recoveryId };
  },
  'managers-choice': async ({ team: { teamId }, readerId }) => ({
    key: notePartKey['managers-choice'](teamId, readerId),
  }),
  async 'manager-digest'(filling, index) {
    const { team, readerId } = filling;
    const week = `2026-W${40 - index}`;
    await team.store.digests.store({ ...fullDigest(filling.text), week }, 'Europe/London', filledAt);
    return { key: notePartKey['manager-digest'](team.teamId, week, readerId), week };
  },
  async praise(filling) {
    const { _id: winId } = await exceptionalWin(filling);
    return { key: notePartKey.praise(winId, filling.readerId), winId };
  },
  async recognition(filling) {
    const { _id: winId } = await exceptionalWin(filling);
    const { store } = filling.team;
    const words = { winId, userId: 'UKAI', reason: filling.text(maxLineUnits), wordsId: nextId() };
    await store.recognitions.give(words, filledAt);
    return { key: notePartKey.recognition(words.wordsId, filling.readerId), winId, byId: 'UKAI' };
  },
  async card(filling) {
    const { _id: winId } = await exceptionalWin(filling);
    const lineId = nextId();
    for (let index = 1; index <= 20; index += 1)
      await filling.team.store.signatures.sign(
        { winId, userId: `UC${index}`, name: `crowd${index}`, text: filling.text(maxLineUnits), lineId },
        filledAt,
      );
    return { key: notePartKey.card(lineId, 1, filling.readerId), winId };
  },
  async 'private-word'(filling) {
    const wordId = await longWord(filling, filling.otherId, filling.readerId);
    return { key: notePartKey['private-word'](wordId, filling.readerId), wordId };
  },
  voice: voicePart(notePartKey.voice, 'made-my-day'),
  'voice-unhappy': voicePart(notePartKey['voice-unhappy'], 'not-really'),
  'voice-unhappy-team': voicePart(notePartKey['voice-unhappy-team'], 'not-really'),
  async 'private-thanks'(filling) {
    const wordId = await longWord(filling, filling.readerId, filling.otherId);
    const { model } = filling.bot.models.privateWords;
    await model.updateOne({ _id: wordId }, { $set: { toldAt: filledAt, thankedAt: filledAt } });
    return { key: notePartKey['private-thanks'](wordId, filling.otherId), wordId };
  },
  async 'taken-down'(filling) {
    const withdrawn = { at: filledAt, by: 'UKAI', why: 'taken-down' };
    const { _id: winId } = await longWin(filling, { author: filling.readerId, hero: 'UKAI' }, { withdrawn });
    return { key: notePartKey['taken-down'](winId), winId };
  },
  async 'voice-pick'(filling) {
    const { readerId: author, bot, team } = filling;
    const picking = { $set: { 'settings.voicePickEvery': 20 } };
    await bot.models.workspaces.model.updateOne({ _id: team.teamId }, picking);
    const { _id: winId } = await longWin(filling, { author, hero: 'UKAI' }, { isPicked: true });
    return { key: notePartKey['voice-pick'](winId), winId };
  },
  async 'idea-hidden'(filling) {
    const ideaId = await longIdea(filling);
    return { key: notePartKey['idea-hidden'](ideaId, 1), ideaId, byId: 'UKAI' };
  },
  async 'lesson-taken-down'(filling) {
    const lessonId = await longLesson(filling, filling.readerId, { takenDownBy: 'UKAI', timesShared: 1 });
    await lessonIn(filling.team, lessonId);
    return { key: notePartKey['lesson-taken-down'](lessonId, 1), lessonId };
  },
  async 'report-author'(filling) {
    const review = { round: 1, isOpen: false, how: 'kept', byId: 'UKAI' };
    const win = await longWin(filling, { author: filling.readerId, hero: 'UKAI' }, { review });
    return { key: notePartKey['report-author'](win._id, 1), winId: win._id };
  },
  async 'report-outcome'(filling) {
    const { _id: winId } = await longWin(filling, { author: 'UKAI', hero: 'UKAI' });
    const { team, readerId } = filling;
    const report = { _id: `${winId}:${readerId}`, teamId: team.teamId, winId, userId: readerId };
    await filling.bot.models.reports.model.create({ ...report, reason: 'x', at: filledAt, state: 'kept' });
    return { key: notePartKey['report-outcome'](winId, readerId), winId };
  },
};

/** Of these there can be one at a time; and one part about cards tells all that is signed. */
const single: ReadonlySet<NotePartKind> = new Set([
  'nudge',
  'no-managers',
  'wall-lost',
  'managers-choice',
  'card',
]);
/** What takes the wall away comes last: the others are made on it. */
const last: ReadonlySet<NotePartKind> = new Set(['wall-lost', 'wall-ask']);

/** Has that many parts of each of these kinds told with somebody's notes. Resolves with their keys, by kind. */
export const fillNote = async (
  filling: Filling,
  kinds: readonly NotePartKind[],
  times: number,
): Promise<ReadonlyMap<string, NotePartKind>> => {
  const keys = new Map<string, NotePartKind>();
  const inTurn = [...kinds].sort((a, b) => Number(last.has(a)) - Number(last.has(b)));
  for (const kind of inTurn)
    for (let index = 0; index < (single.has(kind) ? 1 : times); index += 1) {
      const part = { ...(await fullParts[kind](filling, index)), kind, userId: filling.readerId };
      await filling.team.store.noteParts.plan(part, filledAt);
      keys.set(part.key, kind);
    }
  return keys;
};

import type { ActionsBlock } from '@slack/types';
import type { WeekName } from '../../domain/calendar.ts';
import {
  type ChallengeTotals,
  type Digest,
  type DigestStory,
  type TeamDigest,
  tookPartIn,
  unseenWeeks,
  weeksKnown,
} from '../../domain/digest.ts';
import { type Noticed, newsOf, type TeamNews } from '../../domain/digest-shown.ts';
import type { ReaderWords } from '../../domain/recognition.ts';
import { escapeName } from '../../domain/slack-text.ts';
import type { WhomToAsk } from '../../domain/workspace-manager.ts';
import { actions, button, context, section } from '../blocks.ts';
import { peopleIn } from '../challenge/challenge-words.ts';
import { nominateLabel } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph } from '../message.ts';
import { type MessagePart, messageOf, part } from '../message-part.ts';
import { whomToAskWords } from '../whom-to-ask.ts';
import { counted, listed, namesWithin } from '../words.ts';
import {
  type DigestView,
  exceptionalParts,
  forgottenWords,
  headerPart,
  people,
  totalsSentence,
} from './digest.ts';
import { managerPlanParts } from './digest-plan.ts';
import { managerRecoveryParts } from './digest-recovery.ts';
import { storyLine, storyLineBlock } from './digest-story.ts';
import { managerVoiceParts } from './digest-voices.ts';
import { lastRecognisedWords } from './recognition.ts';
import { weekDates } from './week-words.ts';

/** The team as one manager reads of it. */
interface ReaderTeam extends TeamNews {
  /** They are counted among the unseen. */
  isReaderUnseen: boolean;
  /** Their number stands without their names, as it does in team mode. */
  isWithoutNames: boolean;
  /** How the reader recognised these people before. */
  words: ReaderWords | undefined;
  /** So many wins are shown at most. */
  mostWins: number;
}

/** `choices`: it, and what else there is to be recognised of the same people. */
const evidenceButtons = (
  { winId, heroes }: DigestStory,
  choices: readonly string[],
  { look }: DigestView,
): ActionsBlock => {
  const of = `this win of ${heroes[0]?.name ?? 'theirs'}`;
  return actions(
    button(actionIds.nominate, nominateLabel(look), { value: winId, spoken: `Nominate ${of}` }),
    button(actionIds.digestRecognise, 'Recognise', {
      value: choices.join(','),
      spoken: `Recognise ${of}`,
    }),
  );
};

/** In a week without a win, nobody taking part has been said already. */
const participationParts = (
  { memberCount, tookPartCount }: TeamDigest,
  { winCount }: Digest,
): MessagePart[] => {
  if (winCount === 0 && tookPartCount === 0) return [];
  const percent = memberCount > 0 ? ` (${Math.round((100 * tookPartCount) / memberCount)}%)` : '';
  return [
    part(
      `:busts_in_silhouette: *Who took part:* ${tookPartCount} of the ${people(memberCount)} in the wall's channel${percent} posted a win, were credited in one or nominated one of this week.`,
    ),
  ];
};

const storyParts = (story: DigestStory, { unseen }: TeamDigest, view: DigestView): MessagePart => {
  const theirs = unseen.filter(({ wins }) => wins.some(({ winId }) => winId === story.winId));
  const choices = new Set([story.winId, ...theirs.flatMap(({ wins }) => wins.map(({ winId }) => winId))]);
  return {
    text: `• ${storyLine(story, view.workspaceUrl)}`,
    blocks: [storyLineBlock(story, view.workspaceUrl), evidenceButtons(story, [...choices], view)],
  };
};

/** Two unseen people may share a win. */
const distinct = (stories: readonly DigestStory[]): DigestStory[] => [
  ...new Map(stories.map((story) => [story.winId, story])).values(),
];

/** All of it again, whatever a message left out. */
const showAllButton = (week: WeekName, label: string): ActionsBlock =>
  actions(button(actionIds.digestManagers, label, { value: week }));

/** What a note has no room for is a click away. */
const moreWinsParts = (count: number, { digest: { week } }: DigestView): MessagePart[] => {
  if (count <= 0) return [];
  const text = `And ${counted(count, 'win', 'wins')} more of theirs.`;
  return [{ text, blocks: [section(text), showAllButton(week, 'Show all')] }];
};

const evidenceParts = (team: ReaderTeam, view: DigestView) => {
  const { unseen, words, mostWins } = team;
  if (unseen.length === 0) return [];
  const wins = distinct([
    ...unseen.flatMap(({ wins: [first] }) => first ?? []),
    ...unseen.flatMap((each) => each.wins),
  ]);
  // Told by person, as far as there is room.
  const inTurn =
    wins.length > mostWins ? wins.slice(0, mostWins) : distinct(unseen.flatMap((each) => each.wins));
  const names = namesWithin(
    unseen.map(({ person }) => escapeName(person.name)),
    unseen.length,
  );
  return [
    ...(words
      ? [
          part(
            lastRecognisedWords(
              unseen.map(({ person }) => person),
              words,
            ),
          ),
        ]
      : []),
    part(
      `What ${names} did and nobody has nominated yet. If one deserves it, press Nominate, or Recognise to say why:`,
    ),
    ...inTurn.map((story) => storyParts(story, team, view)),
    ...moreWinsParts(wins.length - inTurn.length, view),
  ];
};

const withoutWinsParts = (
  { withoutWins, withoutWinsCount }: TeamDigest,
  weekCount: number,
): MessagePart[] => {
  if (withoutWinsCount === 0) return [];
  const names = namesWithin(
    withoutWins.map(({ name }) => escapeName(name)),
    withoutWinsCount,
  );
  return [
    part(
      `No win in the last ${weekCount} weeks: ${names}. Quiet people do good work too: ask what went well, and tell it for them with \`/brag @name and what they did\`.`,
    ),
  ];
};

const unseenSentence = ({ unseenCount, isReaderUnseen }: ReaderTeam): string => {
  const who = `:eyes: *No recognition for four weeks or more:* ${people(unseenCount)} without a nomination in that time`;
  if (!isReaderUnseen) return `${who}.`;
  return unseenCount === 1 ? `${who}: you.` : `${who}, you among them.`;
};

const withoutNames = part(
  'Team mode keeps out who they are. Quiet people do good work too: whenever you see some, tell it with `/brag @name and what they did`.',
);

const sameParts = ({ samePeopleCount, sameWinCount }: ReaderTeam, { digest }: DigestView): MessagePart[] => {
  if (samePeopleCount + sameWinCount === 0) return [];
  const wins = counted(sameWinCount, 'win that nobody has nominated', 'wins that nobody has nominated');
  const what = [
    ...(samePeopleCount > 0 ? [people(samePeopleCount)] : []),
    ...(sameWinCount > 0 ? [wins] : []),
  ];
  const text = `Still the same as last week: ${listed(what)}.`;
  return [{ text, blocks: [section(text), showAllButton(digest.week, 'Show them')] }];
};

const unseenParts = (team: ReaderTeam, view: DigestView): MessagePart[] => {
  const { digest } = view;
  if (weeksKnown(digest) < unseenWeeks)
    return [part(`:eyes: I have not been here for four whole weeks yet, so I cannot say who goes unseen.`)];
  if (team.unseenCount === 0)
    return [
      part(":eyes: Everybody in the wall's channel was nominated in the last four weeks. Thank the team."),
    ];
  return [
    part(unseenSentence(team)),
    ...evidenceParts(team, view),
    ...withoutWinsParts(team, weeksKnown(digest)),
    ...sameParts(team, view),
    ...(team.isWithoutNames ? [withoutNames] : []),
  ];
};

const challengeParts = (challenge: ChallengeTotals | null | undefined): MessagePart[] => {
  if (!challenge) return [];
  const { name, participantCount, finishedCount } = challenge;
  const tookPartCount = tookPartIn(challenge);
  if (participantCount + tookPartCount === 0) return [];
  if (tookPartCount === 0)
    return [
      part(`:calendar: *${escapeName(name)}:* ${peopleIn(participantCount)} Nobody has done a day yet.`),
    ];
  const days = challenge.days.map(({ theme, doneCount }) => `${escapeName(theme)} (${doneCount})`);
  return [
    part(
      `:calendar: *${escapeName(name)}:* ${people(tookPartCount)} took part. Done by day: ${listed(days)}. Every day: ${finishedCount}.`,
    ),
  ];
};

const unknownTeam = 'I did not see who was in the channel of the wall, so I cannot tell who took part.';
const notInChannel =
  ':lock: These are numbers only: who took part, and the stories, are for those who are in the channel of the wall. Join it, and `/brag digest` shows them to you.';

/** Why it says nothing of the team. */
const withoutTeam = ({ digest, isTotalsOnly }: DigestView): string => {
  if (digest.storiesForgottenAt) return forgottenWords;
  return isTotalsOnly ? notInChannel : unknownTeam;
};

interface KnownOfReader {
  /** What they were told the week before, which is not listed again. */
  noticed?: Noticed | undefined;
  words?: ReaderWords | undefined;
  /** At most so many wins of the unseen; all of them unless it is one part of many. */
  mostWins?: number;
}

const nothingNoticed: Noticed = { userIds: new Set(), winIds: new Set() };

/** A manager cannot nominate their own win, or tell of themselves, so neither is asked of them. */
const teamFor = (
  team: TeamDigest,
  readerId: string,
  { noticed = nothingNoticed, words, mostWins = Number.POSITIVE_INFINITY }: KnownOfReader,
): ReaderTeam => {
  const withoutWins = team.withoutWins.filter(({ userId }) => userId !== readerId);
  const left = team.withoutWins.length - withoutWins.length;
  const unseen = team.unseen
    .map(({ person, wins }) => ({
      person,
      wins: wins.filter(({ heroes }) => !heroes.some(({ userId }) => userId === readerId)),
    }))
    .filter(({ person, wins }) => person.userId !== readerId && wins.length > 0);
  return {
    ...newsOf({ ...team, unseen, withoutWins, withoutWinsCount: team.withoutWinsCount - left }, noticed),
    words,
    mostWins,
    isWithoutNames: team.unseen.length + team.withoutWins.length === 0,
    isReaderUnseen: left > 0 || team.unseen.some(({ person }) => person.userId === readerId),
  };
};

/** The managers' part of a week. It calls nobody: names are text. */
export const managerDigest = (view: DigestView, readerId: string, known: KnownOfReader = {}): Message => {
  const { digest, isSoFar } = view;
  const { week } = digest;
  const team = digest.team && teamFor(digest.team, readerId, known);
  const footer = isSoFar
    ? 'This week is not finished: the counts may still change.'
    : `\`/brag digest ${week}\` shows what everybody sees, and this again.`;
  const { message } = messageOf([
    headerPart(`For managers${isSoFar ? ', so far (not finished)' : ''}: ${weekDates(week)}`),
    part(totalsSentence(digest)),
    ...exceptionalParts(view),
    ...(team ? [...participationParts(team, digest), ...unseenParts(team, view)] : [part(withoutTeam(view))]),
    ...challengeParts(digest.challenge),
    ...managerRecoveryParts(digest.recoveries),
    ...managerPlanParts(digest.plans),
    ...managerVoiceParts(digest.voices),
    { text: footer, blocks: [context(footer)] },
  ]);
  return message;
};

/** What managers are sent of a quiet week: one line, and all of it a click away. */
export const quietManagerDigest = ({ week }: Pick<Digest, 'week'>): Message => {
  const text = `For managers: nobody posted a win from ${weekDates(week)}. \`/brag digest ${week}\` has the rest.`;
  return { text, blocks: [section(text), showAllButton(week, "Managers' edition")] };
};

export const managersOnly = (whom: WhomToAsk): Message =>
  paragraph(
    `The managers' edition is for managers. \`/brag digest\` shows what everybody sees. ${whomToAskWords(whom)}`,
  );

/** In place of their edition, for whoever leads the team no more. */
export const managersWeekClosed = paragraph(
  "The managers' edition of a week is for those who lead the team.",
);

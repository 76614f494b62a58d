import type { KnownBlock } from '@slack/types';
import type { Box, RunDay } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { actions, button, context, header, section } from '../blocks.ts';
import { dayBlock } from '../challenge/challenge-progress.ts';
import { daysInWords, packName, peopleIn } from '../challenge/challenge-words.ts';
import { actionIds } from '../ids.ts';

const roomOf = (pieces: readonly (readonly KnownBlock[])[]): number =>
  pieces.reduce((sum, { length }) => sum + length, 0);

const moreWaits = (count: number): KnownBlock =>
  context(
    `${count} more ${count === 1 ? 'thing waits' : 'things wait'} for you: ${count === 1 ? 'it comes' : 'they come'} up here once some of these are done.`,
  );

/** The first of them that have room, each whole. */
const firstOf = <Piece extends readonly KnownBlock[]>(pieces: readonly Piece[], most: number): Piece[] => {
  const end = pieces.findIndex((_, index) => roomOf(pieces.slice(0, index + 1)) > most);
  return end === -1 ? [...pieces] : pieces.slice(0, end);
};

/**
 * What waits for the person, under one heading, in as many blocks as there is room for; nothing at all when nothing does.
 * What has no room is counted, and none of it is told by half.
 */
export const waitingBlocks = (
  pieces: readonly (readonly KnownBlock[])[],
  mostBlocks: number,
): KnownBlock[] => {
  const heading = header('Waiting for you');
  if (pieces.length === 0) return [];
  if (1 + roomOf(pieces) <= mostBlocks) return [heading, ...pieces.flat()];
  const shown = firstOf(pieces, mostBlocks - 2);
  return [heading, ...shown.flat(), moreWaits(pieces.length - shown.length)];
};

/** Below as many questions about reported wins as Home has. */
export const moreReports = context(
  'More wins were reported: they come up here once one of these is decided.',
);

/** A challenge that somebody has not joined yet. */
export const joinBlocks = ({
  runId,
  pack,
  days,
  participantCount,
}: {
  runId: string;
  pack: ChallengePack;
  days: readonly RunDay[];
  participantCount: number;
}): KnownBlock[] => [
  section(
    `:calendar: *${packName(pack)}*, ${daysInWords(days)}: one small thing a day for the people you serve.${
      participantCount > 0 ? ` ${peopleIn(participantCount)}` : ''
    }`,
  ),
  actions(
    button(actionIds.challengeJoin, 'Join', { value: runId, spoken: `Join the challenge ${packName(pack)}` }),
  ),
];

/** Days that can still be caught up. */
export const catchUpBlocks = (
  run: { runId: string; pack: ChallengePack },
  days: readonly (RunDay & { box: Box })[],
): KnownBlock[] => days.map((day) => dayBlock(run, day));

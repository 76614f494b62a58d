import type { KnownBlock } from '@slack/types';
import type { Box, RunDay } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { actions, button, header, section } from '../blocks.ts';
import { dayBlock } from '../challenge/challenge-progress.ts';
import { daysInWords, packName, peopleIn } from '../challenge/challenge-words.ts';
import { actionIds } from '../ids.ts';

/** What waits for the person, under one heading; nothing at all when nothing does. */
export const waitingBlocks = (rows: readonly KnownBlock[]): KnownBlock[] =>
  rows.length > 0 ? [header('Waiting for you'), ...rows] : [];

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

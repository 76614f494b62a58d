import type { KnownBlock, ModalView } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import type { VoiceState } from '../../domain/voice.ts';
import { context, section } from '../blocks.ts';
import { messageModal } from '../message.ts';
import { askButton } from './ask-link.ts';
import { askTitle, daysAgoWords, whyBotPicks } from './ask-words.ts';

export interface AskLine {
  winId: string;
  words: string;
  postedDaysAgo: number;
  customerAlias: string | undefined;
  asked: { daysAgo: number; state: VoiceState } | undefined;
}

const standing = ({ daysAgo, state }: NonNullable<AskLine['asked']>): string => {
  const asked = `asked ${daysAgoWords(daysAgo)}`;
  if (state === 'open') return `:hourglass_flowing_sand: ${asked}`;
  return state === 'ended'
    ? `:hourglass: ${asked}, nobody answered`
    : `:white_check_mark: ${asked}, answered`;
};

const lineBlock = ({ winId, words, postedDaysAgo, customerAlias, asked }: AskLine): KnownBlock => {
  const about = [
    daysAgoWords(postedDaysAgo),
    ...(customerAlias ? [`for ${escapeName(customerAlias)}`] : []),
    ...(asked ? [standing(asked)] : []),
  ];
  const isAnswered = asked?.state === 'changeable' || asked?.state === 'over';
  return {
    ...section(`*${escapeName(words)}*\n${about.join(' · ')}`),
    ...(!isAnswered && { accessory: askButton(winId, words, asked ? 'Open' : 'Ask') }),
  };
};

/** Somebody's own wins, the newest first, with how asking about each stands. */
export const askList = ({
  lines,
  hasMore,
  every,
}: {
  lines: readonly AskLine[];
  hasMore: boolean;
  every: number | undefined;
}): ModalView =>
  messageModal(askTitle, {
    blocks: [
      section(
        every === undefined
          ? 'Of which of your wins would you like to know what it meant to the customer? You get a link to show them: *I send nothing to anybody.*'
          : `${whyBotPicks(every)} These are yours among them.`,
      ),
      ...lines.map(lineBlock),
      ...(hasMore ? [context('Older ones: *Ask the customer* in the menu of the win on the wall.')] : []),
    ],
  });

const noWins =
  'You have no win on the wall of the last four weeks, so there is nothing to ask about. To begin, type `/brag` and what you did for a customer; then ask them how it was.';

/** `every`: the bot picks one win in so many, and none of theirs is among them. */
export const nothingToAsk = (every: number | undefined): string =>
  every === undefined
    ? noWins
    : `${whyBotPicks(every)} None of your wins of the last four weeks is among them: when one is, your note tells you.`;

import type { ActionsBlock, ContextBlock } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import type { WinDetails } from '../../domain/win.ts';
import { isExceptional } from '../../domain/win.ts';
import { actions, button, context, option, plain, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, messageLink, mostUpdated } from '../message.ts';
import { capitalized, counted, listed, listedBriefly, principleWords, rungWords } from '../words.ts';
import { type Story, storyBlock, storyText } from './story.ts';

export interface WinCard extends Story, WinDetails {
  winId: string;
  authorId: string;
  /** User groups that are credited besides the heroes, as they are shown. */
  groupNames: readonly string[];
  postedAt: Date;
  nominationCount: number;
  exceptionalThreshold: number;
  /** The message it was made from, when somebody nominated one. */
  original: { channelId: string; ts: string; nominatedBy: string } | undefined;
  workspaceUrl: string;
}

const maxGroupsShown = 3;

const nameOf = (card: WinCard, userId: string): string => escapeName(card.names.get(userId) ?? 'someone');

const heading = (card: WinCard): string => {
  const groups = listedBriefly(card.groupNames.map(escapeName), maxGroupsShown);
  const heroes = `${listed(card.heroIds.map(mention))}${groups && `, with ${groups}`}`;
  if (card.original) return `${heroes}, nominated by ${nameOf(card, card.original.nominatedBy)}`;
  return card.heroIds.includes(card.authorId)
    ? heroes
    : `${heroes}, as told by ${nameOf(card, card.authorId)}`;
};

const detailTexts = ({ customerAlias, rung, principle }: WinDetails): string[] => [
  ...(customerAlias ? [`For ${customerAlias}${rung ? `, who ${rungWords[rung]}` : ''}`] : []),
  ...(!customerAlias && rung ? [`The customer ${rungWords[rung]}`] : []),
  ...(principle ? [`Principle: ${principleWords[principle]}`] : []),
];

const standingText = (card: WinCard): string => {
  const { nominationCount: count } = card;
  const nominations = counted(count, 'nomination', 'nominations');
  if (isExceptional(card, count)) return `Exceptional: ${nominations}`;
  return count === 0 ? 'No nominations yet' : capitalized(nominations);
};

const when = (postedAt: Date): string => {
  const seconds = Math.floor(postedAt.getTime() / 1000);
  return `<!date^${seconds}^{date_short_pretty} at {time}|${postedAt.toISOString()}>`;
};

const standingLine = (card: WinCard): string => {
  const standing = isExceptional(card, card.nominationCount)
    ? `:star2: *${standingText(card)}*`
    : `:trophy: ${standingText(card)}`;
  const original = card.original
    ? ` · <${messageLink(card.workspaceUrl, card.original)}|original message>`
    : '';
  return `${standing} · ${when(card.postedAt)}${original}`;
};

const controls = (winId: string): ActionsBlock =>
  actions(
    button(actionIds.nominate, ':trophy: Nominate', {
      value: winId,
      spoken: 'Nominate this win as exceptional, or take your nomination back',
    }),
    {
      type: 'overflow',
      action_id: actionIds.winMore,
      options: [option(`edit:${winId}`, 'Edit (author only)'), option(`take-down:${winId}`, 'Take down')],
    },
  );

/** Plain text: a customer's alias is shown as it was typed. */
const detailBlocks = (details: readonly string[]): ContextBlock[] =>
  details.length > 0 ? [{ type: 'context', elements: details.map((detail) => plain(detail)) }] : [];

/** A win on the wall: who, what, when, how many nominated it, and what can be done about it. */
export const winCard = (card: WinCard): Message => {
  const details = detailTexts(card);
  const facts = [...details.map(escapeName), standingText(card)];
  const [before, after] = [`${heading(card)}: `, ` (${facts.join('. ')})`];
  return {
    text: before + storyText(card, mostUpdated - before.length - after.length) + after,
    blocks: [
      section(`:raised_hands: *${heading(card)}*`),
      storyBlock(card),
      ...detailBlocks(details),
      context(standingLine(card)),
      controls(card.winId),
    ],
  };
};

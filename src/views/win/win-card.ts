import type { ActionsBlock, ContextBlock } from '@slack/types';
import { escapeName } from '../../domain/slack-text.ts';
import type { CustomerWord, MadeRight, WinDetails } from '../../domain/win.ts';
import { excerptOf, isExceptional } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, context, option, plain, section } from '../blocks.ts';
import { emojiMarks, nominateLabel } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, messageLink, mostUpdated, paragraph } from '../message.ts';
import { capitalized, counted, listed, listedBriefly, principleName, rungWords } from '../words.ts';
import { customerBlock, customerText } from './customer-word.ts';
import { type Story, storyBlock, storyText } from './story.ts';

/** What a workspace has decided about how its wins look. */
export type WinLook = Pick<Workspace, 'exceptionalThreshold' | 'nominationEmoji' | 'principleNames'>;

export interface WinCard extends Story, WinDetails, WinLook {
  winId: string;
  authorId: string;
  /** Without whom it would not have worked. */
  helperIds: readonly string[];
  /** User groups that are credited besides the heroes, as they are shown. */
  groupNames: readonly string[];
  postedAt: Date;
  nominationCount: number;
  /** The message it was made from, while it is there. Whoever nominated it, unless its author put it on the wall. */
  original:
    | {
        channelId: string;
        ts: string;
        threadTs: string | undefined;
        nominatedBy: string | undefined;
        hasPicture: boolean;
      }
    | undefined;
  /** How something was made right, when it tells that. */
  madeRight?: MadeRight | undefined;
  /** There are pages on which its customer could be asked. */
  canAsk?: boolean;
  /** What its customer says of it and may be read out. */
  customer?: CustomerWord | undefined;
  workspaceUrl: string;
}

const maxGroupsShown = 3;

const nameOf = (card: WinCard, userId: string): string => escapeName(card.names.get(userId) ?? 'someone');

const heading = (card: WinCard): string => {
  const groups = listedBriefly(card.groupNames.map(escapeName), maxGroupsShown);
  const heroes = `${listed(card.heroIds.map(mention))}${groups && `, with ${groups}`}`;
  if (card.original?.nominatedBy) return `${heroes}, nominated by ${nameOf(card, card.original.nominatedBy)}`;
  return card.heroIds.includes(card.authorId)
    ? heroes
    : `${heroes}, as told by ${nameOf(card, card.authorId)}`;
};

const helpText = ({ helperIds }: WinCard): string[] =>
  helperIds.length > 0 ? [`Helped: ${listed(helperIds.map(mention))}`] : [];

export const detailTexts = ({
  customerAlias,
  rung,
  principle,
  principleNames,
}: WinDetails & Pick<Workspace, 'principleNames'>): string[] => [
  ...(customerAlias ? [`For ${customerAlias}${rung ? `, who ${rungWords[rung]}` : ''}`] : []),
  ...(!customerAlias && rung ? [`The customer ${rungWords[rung]}`] : []),
  ...(principle ? [`Principle: ${principleName({ principleNames }, principle)}`] : []),
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

/** Only a link: whoever may see the message sees its picture there. */
const pictureTexts = (card: WinCard): string[] =>
  card.original?.hasPicture
    ? [`With a picture: <${messageLink(card.workspaceUrl, card.original)}|see it at the original message>`]
    : [];

const standingLine = (card: WinCard): string => {
  const { nomination, exceptional } = emojiMarks(card);
  const standing = isExceptional(card, card.nominationCount)
    ? `${exceptional} *${standingText(card)}*`
    : `${nomination} ${standingText(card)}`;
  const original = card.original
    ? ` · <${messageLink(card.workspaceUrl, card.original)}|original message>`
    : '';
  return `${standing} · ${when(card.postedAt)}${original}`;
};

/** A win of a kind of its own: what failed, step by step what was done, and what is changed. */
const madeRightTexts = ({ madeRight }: WinCard): string[] => {
  if (!madeRight) return [];
  const steps = madeRight.steps.map((step, index) => `${index + 1}. ${escapeName(step)}`);
  return [
    `:adhesive_bandage: *Made right.* It came of ${escapeName(madeRight.cause)}.`,
    ...(steps.length > 0 ? [`What we did: ${steps.join(' · ')}`] : []),
    `What we change: “${escapeName(madeRight.change)}”`,
  ];
};

const madeRightFacts = ({ madeRight }: WinCard): string[] =>
  madeRight
    ? [
        `Made right: it came of ${escapeName(madeRight.cause)}. We change: ${escapeName(excerptOf(madeRight.change))}`,
      ]
    : [];

const controls = (card: WinCard): ActionsBlock =>
  actions(
    button(actionIds.nominate, nominateLabel(card), {
      value: card.winId,
      spoken: 'Nominate this win as exceptional, or take your nomination back',
    }),
    {
      type: 'overflow',
      action_id: actionIds.winMore,
      options: [
        option(`who:${card.winId}`, 'Who nominated?'),
        option(`edit:${card.winId}`, 'Edit (author only)'),
        option(`take-down:${card.winId}`, 'Take down'),
        option(`report:${card.winId}`, 'Report'),
        ...(card.canAsk ? [option(`ask:${card.winId}`, 'Ask the customer')] : []),
      ],
    },
  );

/** Plain text: a customer's alias is shown as it was typed. */
export const detailBlocks = (details: readonly string[]): ContextBlock[] =>
  details.length > 0 ? [{ type: 'context', elements: details.map((detail) => plain(detail)) }] : [];

/** A win on the wall: who, what, when, how many nominated it, and what can be done about it. */
export const winCard = (card: WinCard): Message => {
  const details = detailTexts(card);
  const help = helpText(card);
  const pictures = pictureTexts(card);
  const madeRight = madeRightTexts(card);
  const facts = [
    ...madeRightFacts(card),
    ...help,
    ...details.map(escapeName),
    ...(card.customer ? [customerText(card.customer)] : []),
    ...pictures,
    standingText(card),
  ];
  const [before, after] = [`${heading(card)}: `, ` (${facts.join('. ')})`];
  return {
    text: before + storyText(card, mostUpdated - before.length - after.length) + after,
    blocks: [
      section(`:raised_hands: *${heading(card)}*`),
      storyBlock(card),
      ...(madeRight.length > 0 ? [section(madeRight.join('\n'))] : []),
      ...(card.customer ? [customerBlock(card.customer)] : []),
      ...help.map((text) => context(`:handshake: ${text}`)),
      ...detailBlocks(details),
      ...pictures.map((picture) => context(`:camera: ${picture}`)),
      context(standingLine(card)),
      controls(card),
    ],
  };
};

/** In place of a win that was reported, until managers decide: neither words nor people. Its thread stays. */
export const foldedCard: Message = paragraph(
  ':mag: This win is being looked at. It comes back, or goes, once the managers have decided.',
);

import type { ActionsBlock, KnownBlock } from '@slack/types';
import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import { shortened } from '../../domain/human-text.ts';
import { mostMoves, movedUp, type PlanRungs, type PlanSize, type PlanState } from '../../domain/plan.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { foldedText } from '../../domain/win.ts';
import { actions, button, context, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mostUpdated, paragraph, topText } from '../message.ts';
import { capitalized, listed, rungWords } from '../words.ts';
import { evidenceWords, planRefusalWords, planSizeWords } from './plan-words.ts';

/** A plan as its owner sees it. */
export interface PlanCard extends PlanRungs {
  planId: string;
  /** Unknown of one that was made of a little extra without a form. */
  customerAlias: string | undefined;
  clue: string | undefined;
  treat: string;
  isGift: boolean;
  size: PlanSize;
  day: CalendarDay;
  state: PlanState;
  moves: number;
  note: string | undefined;
  /** It is said that it is done, and can still be undone. */
  mayResume: boolean;
  /** The owner's own. */
  today: CalendarDay;
}

const shownUnits = { treat: 300, note: 300, brief: 120 } as const;

const cut = (text: string, characters: number): string =>
  escapeSlackText(shortened(foldedText(text), { characters }));

const aliasOf = ({ customerAlias }: Pick<PlanCard, 'customerAlias'>): string =>
  customerAlias ? escapeName(foldedText(customerAlias)) : 'a customer';

export const checkGift = 'Some customers may not accept gifts: check that they may.';

const heading = (card: PlanCard): string => {
  const { day, today } = card;
  if (day === today) return `:gift: *Your plan for today, for ${aliasOf(card)}:*`;
  return `:gift: *Your plan for ${dayInWords(day)}, for ${aliasOf(card)}:*`;
};

/** An extra may take less time than its size says. */
const atMost: Record<PlanSize, string> = {
  twoMinutes: 'Two minutes at most',
  tenMinutes: 'Ten minutes at most',
  bold: planSizeWords.bold,
};

const facts = ({ size, clue, isGift, moves }: PlanCard): string[] => [
  [atMost[size], ...(clue ? [`you know: ${cut(clue, shownUnits.treat)}`] : [])].join(' · '),
  ...(isGift ? [checkGift] : []),
  ...(moves >= mostMoves ? ['Moved twice: do it, even a small version, or let it go. Both are fine.'] : []),
];

export const planButtons = (card: Pick<PlanCard, 'planId' | 'customerAlias' | 'moves'>): ActionsBlock => {
  const value = card.planId;
  const about = `the plan for ${card.customerAlias ?? 'a customer'}`;
  return actions(
    button(actionIds.planDone, 'Done', { value, isPrimary: true, spoken: `Done: ${about}` }),
    ...(card.moves < mostMoves
      ? [button(actionIds.planMove, 'Move', { value, spoken: `Move ${about} to another day` })]
      : []),
    button(actionIds.planDrop, 'Drop', { value, spoken: `Drop ${about}` }),
  );
};

const messageOf = (text: string, small: readonly string[], rest: readonly KnownBlock[] = []): Message => ({
  text: topText([text, ...small].join('\n'), mostUpdated),
  blocks: [...sections(text), ...(small.length > 0 ? [context(small.join('\n'))] : []), ...rest],
});

const open = (card: PlanCard): Message =>
  messageOf(`${heading(card)}\n${cut(card.treat, shownUnits.treat)}`, facts(card), [planButtons(card)]);

const resumeButton = ({ planId, customerAlias }: PlanCard) =>
  button(actionIds.planResume, 'Not done after all', {
    value: planId,
    spoken: `Not done after all: the plan for ${customerAlias ?? 'a customer'} is to do again`,
  });

const done = (card: PlanCard): Message => {
  const note = card.note ? `\n“${cut(card.note, shownUnits.note)}”` : '';
  const left = card.rungAfter ? [`Your guess: the customer ${rungWords[card.rungAfter]}.`] : [];
  return messageOf(
    `:white_check_mark: *Done, for ${aliasOf(card)}:* ${cut(card.treat, shownUnits.brief)}${note}`,
    left,
    card.mayResume ? [actions(resumeButton(card))] : [],
  );
};

const dropped = (card: PlanCard): Message =>
  messageOf(
    `Let go, and that is all right. For ${aliasOf(card)}: ${cut(card.treat, shownUnits.brief)}`,
    [],
    [
      actions(
        button(actionIds.planBringBack, 'Bring it back', {
          value: card.planId,
          spoken: `Bring it back: the plan for ${card.customerAlias ?? 'a customer'}`,
        }),
      ),
    ],
  );

/** A plan as it stands, with what can be done about it. */
export const planMessage = (card: PlanCard): Message => {
  if (card.state === 'done') return done(card);
  if (card.state === 'dropped') return dropped(card);
  return card.state === 'lapsed' ? paragraph(planRefusalWords.lapsed) : open(card);
};

/** Where it was told of a plan before that was moved. */
export const planMoved = (card: PlanCard): Message =>
  paragraph(
    `:calendar: Moved to ${dayInWords(card.day)}, for ${aliasOf(card)}: ${cut(card.treat, shownUnits.brief)}`,
  );

/** In answer to what made it, with where it went. */
export const planMade = (card: PlanCard): Message => {
  if (card.state !== 'planned') return planMessage(card);
  const when =
    card.day === card.today
      ? 'It is on Home until it is done, and in your note if that still comes today. `/brag plan` lists it under *My plans*.'
      : 'It comes in your note then, and is on Home until it is done.';
  const message = planMessage(card);
  return { text: `${message.text}\n${when}`, blocks: [...message.blocks, context(when)] };
};

/** One line in a list. */
export const planLine = (card: Pick<PlanCard, 'customerAlias' | 'treat' | 'day'>): string =>
  `${dayInWords(card.day)}, for ${aliasOf(card)}: ${cut(card.treat, shownUnits.brief)}`;

const laterButton = ({ planId, customerAlias }: PlanCard): ActionsBlock =>
  actions(
    button(actionIds.planLater, 'Say where they are', {
      value: planId,
      spoken: `Say where they are: ${customerAlias ?? 'the customer'}`,
    }),
  );

/** Two weeks later: where they are now. */
export const laterMessage = (card: PlanCard): Message =>
  messageOf(
    `:ladder: *Two weeks ago or so, for ${aliasOf(card)}:* ${cut(card.treat, shownUnits.brief)}\n*Where are they now?*`,
    [],
    [laterButton(card)],
  );

const laterWords = (card: PlanCard): string => {
  const shows = card.evidence.map((each) => evidenceWords[each].replace('They', 'they'));
  const because = shows.length > 0 ? `: ${listed(shows)}` : '';
  const move = movedUp(card);
  if (move === 'confirmed') return `${capitalized(aliasOf(card))} moved up${because}. It was worth it.`;
  if (card.later === 'up') return `${capitalized(aliasOf(card))} moved up, by our guess.`;
  return card.later === 'same'
    ? `With ${aliasOf(card)} it is as before. It was kind all the same.`
    : `Nobody knows yet how it is with ${aliasOf(card)}. It was kind all the same.`;
};

/** In its place once it is answered. */
export const laterAnswered = (card: PlanCard): Message =>
  paragraph(`:ladder: Thank you. ${laterWords(card)}`);

export const laterOver = paragraph(':ladder: This question is closed. Thank you for the treat.');
export const planGone = paragraph(planRefusalWords.gone);

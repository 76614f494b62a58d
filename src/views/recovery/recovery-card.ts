import type { Button, KnownBlock, ModalView } from '@slack/types';
import { dayInWords } from '../../domain/calendar.ts';
import { isWorkedOn, type RecoveryFacts, type RecoveryState } from '../../domain/recovery.ts';
import { firstCallAt } from '../../domain/recovery-contact.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, context, section, sections } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, messageModal, mostUpdated, paragraph, topText } from '../message.ts';
import { capitalized, listed } from '../words.ts';
import { endActions, endLines } from './recovery-end.ts';
import { nextLine, type StepsShown, stepBlocks } from './recovery-steps.ts';
import { customerName, momentShort, problemWords, recoveryTitle, severityWords } from './recovery-words.ts';

/** A card, and what whoever reads it may do. */
export interface RecoveryCard extends StepsShown {
  mayWork: boolean;
  mayChangeTeam: boolean;
  isOwner: boolean;
  mayTakeBack: boolean;
  /** Says how the customer is. */
  mayEnd: boolean;
  mayUndoEnd: boolean;
  mayTell: boolean;
}

/** What went wrong for the customer, among markup. */
export const whatHappened = (recovery: RecoveryFacts): string => {
  const { problem, what, severity } = recovery;
  return `${problemWords[problem]}, ${severityWords[severity]}: “${escapeName(what)}”\n${whetherTheyKnow(recovery)}`;
};

const whetherTheyKnow = (recovery: RecoveryFacts): string => {
  if (recovery.doesCustomerKnow) return 'They know.';
  return firstCallAt(recovery) ? 'They did not know: we went first.' : '*They do not know yet: go first.*';
};

const whoWorks = ({ ownerId, helperIds }: RecoveryFacts): string => {
  const helpers = helperIds.map(mention);
  const help = helpers.length > 0 ? `; ${listed(helpers)} ${helpers.length === 1 ? 'helps' : 'help'}` : '';
  return `${capitalized(mention(ownerId))} owns it${help}.`;
};

const openedLine = ({ openedBy, openedAt }: RecoveryFacts, zone: string): string =>
  `Opened by ${mention(openedBy)}, ${momentShort(openedAt, zone)}. Only the owner, the helpers, whoever opened it and those who lead the team see this.`;

const stateLines: Partial<Record<RecoveryState, string>> = {
  right: ':sunflower: *It was put right.* Follow up before you let it go.',
  closed: ':heavy_check_mark: *This one is over.*',
};

/** The row of its buttons besides those of its steps. */
const cardButtons = ({ recovery, mayChangeTeam, isOwner, mayTakeBack }: RecoveryCard): Button[] => {
  const { _id: value } = recovery;
  return [
    button(actionIds.recoveryWords, 'What to say', { value }),
    button(actionIds.recoveryPlan, 'Offer and days', { value }),
    ...(mayChangeTeam ? [button(actionIds.recoveryTeam, 'Who works on it', { value })] : []),
    ...(isOwner ? [button(actionIds.recoveryEdit, 'Edit', { value })] : []),
    ...(mayTakeBack ? [takeBackButton(value)] : []),
  ];
};

const takeBackButton = (value: string): Button =>
  button(actionIds.recoveryTakeBack, 'Opened by mistake', { value });

const buttonsOf = (card: RecoveryCard): Button[] => {
  if (!isWorkedOn(card.recovery)) return [];
  if (card.mayWork) return cardButtons(card);
  return card.mayTakeBack ? [takeBackButton(card.recovery._id)] : [];
};

const titleOf = ({ customerAlias }: RecoveryFacts): string =>
  `*${recoveryTitle} for ${customerName(customerAlias)}*`;

const wordsOf = (blocks: readonly KnownBlock[]): string =>
  blocks.flatMap((block) => (block.type === 'section' && block.text ? [block.text.text] : [])).join('\n');

/** The card that its owner and helpers work with. */
export const recoveryCard = (card: RecoveryCard): Message => {
  const { recovery, zone } = card;
  const state = stateLines[recovery.state];
  const buttons = buttonsOf(card);
  const blocks = [
    ...sections(`${titleOf(recovery)}\n${whatHappened(recovery)}`),
    section(whoWorks(recovery)),
    ...(state ? [section(state)] : []),
    ...stepBlocks(card, card.mayWork && isWorkedOn(recovery)),
    ...endLines(recovery).map(section),
    ...endActions(recovery, { mayEnd: card.mayEnd, mayUndo: card.mayUndoEnd, mayTell: card.mayTell }),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
    context(openedLine(recovery, zone)),
  ];
  return { text: topText(wordsOf(blocks), mostUpdated), blocks };
};

/** In place of everybody's card, once whoever opened it took it back. */
export const recoveryTakenBack = ({ openedBy }: RecoveryFacts): Message =>
  paragraph(
    `This was opened by mistake, and ${mention(openedBy)} took it back. There is nothing left to do.`,
  );

/** In place of the card of whoever works on it no more. */
export const recoveryLeft = ({ ownerId }: RecoveryFacts): Message =>
  paragraph(
    `You are not asked to help with this one any more: ${mention(ownerId)} goes on with it. Thank you for what you did.`,
  );

/** In place of the card of one that is not kept any more. */
export const recoveryGone: Message = paragraph('This one is too old to be kept, and is deleted.');

export const openRecoveryButton = (recovery: RecoveryFacts, shown = 'Open it'): Button =>
  button(actionIds.recoveryShow, shown, {
    value: recovery._id,
    spoken: `${shown}: what is made right for ${recovery.customerAlias ?? 'a customer'}`,
  });

/** One in a list: what comes next, and the way to its card. */
export const recoveryRow = (shown: StepsShown): KnownBlock => ({
  ...section(`*${capitalized(customerName(shown.recovery.customerAlias))}*. ${nextLine(shown)}`),
  accessory: openRecoveryButton(shown.recovery, 'Open'),
});

const stateOf = (shown: StepsShown): string => {
  const { state } = shown.recovery;
  if (state === 'closed') return 'It is over.';
  return nextLine(shown);
};

/** What those who lead the team read of it in their note. */
export const recoveryForManagers = (shown: StepsShown): Message => {
  const { recovery } = shown;
  const { openedBy } = recovery;
  const text = [
    `:adhesive_bandage: *To make right for ${customerName(recovery.customerAlias)}.* ${capitalized(mention(openedBy))} opened it: good that we know.`,
    whatHappened(recovery),
    `${whoWorks(recovery)} ${stateOf(shown)}`,
  ].join('\n');
  return {
    text: topText(text, mostUpdated),
    blocks: [...sections(text), actions(openRecoveryButton(recovery))],
  };
};

/** For those who lead the team, when whoever owns one cannot go on with it. */
export const recoveryOwnerless = (shown: StepsShown): Message => {
  const { recovery } = shown;
  const text = `:adhesive_bandage: *Nobody owns what is to be made right for ${customerName(recovery.customerAlias)} any more.* ${capitalized(mention(recovery.ownerId))} is not here now. ${nextLine(shown)}`;
  return {
    text: topText(text, mostUpdated),
    blocks: [
      section(text),
      actions(
        button(actionIds.recoveryTakeOver, 'Take it over', { value: recovery._id }),
        openRecoveryButton(recovery),
      ),
    ],
  };
};

export const recoveryOwnedAgain = ({ ownerId, customerAlias }: RecoveryFacts): Message =>
  paragraph(
    `${capitalized(mention(ownerId))} owns what is to be made right for ${customerName(customerAlias)} now.`,
  );

/** On the day by which something was to be done. */
export const recoveryToday = (shown: StepsShown, due: string): Message => {
  const text = `:adhesive_bandage: *For ${customerName(shown.recovery.customerAlias)}*: ${due}.`;
  return { text, blocks: [{ ...section(text), accessory: openRecoveryButton(shown.recovery) }] };
};

export const recoveryTodayOver = (shown: Pick<StepsShown, 'recovery'>): Message =>
  paragraph(`For ${customerName(shown.recovery.customerAlias)}: that is seen to.`);

/** What is planned of it, for whoever had other plans. */
export const planNow = ({ recovery, zone }: StepsShown): string => {
  const { offer, cost, fixBy, followUpOn, update } = recovery;
  const planned = [
    ...(offer ? [`the offer “${escapeName(offer)}”`] : []),
    ...(cost ? [`the cost ${escapeName(cost)}`] : []),
    ...(fixBy ? [`put right by ${dayInWords(fixBy)}`] : []),
    ...(followUpOn ? [`follow up on ${dayInWords(followUpOn)}`] : []),
    ...(update ? [`tell them once, due ${momentShort(update.dueAt, zone)}`] : []),
  ];
  return planned.length > 0 ? `It says now: ${listed(planned)}.` : 'Nothing is planned now.';
};

const thanks =
  ':heart: *Thank you for opening this.* What we know of, we can put right. Most people forgive who feel that we mean it.';

/** A card in a modal; right after it was opened, with thanks. */
export const recoveryModal = ({ blocks }: Message, { isNew = false } = {}): ModalView =>
  messageModal(recoveryTitle, {
    blocks: isNew
      ? [section(thanks), context('Find it again on Home, or with `/brag recover`.'), ...blocks]
      : blocks,
  });

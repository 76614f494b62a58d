import type { KnownBlock, ModalView } from '@slack/types';
import { type LineFault, maxLineLength, maxLineUnits, type SignRefusal } from '../../domain/card.ts';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, modal, section, textInput } from '../blocks.ts';
import { actionIds, callbackIds, cardFormIds as ids } from '../ids.ts';
import { type Message, messageModal, paragraph } from '../message.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { listed } from '../words.ts';

const title = 'Sign the card';

export interface CardForm {
  winId: string;
  heroNames: readonly string[];
  /** The win in a few words, as typed. */
  excerpt: string;
  typed: string;
  /** They signed before. */
  isSigned: boolean;
  /** What was found in the line at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
  /** Travels with the form, as JSON. */
  metadata: string;
}

const removeBlock = (winId: string): KnownBlock =>
  actions(button(actionIds.cardRemove, 'Remove my line', { value: winId }));

/** Slack shows two thousand characters of a label, which ten of the longest names fit into. */
const namesOf = ({ heroNames }: Pick<CardForm, 'heroNames'>): string => listed(heroNames);

export const cardForm = (form: CardForm): ModalView =>
  modal({
    callbackId: callbackIds.cardSign,
    title,
    submit: form.isSigned ? 'Change it' : 'Sign',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      section(`> ${escapeName(form.excerpt)}`),
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData, 'Whoever gets the card') : []),
      textInput(
        {
          blockId: ids.line,
          label: `Your line for ${namesOf(form)}`,
          hint: `One line, ${maxLineLength} characters at most. It comes with their next note, and until then you can change it.`,
        },
        { maxLength: maxLineUnits, isFocused: true, typed: form.typed },
      ),
      ...(form.isSigned ? [removeBlock(form.winId)] : []),
    ],
  });

/** In place of the form. */
export const signedResult = (winId: string, heroNames: readonly string[]): ModalView =>
  messageModal(title, {
    blocks: [
      section(
        `Thank you! Your line comes with the next note of ${escapeName(namesOf({ heroNames }))}. Until then you can change it: press *Sign the card* again.`,
      ),
      removeBlock(winId),
    ],
  });

export const lineFaultWords = (fault: LineFault): string =>
  fault.kind === 'blank'
    ? 'Please write a few words.'
    : `This has ${fault.length} characters, and ${maxLineLength} fit on the card. Please shorten it.`;

/** Why somebody cannot sign. */
export const signRefusals: Record<SignRefusal, string> = {
  hero: 'This card is for you, so you cannot sign it. What the others write comes with your next note.',
  'not-eligible': 'Only members of this organisation can sign.',
  hidden:
    'The card is for those who can see the win on the wall. Ask somebody in that channel to let you in.',
  gone: 'This win is no longer on the wall, so its card cannot be signed.',
  forgotten: 'This win is too old: it is not kept here any more, so its card cannot be signed.',
  'not-exceptional':
    'Somebody took a nomination back, so this win is not exceptional just now. Its card can be signed once it is again.',
  'handed-over': 'Your line was handed over already, so it stays as it is.',
};

export const signRefused = (why: SignRefusal, line?: string): Message =>
  paragraph(line === undefined ? signRefusals[why] : `${signRefusals[why]}\n> ${escapeName(line)}`);

/** What became of a press of Remove my line. */
export const removed: Record<'removed' | 'handed-over' | 'none', Message> = {
  removed: paragraph('Your line is off the card. Press *Sign the card* to write another.'),
  'handed-over': paragraph(signRefusals['handed-over']),
  none: paragraph('There is no line of yours on this card.'),
};

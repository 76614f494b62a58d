import type { ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import {
  type IdeaChannel,
  ideaChannels,
  longestIdeaMinutes,
  maxIdeaLength,
  maxIdeaUnits,
} from '../../domain/idea.ts';
import { checkboxes, modal, numberInput, option, section, textInput } from '../blocks.ts';
import { callbackIds, ideaFormIds as ids } from '../ids.ts';
import { customerDataBlocks } from '../win/win-form.ts';
import { channelLabels } from './idea.ts';

export interface IdeaForm {
  metadata: string;
  typed: string;
  /** As typed. */
  minutes: string;
  channels: readonly IdeaChannel[];
  /** What was found in the text at the last submit; empty when there is nothing to ask. */
  customerData: readonly CustomerDataKind[];
}

/** Add mine: one line for everybody on the team. */
export const ideaForm = ({ metadata, typed, minutes, channels, customerData }: IdeaForm): ModalView =>
  modal({
    callbackId: callbackIds.ideaAdd,
    title: 'Add a little extra',
    submit: 'Add it',
    close: 'Cancel',
    metadata,
    blocks: [
      ...(customerData.length > 0 ? customerDataBlocks(customerData, 'Your whole team') : []),
      section(
        'Something small that anybody on your team can do for a customer. They can be offered it at once.',
      ),
      textInput(
        {
          blockId: ids.text,
          label: 'What can we do?',
          hint: `One line of up to ${maxIdeaLength} characters, such as: Walk somebody to the bus stop when it is dark. No names of customers.`,
        },
        { maxLength: maxIdeaUnits, isFocused: true, typed },
      ),
      numberInput(
        { blockId: ids.minutes, label: 'How many minutes does it take?' },
        { least: 1, most: longestIdeaMinutes, typed: minutes },
      ),
      checkboxes(
        { blockId: ids.channels, label: 'Where is it done?' },
        ideaChannels.map((channel) => option(channel, channelLabels[channel])),
        (value) => channels.some((channel) => channel === value),
      ),
    ],
  });

export const emptyIdeaForm = (metadata: string): ModalView =>
  ideaForm({ metadata, typed: '', minutes: '5', channels: [], customerData: [] });

import type { ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { escapeName } from '../../domain/slack-text.ts';
import type { WinDetails } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { modal, section } from '../blocks.ts';
import { callbackIds } from '../ids.ts';
import { customerDataBlocks, detailBlocks } from './win-form.ts';

export interface DetailsForm extends WinDetails, Pick<Workspace, 'principleNames'> {
  /** Travels with the form, as JSON. */
  metadata: string;
  /** The first of the win's, since its text is not in the form. */
  words: string;
  customerData: readonly CustomerDataKind[];
}

/** For saying more about a win whose text and people stay as they are: three fields, at the first of them. */
export const detailsForm = (form: DetailsForm): ModalView =>
  modal({
    callbackId: callbackIds.winDetails,
    title: 'Add details',
    submit: 'Save',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      ...(form.customerData.length > 0 ? customerDataBlocks(form.customerData) : []),
      section(`‘${escapeName(form.words)}’`),
      ...detailBlocks(form, { isFocused: true }),
    ],
  });

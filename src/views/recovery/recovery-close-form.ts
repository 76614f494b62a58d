import type { ModalView } from '@slack/types';
import type { CustomerDataKind } from '../../domain/customer-data.ts';
import { type Cause, causes } from '../../domain/recovery.ts';
import { maxChangeUnits } from '../../domain/recovery-end.ts';
import { modal, option, section, select, textInput } from '../blocks.ts';
import { callbackIds, recoveryFormIds as ids } from '../ids.ts';
import { aboveFields } from './recovery-form.ts';

const causeLabels: Record<Cause, string> = {
  people: 'People: too few of us, or nobody was shown how',
  process: 'Process: how we do it',
  product: 'Product: the thing itself',
  promise: 'Promise: we said what could not be kept',
  partner: 'Partner: somebody we work with',
};

export interface CloseForm {
  metadata: string;
  cause?: Cause | undefined;
  change: string;
  customerData: readonly CustomerDataKind[];
}

/** Yes: what it came of, and what is changed. */
export const recoveryCloseForm = (form: CloseForm): ModalView =>
  modal({
    callbackId: callbackIds.recoveryClose,
    title: 'All right again',
    submit: 'Close it',
    close: 'Cancel',
    metadata: form.metadata,
    blocks: [
      section('Good. Two things before you let it go, so that the next customer is spared it.'),
      ...aboveFields(form),
      select(
        {
          blockId: ids.cause,
          label: 'What did it come of?',
          hint: 'How we work, never who it was.',
        },
        {
          options: causes.map((cause) => option(cause, causeLabels[cause])),
          chosen: form.cause,
          placeholder: 'Choose one',
        },
      ),
      textInput(
        {
          blockId: ids.change,
          label: 'What do we change?',
          hint: `A line that the team can do: “we name a day only when it is in the van”. Up to ${maxChangeUnits} characters.`,
        },
        { maxLength: maxChangeUnits, isMultiline: true, typed: form.change },
      ),
    ],
  });

export const changeFaultWords = {
  blank: 'Say in a line what you change, however small. “Nothing” is an answer, too.',
  'too-long': `Please say it in ${maxChangeUnits} characters at most.`,
} as const;
export const causeMissing = 'Choose what it came of.';

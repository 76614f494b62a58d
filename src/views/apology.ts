import type { ModalView } from '@slack/types';
import { plain, section } from './blocks.ts';
import { paragraph } from './message.ts';

const sorry = 'Sorry, something went wrong on my side, and I have noted it.';
const whomToTell = 'tell whoever looks after me here';
const message = `${sorry} Please try again in a minute. If it keeps happening, ${whomToTell}.`;

const modal: ModalView = {
  type: 'modal',
  title: plain('That did not work'),
  close: plain('Close'),
  blocks: [section(message)],
};

/** The one thing a person reads when something unexpected went wrong. */
export const apology = {
  message,
  /** Beside a field of the form that they submitted, which stays open. */
  inForm: `${sorry} What you filled in is still here; please try again in a minute. If it keeps happening, copy it and ${whomToTell}.`,
  /** In place of a form that has no field to say it beside. */
  modal,
};

/** Beside a field of a form that came back without what it was opened with. */
export const unknownForm =
  'Sorry, I can no longer tell what this form is about. Copy what you typed, close the form, and open it again.';

/** Slack did not say whether a form opened, which may be in front of the person. */
export const formInDoubt = paragraph(
  'Slack did not tell me whether your form opened. If you do not see it, please try again.',
);

import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { plainWords } from '../views/plain-words.ts';
import { unstoredForm } from '../views/unstored.ts';
import type { Stored } from './stored-in-time.ts';

type Acknowledge = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

/** Beside a field Slack shows plain text: marks and references would be read as they are. */
const inPlainWords = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([blockId, words]) => [blockId, plainWords(words)]));

/** Keeps a form open as it is, with words beside its blocks. */
export const keepOpenWith = async (ack: Acknowledge, errors: Record<string, string>): Promise<void> => {
  await ack({ response_action: 'errors', errors: inPlainWords(errors) });
};

/** The same beside one of its blocks. */
export const keepOpen = (ack: Acknowledge, blockId: string, words: string): Promise<void> =>
  keepOpenWith(ack, { [blockId]: words });

/** What is wrong, by the block of the form that it is said beside; undefined when nothing is. */
export type FormErrors = Record<string, string> | undefined;

interface CloseOptions<T> {
  errorsOf: (outcome: T) => FormErrors;
  /** The block beside which it is said that nobody knows whether it is stored. */
  silentAt: string;
  /** What is shown in the form's place, where there is no address to answer at. */
  shownInstead?: (outcome: T) => ModalView | undefined;
}

/**
 * Closes a form with what was stored, and resolves with it; or keeps it open with words beside a block. This is the
 * form's one acknowledgement: Bolt throws on a second one, so whatever fails afterwards is for the error handler.
 */
export const closeForm = async <T>(
  ack: Acknowledge,
  stored: Stored<T>,
  { errorsOf, silentAt, shownInstead }: CloseOptions<T>,
): Promise<T | undefined> => {
  if (stored.kind !== 'stored') {
    await keepOpen(ack, silentAt, unstoredForm[stored.kind]);
    return undefined;
  }
  const { outcome } = stored;
  const errors = errorsOf(outcome);
  if (errors) {
    await ack({ response_action: 'errors', errors: inPlainWords(errors) });
    return undefined;
  }
  const view = shownInstead?.(outcome);
  await (view ? ack({ response_action: 'update', view }) : ack());
  return outcome;
};

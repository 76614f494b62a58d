import type { ModalView } from '@slack/types';
import { WebAPIHTTPError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import { slackErrorCode } from '../errors.ts';
import { formInDoubt } from '../views/apology.ts';
import type { Message } from '../views/message.ts';

/** Slack did not say what it did, or it took so long that a second attempt came too late. */
const isInDoubt = (error: unknown): boolean =>
  error instanceof WebAPIRequestError ||
  error instanceof WebAPIHTTPError ||
  slackErrorCode(error) === 'expired_trigger_id';

/**
 * Opens a form; resolves with what to tell the person when nobody knows whether it is open. A trigger opens one form, and
 * the client repeats a call whose answer was lost: a trigger that was used is that of an open form.
 */
export const openForm = async (
  client: WebClient,
  triggerId: string,
  view: ModalView,
): Promise<Message | undefined> => {
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return undefined;
  } catch (error) {
    if (slackErrorCode(error) === 'exchanged_trigger_id') return undefined;
    if (isInDoubt(error)) return formInDoubt;
    throw error;
  }
};

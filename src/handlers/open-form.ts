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

/** What opens a form: the trigger alone, or the request that it came with. */
type Opener = string | { trigger_id: string; view?: { type: string } | undefined };

/** Over a modal that is open, Slack wants the next one pushed. */
const methodFor = ({ views }: WebClient, opener: Opener) =>
  typeof opener !== 'string' && opener.view?.type === 'modal' ? views.push : views.open;

/** A view that is open, or what to tell the person when nobody knows whether it is. */
interface Opened {
  /** Unknown when it is open since an attempt whose answer was lost. */
  viewId?: string | undefined;
  doubt?: Message;
}

/**
 * Opens a view. A trigger opens one, and the client repeats a call whose answer was lost: a trigger that was used is that
 * of an open view.
 */
export const openView = async (client: WebClient, opener: Opener, view: ModalView): Promise<Opened> => {
  try {
    const triggerId = typeof opener === 'string' ? opener : opener.trigger_id;
    const answer = await methodFor(client, opener)({ trigger_id: triggerId, view });
    return { viewId: answer.view?.id };
  } catch (error) {
    if (slackErrorCode(error) === 'exchanged_trigger_id') return {};
    if (isInDoubt(error)) return { doubt: formInDoubt };
    throw error;
  }
};

/** Opens a form; resolves with what to tell the person when nobody knows whether it is open. */
export const openForm = async (
  client: WebClient,
  opener: Opener,
  view: ModalView,
): Promise<Message | undefined> => (await openView(client, opener, view)).doubt;

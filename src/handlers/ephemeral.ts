import { type BlockAction, RespondError, type RespondFn } from '@slack/bolt';
import { actionIds } from '../views/ids.ts';
import type { Message } from '../views/message.ts';
import type { MessageWithFallback } from '../views/message-part.ts';

/** Answers the person alone, and leaves the message they acted on as it is. */
export const answerPrivately = async (respond: RespondFn, message: Message): Promise<void> => {
  await respond({ ...message, response_type: 'ephemeral', replace_original: false });
};

/** Whether a button was pressed on something that only this person sees: a private answer, a modal or Home. */
export const isPrivate = ({ container }: Pick<BlockAction, 'container'>): boolean =>
  container.is_ephemeral === true || container.type === 'view';

/** Answers the person alone: in place of what they acted on when only they see it, and beside it otherwise. */
export const answerInPlace = (
  respond: RespondFn,
  body: Pick<BlockAction, 'container'>,
  message: Message,
): Promise<void> => (isPrivate(body) ? replaceAnswer(respond, message) : answerPrivately(respond, message));

/** Puts a new text in place of the direct message whose button was pressed. */
export const replaceMessage = async (respond: RespondFn, message: Message): Promise<void> => {
  await respond({ ...message, replace_original: true });
};

/** A note ends with its own button, and tells of more than what was pressed. */
const isInNote = ({ message }: Pick<BlockAction, 'message'>): boolean =>
  !message?.blocks || JSON.stringify(message.blocks).includes(actionIds.noteChange);

/**
 * Answers what was pressed in a direct message: in its place when it is one of an earlier version, and beside it in a
 * note, whose other parts stay.
 */
export const answerInNote = (
  respond: RespondFn,
  body: Pick<BlockAction, 'message'>,
  message: Message,
): Promise<void> => (isInNote(body) ? answerPrivately(respond, message) : replaceMessage(respond, message));

/** Puts a new text in place of the private answer whose button was pressed. */
export const replaceAnswer = async (respond: RespondFn, message: Message): Promise<void> => {
  await respond({ ...message, response_type: 'ephemeral', replace_original: true });
};

/** Answers the person alone, in plainer blocks when Slack refuses some of the first. */
export const answerWithFallback = async (
  respond: RespondFn,
  { message, fallbackBlocks }: MessageWithFallback,
): Promise<void> => {
  try {
    await answerPrivately(respond, message);
  } catch (error) {
    if (!(error instanceof RespondError)) throw error;
    await answerPrivately(respond, { ...message, blocks: fallbackBlocks });
  }
};

import type { BlockAction, RespondFn } from '@slack/bolt';
import type { Message } from '../../views/message.ts';
import { answerInPlace, answerPrivately } from '../ephemeral.ts';

/** Beside what was pressed on the wall, in a note or on Home, which is shown anew by itself; and otherwise in its place. */
export const answerPress = (
  respond: RespondFn,
  body: Pick<BlockAction, 'container' | 'view'>,
  message: Message,
): Promise<void> =>
  body.view?.type === 'home' ? answerPrivately(respond, message) : answerInPlace(respond, body, message);

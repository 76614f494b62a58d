import { escapeName } from '../../domain/slack-text.ts';
import { type Message, paragraph } from '../message.ts';

/** Told to whoever added an idea, when a manager took it out. */
export const ideaHidden = (byName: string, text: string): Message =>
  paragraph(
    `${escapeName(byName)} hid a little extra of yours, so your team is not offered it any more. If you think that it belongs there, talk to them: they can put it back.\n>${escapeName(text)}`,
  );

/** In its place, once it is back. */
export const ideaBack = (text: string): Message =>
  paragraph(
    `A little extra of yours was hidden for a while. Your team is offered it again:\n>${escapeName(text)}`,
  );

/** In its place, once there is nothing more to say of it. */
export const ideaHiddenBefore = paragraph('A little extra of yours was hidden.');

import { escapeSlackText } from '../domain/slack-text.ts';
import { type Message, mention, paragraph } from './message.ts';
import { counted, listed } from './words.ts';

const by = (nominatorNames: readonly string[]): string => {
  const named = nominatorNames.slice(0, 10).map(escapeSlackText);
  const more = nominatorNames.length - named.length;
  return listed(more > 0 ? [...named, counted(more, 'other', 'others')] : named);
};

/** Said once in a win's thread, when enough people have nominated it. */
export const exceptionalAnnouncement = (
  heroIds: readonly string[],
  nominatorNames: readonly string[],
): Message =>
  paragraph(
    `:star2: *Exceptional!* ${counted(nominatorNames.length, 'person', 'people')} nominated what ${listed(heroIds.map(mention))} did: ${by(nominatorNames)}.`,
  );

/** Told to each hero in a direct message. No link for whoever may not see the wall. */
export const praise = (nominatorNames: readonly string[], winLink: string | undefined): Message => {
  const link = winLink ? ` <${winLink}|See your win on the wall>.` : '';
  return paragraph(
    `:star2: What you did for a customer is exceptional: ${by(nominatorNames)} nominated it.${link}`,
  );
};

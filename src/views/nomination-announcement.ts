import { escapeName } from '../domain/slack-text.ts';
import { type Message, mention, paragraph } from './message.ts';
import { counted, listed, namesWithin } from './words.ts';

/** Room for ten of the longest names that Slack takes. */
const longestNames = 1000;

const by = (nominatorNames: readonly string[]): string =>
  namesWithin(nominatorNames.slice(0, 10).map(escapeName), nominatorNames.length, longestNames);

/** Said once in a win's thread, when enough people have nominated it. */
export const exceptionalAnnouncement = (
  heroIds: readonly string[],
  nominatorNames: readonly string[],
): Message =>
  paragraph(
    `:star2: *Exceptional!* ${counted(nominatorNames.length, 'person', 'people')} nominated what ${listed(heroIds.map(mention))} did: ${by(nominatorNames)}.`,
  );

/** Told to each hero in a direct message. */
export const praise = (nominatorNames: readonly string[], winLink: string): Message =>
  paragraph(
    `:star2: What you did for a customer is exceptional: ${by(nominatorNames)} nominated it. <${winLink}|See your win on the wall>.`,
  );

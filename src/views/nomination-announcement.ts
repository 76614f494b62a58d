import { escapeName, escapeSlackText } from '../domain/slack-text.ts';
import { excerptOf } from '../domain/win.ts';
import type { Workspace } from '../domain/workspace.ts';
import { actions, button, section } from './blocks.ts';
import { emojiMarks } from './emoji-words.ts';
import { actionIds } from './ids.ts';
import { type Message, mention, paragraph } from './message.ts';
import { counted, listed, namesWithin } from './words.ts';

type Choice = Pick<Workspace, 'nominationEmoji'>;

/** Room for ten of the longest names that Slack takes. */
const longestNames = 1000;

const by = (nominatorNames: readonly string[]): string =>
  namesWithin(nominatorNames.slice(0, 10).map(escapeName), nominatorNames.length, longestNames);

/** Said once in a win's thread, when enough people have nominated it. */
export const exceptionalAnnouncement = (
  heroIds: readonly string[],
  nominatorNames: readonly string[],
  choice: Choice,
): Message =>
  paragraph(
    `${emojiMarks(choice).exceptional} *Exceptional!* ${counted(nominatorNames.length, 'person', 'people')} nominated what ${listed(heroIds.map(mention))} did: ${by(nominatorNames)}.`,
  );

interface CopiedMessage {
  winId: string;
  /** Where the message is. */
  channelId: string;
  /** Who nominated it, or put it on the wall. */
  byName: string;
  /** `nominated`: by a reaction. Otherwise it is somebody else's win, in the words of the message or in their own. */
  how: 'nominated' | 'copied' | 'retold';
  /** Whether the win credits whoever wrote the message. */
  isHero: boolean;
  /** The win on the wall; undefined for whoever may not see it. */
  link: string | undefined;
  /** Something that looked like customer data was left out. */
  isMasked: boolean;
}

const whatWasDone = ({ byName, channelId, how, isHero }: CopiedMessage): string => {
  const name = escapeName(byName);
  if (how === 'nominated')
    return `${name} nominated what you wrote in <#${channelId}>, so it is on the wall as a win of yours`;
  return `${name} put what you wrote in <#${channelId}> on the wall${isHero ? ', and it credits you' : ''}`;
};

const whatFollows = ({ byName, how, isHero }: CopiedMessage): string => {
  if (how !== 'retold') return 'It follows when you edit your message, and goes when you delete it.';
  const whoTakesItDown = isHero ? 'Take it down if you do not want it there.' : 'A manager can take it down.';
  return `${escapeName(byName)} tells it in words of their own, so it stays when you delete your message, without the link. ${whoTakesItDown}`;
};

/** Told to whoever wrote a message that somebody nominated, and that is a win on the wall since. */
export const copiedNotice = (copied: CopiedMessage, choice: Choice): Message => {
  const { winId, how, isHero, link, isMasked } = copied;
  const text = [
    `${emojiMarks(choice).nomination} ${whatWasDone(copied)}${link ? `: <${link}|see it there>` : ''}.`,
    ...(isMasked ? ["What looked like a customer's contact or payment data is left out."] : []),
    whatFollows(copied),
  ].join(' ');
  const edit = button(actionIds.winEdit, 'Edit', { value: winId });
  const takeDown = button(actionIds.winTakeDown, 'Take down', { value: winId });
  const controls = [...(how === 'nominated' ? [edit] : []), ...(isHero ? [takeDown] : [])];
  return { text, blocks: [section(text), ...(controls.length > 0 ? [actions(...controls)] : [])] };
};

/** A win as its hero is reminded of it: only where they may see the wall. */
export interface PraisedWin {
  link: string;
  /** As a person reads it. */
  typed: string;
}

/** Told to each hero in their note: which win it is, and who nominated it. */
export const praise = (
  nominatorNames: readonly string[],
  win: PraisedWin | undefined,
  choice: Choice,
): Message => {
  const said = `${emojiMarks(choice).exceptional} What you did for a customer is exceptional: ${by(nominatorNames)} nominated it.`;
  if (!win) return paragraph(said);
  return paragraph(
    `${said}\n> ${escapeSlackText(excerptOf(win.typed))} <${win.link}|See your win on the wall>`,
  );
};

/** In its place, once the win was taken down. */
export const praiseGone = (choice: Choice): Message =>
  paragraph(`${emojiMarks(choice).exceptional} This was about a win that is not on the wall any more.`);

import type { KnownBlock, RichTextBlock, RichTextSection } from '@slack/types';
import type { RunDay } from '../../domain/challenge.ts';
import type { ChallengePack } from '../../domain/challenge-pack.ts';
import { cleanText, shortened } from '../../domain/human-text.ts';
import { escapeName, escapeSlackText } from '../../domain/slack-text.ts';
import { foldedText } from '../../domain/win.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { actions, button, sections } from '../blocks.ts';
import { emojiMarks } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { type Message, mention, mostUpdated, paragraph, topText } from '../message.ts';
import { typedElements } from '../rich-text.ts';
import { capitalized, counted, listed, namesWithin } from '../words.ts';
import { daysInWords, packName, peopleIn } from './challenge-words.ts';

export interface Invitation {
  runId: string;
  pack: ChallengePack;
  days: readonly RunDay[];
  participantCount: number;
  /** Why nobody can join any more. */
  end: 'called-off' | 'over' | undefined;
}

const endings: Record<NonNullable<Invitation['end']>, string> = {
  'called-off': 'This one was called off.',
  over: 'This one is over. `/brag challenge` shows what comes next.',
};

/** On the wall, on the Friday before: with a button to join, and the number of those who are in. */
export const challengeInvitation = (invitation: Invitation): Message => {
  const { runId, pack, days, participantCount, end } = invitation;
  const heading = `:raised_hand: *${packName(pack)}*, ${daysInWords(days)}.`;
  if (end) return paragraph(`${heading}\n${endings[end]}`);
  const text = `${heading}\n${escapeSlackText(pack.invitation)}\n${peopleIn(participantCount)}`;
  const join = button(actionIds.challengeJoin, 'Join', {
    value: runId,
    isPrimary: true,
    spoken: 'Join the challenge: one message a day, in your own morning',
  });
  return { text: topText(text, mostUpdated), blocks: [...sections(text), actions(join)] };
};

export interface ClosingStory {
  heroNames: readonly string[];
  /** As typed. */
  text: string;
  link: string;
  nominationCount: number;
}

export interface Closing {
  pack: ChallengePack;
  dayCount: number;
  /** Who did at least one day. */
  tookPartCount: number;
  doneCount: number;
  /** The most nominated first. */
  stories: readonly ClosingStory[];
  look: Pick<Workspace, 'nominationEmoji'>;
  /** Who did every day. */
  completeIds: readonly string[];
}

const mostStories = 10;
const mostNamed = 40;
/** Room for forty names of usual length. */
const longestNominated = 1500;
const longestStory = 160;

const cut = (text: string): string => shortened(foldedText(text), { characters: longestStory });
const longestHeroes = 120;

const who = ({ heroNames }: ClosingStory): string =>
  namesWithin(heroNames, heroNames.length, longestHeroes) || 'A win';

const nominated = ({ nominationCount }: ClosingStory): string =>
  nominationCount > 0 ? ` (${counted(nominationCount, 'nomination', 'nominations')})` : '';

const storyItem = (story: ClosingStory): RichTextSection => ({
  type: 'rich_text_section',
  elements: [
    { type: 'link', url: story.link, text: cleanText(who(story)) },
    ...typedElements(`: ${cut(story.text)}${nominated(story)}`),
  ],
});

const storyLine = (story: ClosingStory): string =>
  `• <${story.link}|${escapeName(who(story))}>: ${escapeSlackText(cut(story.text))}${nominated(story)}`;

const storyBlocks = (stories: readonly ClosingStory[]): KnownBlock[] => {
  if (stories.length === 0) return [];
  const list: RichTextBlock = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'bullet', elements: stories.map(storyItem) }],
  };
  return [list];
};

const completeLine = ({ completeIds, dayCount }: Closing): string[] => {
  if (completeIds.length === 0) return [];
  const named = completeIds.slice(0, mostNamed).map(mention);
  const more = completeIds.length - named.length;
  const who = listed(more > 0 ? [...named, counted(more, 'other', 'others')] : named);
  return [`:scroll: *All ${dayCount} days:* ${who}. Your certificate is in your messages.`];
};

/** On the wall, on the last Friday. */
export const challengeClosing = (closing: Closing): Message => {
  const { pack, tookPartCount, doneCount, stories } = closing;
  const heading = `:checkered_flag: *${packName(pack)}: that was it.* ${capitalized(counted(tookPartCount, 'person', 'people'))} took part, and ${counted(doneCount, 'day was', 'days were')} done between them.`;
  const shown = stories.slice(0, mostStories);
  const more = stories.length - shown.length;
  const storyHeading = stories.length > 0 ? [':speech_balloon: *The stories*'] : [];
  const moreLine = more > 0 ? [`And ${counted(more, 'more story', 'more stories')} on the wall.`] : [];
  const stars = stories.filter(({ nominationCount }) => nominationCount > 0);
  const starNames = [...new Set(stars.flatMap(({ heroNames }) => heroNames))];
  const nominatedLine =
    starNames.length > 0
      ? [
          `${emojiMarks(closing.look).nomination} *Nominated:* ${namesWithin(starNames.map(escapeName), starNames.length, longestNominated)}.`,
        ]
      : [];
  const ending = [
    ...moreLine,
    ...nominatedLine,
    ...completeLine(closing),
    `${escapeSlackText(pack.closing)} Days that are left can be caught up until the end of Sunday.`,
  ];
  return {
    text: [heading, ...storyHeading, ...shown.map(storyLine), ...ending].join('\n'),
    blocks: [
      ...sections([heading, ...storyHeading].join('\n')),
      ...storyBlocks(shown),
      ...sections(ending.join('\n')),
    ],
  };
};

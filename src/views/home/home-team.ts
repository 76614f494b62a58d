import type { KnownBlock } from '@slack/types';
import type { DigestStory } from '../../domain/digest.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, header, section } from '../blocks.ts';
import { goalLine, type MonthGoal } from '../board/goal-line.ts';
import { storyLineBlock } from '../digest/digest-story.ts';
import { emojiMarks } from '../emoji-words.ts';
import { actionIds } from '../ids.ts';
import { counted, listedBriefly } from '../words.ts';
import type { HomeLook } from './home-wins.ts';

export interface HomeTeam {
  winCount: number;
  /** How many people are credited in them. */
  heroCount: number;
  goal: MonthGoal | undefined;
  /** Undefined for whoever may not see it, and while there is none. */
  exceptional: DigestStory | undefined;
  newcomers: readonly string[];
  workspaceUrl: string;
  look: HomeLook;
  /** The stories are on a wall that the reader cannot see. */
  isClosed: boolean;
}

const weekLine = ({ winCount, heroCount }: HomeTeam): string =>
  winCount === 0
    ? 'The first win of this week is still to come.'
    : `${counted(winCount, 'win', 'wins')} so far this week, by ${counted(heroCount, 'person', 'people')}.`;

const newcomersLine = (names: readonly string[]): string =>
  `:wave: *New on the wall:* ${listedBriefly(names.map(escapeName))}. A reaction says welcome.`;

const closedLine =
  ':lock: The stories are for those who are in the channel of the wall. Somebody who is in it can invite you.';

/** How the team is doing: totals for everybody, stories and names for those who can see the wall. */
export const teamBlocks = (view: HomeTeam): KnownBlock[] => {
  const { goal, exceptional, newcomers, workspaceUrl, look, isClosed } = view;
  const lines = [weekLine(view), ...(goal ? [goalLine(goal)] : [])];
  return [
    header('The team'),
    section(lines.join('\n')),
    ...(exceptional
      ? [
          section(`${emojiMarks(look).exceptional} *The latest exceptional win*`),
          storyLineBlock(exceptional, workspaceUrl),
        ]
      : []),
    ...(newcomers.length > 0 ? [section(newcomersLine(newcomers))] : []),
    ...(isClosed ? [section(closedLine)] : []),
    actions(
      button(actionIds.homeDigest, 'This week so far'),
      button(actionIds.homeBoard, 'Board'),
      button(actionIds.homeChallenge, 'Challenge'),
    ),
  ];
};

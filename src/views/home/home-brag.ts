import type { KnownBlock } from '@slack/types';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { mention } from '../message.ts';
import { systemButtons, systemHints } from '../system-menu.ts';
import { counted } from '../words.ts';

export interface HomeBrag {
  wall: { kind: 'there'; channelId: string } | { kind: 'lost'; channelId: string } | { kind: 'never' };
  botUserId: string;
  /** Nothing of theirs is on the wall, ever. */
  isFirstVisit: boolean;
  /** What they are credited in this month; undefined where no personal counts are shown. */
  month: { name: string; winCount: number; nominationCount: number; helpedCount: number } | undefined;
}

const brag = () =>
  actions(
    button(actionIds.homeBrag, 'Brag', { isPrimary: true, spoken: 'Brag: post what you did for a customer' }),
    ...systemButtons(),
  );

const intro = ({ wall }: HomeBrag): string => {
  const where = wall.kind === 'there' ? `<#${wall.channelId}>` : 'the wall';
  return `*This is where your team tells what it did for customers, small things too.* Post yours and it appears on ${where}, where teammates nominate what was exceptional.`;
};

const example = 'For example: Called Mrs Lee back on my lunch break, she laughed and stayed.';

const withoutWall = ({ wall, botUserId }: HomeBrag): KnownBlock[] => {
  if (wall.kind === 'never')
    return [
      section(
        `:round_pushpin: *There is no wall yet.* In the channel where wins shall appear, type \`/invite\` and ${mention(botUserId)}: anybody who is in it can. What you post before that is kept, and appears there then.`,
      ),
    ];
  if (wall.kind === 'lost')
    return [
      section(
        `:round_pushpin: *I cannot post to the wall <#${wall.channelId}> just now.* New wins are kept and wait for it. I have told a manager, who can bring it back or choose another channel.`,
      ),
    ];
  return [];
};

/** No zero is ever shown. */
const monthLine = (month: HomeBrag['month']): KnownBlock[] => {
  if (!month || month.winCount + month.helpedCount === 0) return [];
  const { name, winCount, nominationCount, helpedCount } = month;
  const nominations =
    nominationCount > 0 ? `, with ${counted(nominationCount, 'nomination', 'nominations')}` : '';
  const facts = [
    ...(winCount > 0 ? [`${counted(winCount, 'win', 'wins')}${nominations}`] : []),
    ...(helpedCount > 0 ? [`helped with ${counted(helpedCount, 'win', 'wins')}`] : []),
  ];
  return [section(`*You in ${name}:* ${facts.join('; ')}.`)];
};

/** On top: *Brag* and the other systems, and one line about the person; for a first visitor what this is, and an example. */
export const bragBlocks = (view: HomeBrag): KnownBlock[] =>
  view.isFirstVisit
    ? [...withoutWall(view), section(intro(view)), brag(), context(example), systemHints()]
    : [...withoutWall(view), brag(), ...monthLine(view.month)];

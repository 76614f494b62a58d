import type { Button, KnownBlock } from '@slack/types';
import type { Idea } from '../../domain/idea.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { actions, button, context, section } from '../blocks.ts';
import { actionIds } from '../ids.ts';
import { type Message, paragraph, topText } from '../message.ts';
import { capitalized } from '../words.ts';
import { doneHere, ideaFacts } from './idea.ts';

export const ideaListTitle = 'Our own little extras';

export interface ListedIdea {
  idea: Idea;
  authorName: string | undefined;
  isMine: boolean;
  state: 'offered' | 'asleep' | 'taken-back' | 'taken-out';
  /** To how many people it was shown lately, and how many of them took it on. */
  shownCount: number;
  triedCount: number;
  doneCount: number;
  mayHide: boolean;
  mayWake: boolean;
  mayShowAgain: boolean;
}

/** `page` counts from 0. */
export interface IdeaPage {
  ideas: readonly ListedIdea[];
  page: number;
  pageCount: number;
}

const stateWords: Record<ListedIdea['state'], string | undefined> = {
  offered: undefined,
  asleep: 'asleep, since nobody tried it for half a year',
  'taken-back': 'taken back: only you see it',
  'taken-out': 'hidden by a manager: only managers see it',
};

const aboutIt = (listed: ListedIdea): string => {
  const { idea, authorName, isMine, state, shownCount, triedCount, doneCount } = listed;
  const from = isMine ? 'from you' : authorName && `from ${escapeName(authorName)}`;
  const facts = [
    ideaFacts(idea),
    from,
    triedCount > 0 ? `tried lately by ${triedCount} of ${shownCount} who saw it` : undefined,
    doneCount > 0 ? doneHere(doneCount) : undefined,
    stateWords[state],
  ];
  return `${capitalized(facts.filter((fact) => fact !== undefined).join(' · '))}.`;
};

const buttonsOf = (listed: ListedIdea, page: number): Button[] => {
  const { idea, isMine, state } = listed;
  const value = `${page}:${idea.id}`;
  const labelled = (actionId: string, label: string): Button =>
    button(actionId, label, { value, spoken: `${label}: ${idea.text}` });
  return [
    ...(state === 'offered'
      ? [button(actionIds.planTry, 'Try it', { value: idea.id, spoken: `Try it: ${idea.text}` })]
      : []),
    ...(listed.mayWake ? [labelled(actionIds.ideaWake, 'Wake it')] : []),
    ...(listed.mayHide ? [labelled(actionIds.ideaHide, isMine ? 'Take it back' : 'Hide it')] : []),
    ...(listed.mayShowAgain ? [labelled(actionIds.ideaShowAgain, 'Put it back')] : []),
  ];
};

const ideaBlocks = (listed: ListedIdea, page: number): KnownBlock[] => {
  const buttons = buttonsOf(listed, page);
  return [
    section(escapeName(listed.idea.text)),
    context(aboutIt(listed)),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ];
};

const turning = ({ page, pageCount }: IdeaPage): KnownBlock[] => {
  const buttons = [
    ...(page > 0 ? [button(actionIds.ideaPage, 'Newer', { value: String(page - 1) })] : []),
    ...(page < pageCount - 1 ? [button(actionIds.ideaNextPage, 'Older', { value: String(page + 1) })] : []),
  ];
  return buttons.length > 0 ? [actions(...buttons)] : [];
};

const addMine = () => actions(button(actionIds.ideaAdd, 'Add mine'));

const empty =
  'Your team has added none of its own yet. What do you do for customers that others could try as well?';
const outsider = paragraph('These ideas are for those who can see the wall of this team.');

/** What the team added itself. Undefined: for whoever is not of it. */
export const ideaList = (listed: IdeaPage | undefined): Message => {
  if (!listed) return outsider;
  const { ideas, page } = listed;
  if (ideas.length === 0) return { text: empty, blocks: [section(empty), addMine()] };
  const lines = ideas.map((each) => `• ${escapeName(each.idea.text)} ${aboutIt(each)}`);
  return {
    text: topText([`*${ideaListTitle}*`, ...lines].join('\n')),
    blocks: [...ideas.flatMap((each) => ideaBlocks(each, page)), ...turning(listed), addMine()],
  };
};

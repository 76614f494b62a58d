import type { KnownBlock } from '@slack/types';
import { notePartKey } from '../../src/domain/note-part-key.ts';
import { actionIds, callbackIds, cardFormIds, inputId, winFormIds } from '../../src/views/ids.ts';
import type { TestBot, TestTeam } from './bot.ts';
import { crowd, press, type WallWin, winOnWall } from './nomination.ts';
import { nextNotes } from './note.ts';

/** A win of Kai's, on the wall and exceptional, with its announcement in its thread. */
export const exceptionalWin = async (team: TestTeam, hero = 'UKAI'): Promise<WallWin> => {
  const win = await winOnWall(team, { author: hero });
  for (const { id } of crowd.slice(0, 3)) await press(team, id, win._id);
  return win;
};

/** Submits the form of a card. `choice`: what they answered about customer data. */
export const sign = async (team: TestTeam, userId: string, winId: string, text: string, choice?: string) => {
  const ack = await team.submit(
    userId,
    callbackIds.cardSign,
    { winId },
    { [cardFormIds.line]: {} },
    'V1',
    formState({ [cardFormIds.line]: text }, choice),
  );
  return ack.lastCall?.args[0] as { response_action?: string; errors?: Record<string, string> } | undefined;
};

export const thank = async (team: TestTeam, userId: string, partKey: string, text: string) => {
  const ack = await team.submit(
    userId,
    callbackIds.cardThank,
    { partKey },
    { [cardFormIds.thanks]: {} },
    'V1',
    formState({ [cardFormIds.thanks]: text }),
  );
  return ack.lastCall?.args[0] as { response_action?: string; errors?: Record<string, string> } | undefined;
};

const formState = (texts: Record<string, string>, choice?: string) => ({
  state: {
    values: {
      ...Object.fromEntries(Object.entries(texts).map(([block, value]) => [block, { [inputId]: { value } }])),
      ...(choice && { [winFormIds.customerData]: { [inputId]: { selected_option: { value: choice } } } }),
    },
  },
});

export const openCardForm = (team: TestTeam, userId: string, winId: string) =>
  team.action(userId, actionIds.cardSign, { value: winId });

/** The notes of somebody, as they were posted, oldest first. */
export const notesOf = (bot: TestBot, userId: string): { text: string; blocks: KnownBlock[] }[] =>
  bot.slack
    .callsOf('chat.postMessage')
    .filter(({ channel }) => channel === userId)
    .map(({ text, blocks }) => ({ text, blocks }));

/** The keys of the parts about cards that somebody is told with the next note. */
export const toldCards = async (bot: TestBot, team: TestTeam, userId: string): Promise<string[]> => {
  await nextNotes(bot, team);
  const kind = 'card';
  const told = await bot.models.noteParts.model.find({ teamId: team.teamId, userId, kind, state: 'told' });
  return told.map(({ _id }) => _id);
};

export const cardKey = (winId: string, signerId: string, userId: string, times = 0): string =>
  notePartKey.card(winId, signerId, times, userId);

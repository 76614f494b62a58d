import type { PrivateWord } from '../../src/models/private-word.ts';
import { responseUrl, type TestBot, type TestTeam } from './bot.ts';
import { winUsers } from './win.ts';

/** Tom lives by the clock of the workspace: his note comes at nine there. */
export const wordUsers = [...winUsers, { id: 'UTOM', name: 'tom', tz: 'Europe/London' }];

export interface Chosen {
  typed?: string;
  people?: string[];
  helpers?: string[];
  isTicked?: boolean;
  more?: Record<string, object>;
}

/** Sends the composer with *Only to them* ticked. */
export const tellAlone = (
  team: TestTeam,
  authorId: string,
  {
    typed = 'you stayed calm with Mr Roy',
    people = ['UTOM'],
    helpers = [],
    isTicked = true,
    more,
  }: Chosen = {},
  metadata: object = { responseUrl },
) =>
  team.submit(authorId, 'win.compose_or_tell', metadata, {
    win_text: { value: typed },
    win_people: { selected_users: people },
    win_only_to_them: { selected_options: isTicked ? [{ value: 'only-to-them' }] : [] },
    win_helpers: { selected_users: helpers },
    ...more,
  });

export const wordsIn = (bot: TestBot, team: TestTeam): Promise<PrivateWord[]> =>
  bot.models.privateWords.model.find({ teamId: team.teamId }).sort({ _id: 1 }).lean();

/** What somebody was sent in direct messages. */
export const notesTo = (bot: TestBot, userId: string) =>
  bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === userId);

/** The last private answer. */
export const lastAnswer = (bot: TestBot) => {
  const { text, blocks, replace_original } = bot.slack.answers.at(-1)!.message;
  return { text: String(text), blocks: blocks as unknown[], replace_original: replace_original === true };
};

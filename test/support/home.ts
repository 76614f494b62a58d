import { expect } from 'chai';
import type { TestBot, TestTeam } from './bot.ts';

export interface ShownHome {
  type: string;
  blocks: { type: string; elements?: unknown[] }[];
}

/** The Homes that were published for somebody, oldest first. */
export const homesOf = ({ slack }: Pick<TestBot, 'slack'>, userId: string): ShownHome[] =>
  slack
    .callsOf('views.publish')
    .filter(({ user_id: shownTo }) => shownTo === userId)
    .map(({ view }) => view);

/** What Slack tells when somebody opens the app's Home. */
export const homeOpened = (userId: string, fields: object = {}) => ({
  type: 'app_home_opened',
  user: userId,
  channel: 'DHOME',
  tab: 'home',
  event_ts: '1791375000.000100',
  ...fields,
});

/** Opens Home and resolves with what is shown there. */
export const openHome = async (bot: TestBot, team: TestTeam, userId: string): Promise<ShownHome> => {
  await team.event(homeOpened(userId));
  const shown = homesOf(bot, userId).at(-1);
  if (!shown) throw new Error('No Home was published');
  return shown;
};

/** Where a button is pressed in a view: Slack gives no channel, no message and no address to answer at. */
const inView = (type: 'home' | 'modal', id: string) => ({
  container: { type: 'view', view_id: id },
  view: { id, type, callback_id: '', private_metadata: '', blocks: [], state: { values: {} } },
  channel: undefined,
  response_url: undefined,
});
export const onHome = inView('home', 'VHOME');
export const inModal = inView('modal', 'VMODAL');

const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const text: unknown = Reflect.get(value, 'text');
  return [...(typeof text === 'string' ? [text] : []), ...Object.values(value).flatMap(textsIn)];
};

/** Everything that a view or a message says, line by line. */
export const wordsOf = (shown: { blocks: unknown }): string => textsIn(shown.blocks).join('\n');

export const expectWords = (shown: { blocks: unknown }, ...words: string[]): void => {
  for (const each of words) expect(wordsOf(shown)).to.contain(each);
};

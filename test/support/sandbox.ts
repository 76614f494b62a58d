import { fileURLToPath } from 'node:url';
import type * as shape from 'slack-sandbox';
import { spawnSandbox } from 'slack-sandbox/testing';
import { addDays, dayOf, instantOf, isWeekend } from '../../src/domain/calendar.ts';
import { waitFor } from './wait-for.ts';

export type { Ephemeral, View } from 'slack-sandbox';

/** What the bot says by itself carries its delivery's key. */
export type Message = shape.Message & {
  metadata?: { event_type: string; event_payload: { key: string } };
};

export type State = Omit<shape.State, 'messages'> & { messages: Message[] };

export interface SandboxOptions {
  args?: string[];
  env?: Record<string, string>;
  /** The bot in all the channels where visitors find it; otherwise on the wall only, so that an invitation elsewhere is one. */
  isForVisitors?: boolean;
}

const program = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

/** The sandbox with this bot in a process of its own, driven through its control interface. */
export const startSandbox = async (options: SandboxOptions = {}) => {
  const { args = [], env = {}, isForVisitors = false } = options;
  const elsewhere = isForVisitors ? [] : ['--also-in', ''];
  const sandbox = await spawnSandbox({
    program,
    args: [...elsewhere, ...args],
    env: { PUBLIC_URL: '', ...env },
  });
  const { act } = sandbox;
  const state = () => sandbox.call<State>('/state');
  const messagesIn = (name: string) => sandbox.messagesIn(name) as Promise<Message[]>;

  /** The wall's messages that are wins. */
  const wall = async (name = 'brag-wall'): Promise<Message[]> =>
    (await messagesIn(name)).filter((message) => message.metadata?.event_payload.key.startsWith('win:'));
  const waitForWin = (text: string, name = 'brag-wall'): Promise<Message> =>
    waitFor(`"${text}" on the wall`, async () =>
      (await wall(name)).find((message) => message.text.includes(text)),
    );
  const waitForCount = (ts: string, words: string): Promise<Message> =>
    waitFor(`"${words}" on the win`, async () =>
      (await wall()).find((message) => message.ts === ts && message.text.includes(words)),
    );
  /** The private answer about this very win. */
  const answerAbout = (win: Message): Promise<shape.Ephemeral> =>
    waitFor('the answer to the author', async () => {
      const winId = win.metadata!.event_payload.key.slice('win:'.length);
      const { ephemerals } = await state();
      return ephemerals.findLast(
        ({ deleted, blocks }) => !deleted && JSON.stringify(blocks ?? []).includes(`"value":"${winId}"`),
      );
    });

  let quietSince = { call: 0, delivery: 0 };
  /** What went to and fro since it was last looked at; undefined while the bot has something to acknowledge. */
  const traffic = async () => {
    const { call: callN, delivery: deliveryN } = quietSince;
    const [calls, deliveries] = await Promise.all([sandbox.calls(callN), sandbox.deliveries(deliveryN)]);
    if (deliveries.some(({ status }) => status === 'pending')) return undefined;
    quietSince = { call: calls.at(-1)?.n ?? callN, delivery: deliveries.at(-1)?.n ?? deliveryN };
    return calls.length + deliveries.length;
  };
  /**
   * Resolves when nothing that was begun is under way any more: all that the bot was sent is acknowledged, and the bot,
   * woken without a move of its clock, has done what it had begun (SANDBOX.md, `/clock`) without another word to Slack.
   */
  const settled = async (): Promise<void> => {
    await waitFor(
      'nothing to be under way',
      async () => {
        if ((await traffic()) === undefined) return false;
        await act('/clock', { by: 0 });
        return (await traffic()) === 0;
      },
      30_000,
    );
  };

  // The bot has acknowledged its invitation by now, and greets the channel when it has taken it as the wall.
  if (!args.includes('--no-bot'))
    await waitFor('the greeting on the wall', async () => (await messagesIn('brag-wall')).length > 0);

  return {
    ...sandbox,
    state,
    messagesIn,
    directMessages: (user: string) => sandbox.directMessages(user) as Promise<Message[]>,
    repliesTo: (ts: string) => sandbox.repliesTo(ts) as Promise<Message[]>,
    wall,
    waitForWin,
    waitForCount,
    answerAbout,
    settled,
    /** Moves the clock when nothing is under way: the address of a private answer that is to come lives for half an hour. */
    async moveClock(to: { now: string } | { by: number }) {
      await settled();
      return act('/clock', to);
    },
    /** Moves the clock to 10:00 of the next weekday that begins for a person: their note has come by then. */
    async moveToMorningOf(name: string) {
      await settled();
      const { now, users } = await state();
      const { tz: zone } = users.find((user) => user.name === name)!;
      let day = addDays(dayOf(new Date(now), zone), 1);
      while (isWeekend(day)) day = addDays(day, 1);
      return act('/clock', { now: instantOf(day, '10:00', zone).toISOString() });
    },
    /** These lead the team from now on: whoever does now says so in Settings. */
    async nameManagers(by: string, ...names: string[]) {
      await act('/command', { user: by, channel: 'general', command: '/brag', text: 'settings' });
      const { id: viewId, view } = await waitFor('Settings', async () => {
        const opened = await sandbox.openView(by);
        return opened.view.callback_id === 'settings.save' && opened;
      });
      const blocks = view.blocks as { block_id: string }[];
      const field = blocks.find(({ block_id: id }) => id.startsWith('settings_managerIds:'))!.block_id;
      const value = await Promise.all(names.map((name) => sandbox.userId(name)));
      await act('/submit', { user: by, viewId, values: { [field]: { value } } });
      await settled();
    },
    /** What happens between a SIGKILL, before which the bot had nothing under way, and the next start. */
    async whileDown(happening: () => Promise<unknown> = async () => {}) {
      await settled();
      await act('/bot', { action: 'kill' });
      await happening();
      await act('/bot', { action: 'start' });
    },
    brag: (user: string, text: string, channel = 'general') =>
      act('/command', { user, channel, command: '/brag', text }),
    react: (user: string, ts: string, present = true, name = 'trophy', channel = 'brag-wall') =>
      act('/reaction', { user, channel, ts, name, present }),
    /** What it broke, with all that was begun. */
    async violations() {
      await settled();
      return sandbox.violations();
    },
  };
};

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

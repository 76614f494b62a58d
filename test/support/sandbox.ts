import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { waitFor } from './wait-for.ts';

export interface Block {
  type: string;
  block_id?: string;
  text?: { text: string };
  elements?: {
    type: string;
    action_id?: string;
    value?: string;
    options?: { value: string }[];
    text?: unknown;
  }[];
}

export interface Message {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  text: string;
  blocks?: Block[];
  metadata?: { event_type: string; event_payload: { key: string } };
  deleted?: boolean;
  reactions: { name: string; users: string[] }[];
}

export interface Ephemeral {
  channel: string;
  ts: string;
  user: string;
  text: string;
  blocks?: Block[];
  replaced?: boolean;
  deleted?: boolean;
}

export interface View {
  id: string;
  user: string;
  type: 'modal' | 'home';
  open: boolean;
  view: { callback_id: string; blocks: (Block & { element?: Record<string, unknown> })[] };
  errors?: Record<string, string>;
}

export interface State {
  now: string;
  team: { id: string };
  bot: { userId: string; ready: boolean };
  users: { id: string; name: string; realName: string; isAdmin: boolean; isBot: boolean; deleted: boolean }[];
  channels: {
    id: string;
    name: string;
    isPrivate: boolean;
    isIm: boolean;
    user?: string;
    members: string[];
  }[];
  messages: Message[];
  ephemerals: Ephemeral[];
  views: View[];
}

export interface Violation {
  n: number;
  rule: string;
  what: string;
}

interface Recorded {
  n: number;
  status?: string;
}

interface Acted {
  ok: boolean;
  ackMs: number;
  status: number | string;
  ts?: string;
  viewId?: string;
  id?: string;
  errors?: Record<string, string>;
  response?: { text?: string };
}

export interface SandboxOptions {
  args?: string[];
  env?: Record<string, string>;
}

/** A sandbox in a process of its own, driven through its control interface. */
export const startSandbox = async ({ args = [], env = {} }: SandboxOptions = {}) => {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', 'sandbox/main.ts', '--port', '0', ...args],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const botEnv: Record<string, string> = {};
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${code}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (name && value !== undefined) botEnv[name] = value;
      const ready = /^Sandbox ready at (\S+)$/.exec(line);
      if (ready) resolve(ready[1]!);
    });
  });

  const call = async <T>(path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/_sandbox${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${path}: ${answer.error}`);
    return answer;
  };
  const act = (path: string, body: unknown) => call<Acted>(path, body);
  const state = () => call<State>('/state');

  const channelId = async (name: string): Promise<string> =>
    (await state()).channels.find((channel) => channel.name === name)!.id;
  const userId = async (name: string): Promise<string> =>
    (await state()).users.find((user) => user.name === name)!.id;

  /** Messages that are still there in a channel, threads left out, oldest first. */
  const messagesIn = async (name: string): Promise<Message[]> => {
    const { channels, messages } = await state();
    const id = channels.find((channel) => channel.name === name)!.id;
    return messages.filter(
      ({ channel, deleted, threadTs, ts }) => channel === id && !deleted && (!threadTs || threadTs === ts),
    );
  };
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
  const repliesTo = async (ts: string): Promise<Message[]> =>
    (await state()).messages.filter((message) => message.threadTs === ts && message.ts !== ts);
  const lastEphemeral = (user: string, text: string): Promise<Ephemeral> =>
    waitFor(`"${text}" for ${user} alone`, async () => {
      const { ephemerals, users } = await state();
      const id = users.find(({ name }) => name === user)!.id;
      return ephemerals
        .filter((message) => message.user === id && !message.deleted)
        .findLast((message) => message.text.includes(text));
    });
  /** The private answer about this very win. */
  const answerAbout = (win: Message): Promise<Ephemeral> =>
    waitFor('the answer to the author', async () => {
      const winId = win.metadata!.event_payload.key.slice('win:'.length);
      const { ephemerals } = await state();
      return ephemerals.findLast(
        ({ deleted, blocks }) => !deleted && JSON.stringify(blocks ?? []).includes(`"value":"${winId}"`),
      );
    });
  const directMessages = async (user: string): Promise<Message[]> => {
    const { channels, messages, users } = await state();
    const id = users.find(({ name }) => name === user)!.id;
    const im = channels.find((channel) => channel.isIm && channel.user === id);
    return messages.filter((message) => message.channel === im?.id && !message.deleted);
  };
  const openView = (user: string): Promise<View> =>
    waitFor(`a form for ${user}`, async () => {
      const { views, users } = await state();
      const id = users.find(({ name }) => name === user)!.id;
      return views.findLast((view) => view.user === id && view.type === 'modal' && view.open);
    });

  let quietSince = { call: 0, delivery: 0 };
  /** What went to and fro since it was last looked at; undefined while the bot has something to acknowledge. */
  const traffic = async () => {
    const { call: callN, delivery: deliveryN } = quietSince;
    const [calls, deliveries] = await Promise.all([
      call<Recorded[]>(`/calls?since=${callN}`),
      call<Recorded[]>(`/deliveries?since=${deliveryN}`),
    ]);
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
    url,
    botEnv,
    call,
    act,
    state,
    channelId,
    userId,
    messagesIn,
    wall,
    waitForWin,
    waitForCount,
    lastEphemeral,
    answerAbout,
    directMessages,
    repliesTo,
    openView,
    settled,
    /** Moves the clock when nothing is under way: the address of a private answer that is to come lives for half an hour. */
    async moveClock(to: { now: string } | { by: number }) {
      await settled();
      return act('/clock', to);
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
      return call<Violation[]>('/violations');
    },
    async stop() {
      if (child.exitCode !== null) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await exited;
    },
  };
};

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

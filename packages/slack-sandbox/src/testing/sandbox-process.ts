import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type {
  Acted,
  CallRecord,
  DeliveryRecord,
  Ephemeral,
  Message,
  State,
  View,
  ViolationRecord,
} from '../answers.ts';
import { waitFor } from './wait-for.ts';

export interface ProcessOptions {
  /** What starts the sandbox: a program of Node.js. */
  program: string;
  args?: string[];
  env?: { [name: string]: string };
}

interface Started {
  child: ChildProcess;
  url: string;
  /** What it printed for a bot that is started by itself. */
  botEnv: { [name: string]: string };
}

const start = async ({ program, args = [], env = {} }: ProcessOptions): Promise<Started> => {
  const child = spawn(process.execPath, ['--import', 'tsx', program, '--port', '0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const botEnv: Started['botEnv'] = {};
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (name && value !== undefined) botEnv[name] = value;
      const [, ready] = /^Sandbox ready at (\S+)$/.exec(line) ?? [];
      if (ready) resolve(ready);
    });
  });
  return { child, url, botEnv };
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await exited;
};

const found = <T>(item: T | undefined, what: string): T => {
  if (item === undefined) throw new Error(`There is no ${what}`);
  return item;
};

/** Acts and looks in the sandbox at that address. A call rejects when the sandbox refuses it. */
export const driveSandbox = (url: string) => {
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
  const state = () => call<State>('/state');

  const channelId = async (name: string): Promise<string> =>
    found(
      (await state()).channels.find((channel) => channel.name === name),
      `channel ${name}`,
    ).id;
  const userId = async (name: string): Promise<string> =>
    found(
      (await state()).users.find((user) => user.name === name),
      `user ${name}`,
    ).id;

  return {
    url,
    call,
    act: (path: string, body: unknown) => call<Acted>(path, body),
    state,
    calls: (since = 0) => call<CallRecord[]>(`/calls?since=${since}`),
    deliveries: (since = 0) => call<DeliveryRecord[]>(`/deliveries?since=${since}`),
    violations: (since = 0) => call<ViolationRecord[]>(`/violations?since=${since}`),
    channelId,
    userId,

    /** Messages that are still there in a channel, threads left out, oldest first. */
    async messagesIn(name: string): Promise<Message[]> {
      const id = await channelId(name);
      return (await state()).messages.filter(
        ({ channel, deleted, threadTs, ts }) => channel === id && !deleted && (!threadTs || threadTs === ts),
      );
    },
    async repliesTo(ts: string): Promise<Message[]> {
      return (await state()).messages.filter((message) => message.threadTs === ts && message.ts !== ts);
    },
    async directMessages(user: string): Promise<Message[]> {
      const id = await userId(user);
      const { channels, messages } = await state();
      const im = channels.find((channel) => channel.isIm && channel.user === id);
      return messages.filter((message) => message.channel === im?.id && !message.deleted);
    },
    /** Waits for a message with that text that only this person sees. */
    async lastEphemeral(user: string, text: string): Promise<Ephemeral> {
      const id = await userId(user);
      return waitFor(`"${text}" for ${user} alone`, async () =>
        (await state()).ephemerals
          .filter((message) => message.user === id && !message.deleted)
          .findLast((message) => message.text.includes(text)),
      );
    },
    /** Waits for a form. */
    async openView(user: string): Promise<View> {
      const id = await userId(user);
      return waitFor(`a form for ${user}`, async () =>
        (await state()).views.findLast((view) => view.user === id && view.type === 'modal' && view.open),
      );
    },
  };
};

/** A sandbox in a process of its own, driven through its control interface. */
export const spawnSandbox = async (options: ProcessOptions) => {
  const { child, url, botEnv } = await start(options);
  return { ...driveSandbox(url), botEnv, stop: () => stop(child) };
};

export type SandboxProcess = Awaited<ReturnType<typeof spawnSandbox>>;

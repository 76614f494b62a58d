import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, State, ViolationRecord } from 'slack-sandbox';
import { startChild } from './child.ts';
import type { OnEnd } from './cleanup.ts';

/** A sandbox without a bot. */
export interface Workspace {
  /** With which a bot joins it. */
  botEnv: Record<string, string>;
  state(): Promise<State>;
  /** Looks at its control interface. */
  look<T>(path: string): Promise<T>;
  /** Acts through its control interface; rejects when that refuses. */
  act(path: string, body: object): Promise<void>;
  violations(): Promise<ViolationRecord[]>;
}

export const startWorkspace = async (
  onEnd: OnEnd,
  signal: AbortSignal,
  { people = 40 }: { people?: number } = {},
): Promise<Workspace> => {
  const botEnv: Record<string, string> = {};
  const size = ['--people', String(people), '--seed', '1'];
  const options = ['--no-bot', '--transport', 'http', '--port', '0', ...size];
  const [, url] = await startChild({
    name: 'The sandbox',
    args: ['--import', 'tsx', 'sandbox/main.ts', ...options],
    ready: /^Sandbox ready at (\S+)$/,
    onLine: (line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (name && value !== undefined) botEnv[name] = value;
    },
    onEnd,
    signal,
  });
  const look = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}/_sandbox/${path}`, { signal });
    return (await response.json()) as T;
  };
  const act = async (path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body), signal };
    const response = await fetch(`${url}/_sandbox/${path}`, sent);
    const { ok, status, error } = (await response.json()) as { ok: boolean; status: string; error?: string };
    if (!response.ok || !ok) throw new Error(`The sandbox could not do ${path}: ${error ?? status}`);
  };
  return { botEnv, state: () => look('state'), violations: () => look('violations'), look, act };
};

/** The key of the delivery that the message is. */
export const keyOf = ({ metadata }: Message): string => {
  const key = metadata?.event_payload.key;
  return typeof key === 'string' ? key : '';
};

/** The wall's messages, and those of them that are wins. */
export const wallOf = ({ channels, messages }: State) => {
  const wall = channels.find(({ name }) => name === 'brag-wall');
  const shown = messages.filter(({ channel }) => channel === wall?.id);
  return { shown, wins: shown.filter((message) => keyOf(message).startsWith('win:')) };
};

/** Looks four times a second; false when it did not come true in time. */
export const becomesTrue = async (
  probe: () => Promise<boolean>,
  limitMs: number,
  signal: AbortSignal,
): Promise<boolean> => {
  const endsAtMs = performance.now() + limitMs;
  while (!(await probe())) {
    if (performance.now() > endsAtMs) return false;
    await sleep(250, undefined, { signal });
  }
  return true;
};

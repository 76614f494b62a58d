import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.ts';
import type { OnEnd } from './cleanup.ts';

interface State {
  team: { id: string; domain: string };
  bot: { appId: string; ready: boolean };
  users: { id: string; name: string; isBot: boolean; isRestricted: boolean; deleted: boolean }[];
  channels: { id: string; name: string }[];
  messages: { channel: string; text: string; metadata?: { event_payload: { key?: string } } }[];
}

/** A sandbox without a bot. */
export interface Workspace {
  /** With which a bot joins it. */
  botEnv: Record<string, string>;
  state(): Promise<State>;
  violations(): Promise<{ rule: string; what: string }[]>;
}

export const startWorkspace = async (onEnd: OnEnd, signal: AbortSignal): Promise<Workspace> => {
  const botEnv: Record<string, string> = {};
  const options = ['--no-bot', '--transport', 'http', '--port', '0', '--people', '40', '--seed', '1'];
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
  return { botEnv, state: () => look('state'), violations: () => look('violations') };
};

/** The wall's messages, and those of them that are wins. */
export const wallOf = ({ channels, messages }: State) => {
  const wall = channels.find(({ name }) => name === 'brag-wall');
  const shown = messages.filter(({ channel }) => channel === wall?.id);
  return { shown, wins: shown.filter(({ metadata }) => metadata?.event_payload.key?.startsWith('win:')) };
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

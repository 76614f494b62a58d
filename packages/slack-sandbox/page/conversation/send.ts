import { act, failureOf } from '../live/act.ts';
import type { Sandbox } from '../live/sandbox.ts';
import { builtIn } from './completion.ts';

interface Where {
  channel: string;
  threadTs?: string | undefined;
}

const runBuiltIn = async ({ state, me }: Sandbox, channel: string, name: string, text: string) => {
  const command = builtIn[name];
  if (!command) return;
  const called = text.trim().replace(/^@/, '').toLowerCase();
  const who = state.users.find((user) => [user.name, user.realName.toLowerCase()].includes(called));
  if (command.takesPerson && !who) throw new Error(`Say who, by name: ${name} @somebody.`);
  await act(command.path, { user: me.id, channel, ...(who && { who: who.id }) });
};

/** Sends what was typed as Slack would; rejects with what went wrong, if anything did. */
export const send = async (sandbox: Sandbox, { channel, threadTs }: Where, text: string): Promise<void> => {
  const user = sandbox.me.id;
  const [, name, rest = ''] = /^(\/\w\S*)\s?([\s\S]*)$/.exec(text) ?? [];
  if (!name) {
    await act('message', { user, channel, text, ...(threadTs && { threadTs }) });
    return;
  }
  if (threadTs) throw new Error(`Slack takes no commands in threads: type ${name} in the channel.`);
  if (Object.hasOwn(builtIn, name)) return runBuiltIn(sandbox, channel, name, rest);
  const failure = failureOf(await act('command', { user, channel, command: name, text: rest }));
  if (failure) throw new Error(failure);
};

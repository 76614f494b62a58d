import { act, failureOf } from '../live/act.ts';
import type { Sandbox } from '../live/sandbox.ts';
import { builtIn } from './completion.ts';

interface Where {
  channel: string;
  threadTs?: string | undefined;
}

const runBuiltIn = async (user: string, channel: string, name: string, text: string) => {
  const command = builtIn[name];
  if (!command) return;
  const who = text.trim().replace(/^@/, '');
  if (command.takesPerson && !who) throw new Error(`Say who: ${name} @somebody.`);
  await act(command.path, { user, channel, ...(command.takesPerson && { who }) });
};

/** Sends what was typed as Slack would; resolves with what went wrong, if anything did. */
export const send = async (
  sandbox: Sandbox,
  { channel, threadTs }: Where,
  text: string,
): Promise<string | undefined> => {
  const user = sandbox.me.id;
  const [, name, rest = ''] = /^(\/\w\S*)\s?([\s\S]*)$/.exec(text) ?? [];
  if (!name) {
    await act('message', { user, channel, text, ...(threadTs && { threadTs }) });
    return undefined;
  }
  if (threadTs) throw new Error(`Slack takes no commands in threads: type ${name} in the channel.`);
  if (Object.hasOwn(builtIn, name)) return runBuiltIn(user, channel, name, rest).then(() => undefined);
  return failureOf(await act('command', { user, channel, command: name, text: rest }));
};

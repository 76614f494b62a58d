import type { TestBot, TestTeam } from './bot.ts';
import type { SlackCall } from './fake-slack.ts';

interface Standing {
  channel: string;
  key: string;
  /** What it shows by now. */
  text: string;
  blocks: unknown;
}

/** Of what differs from run to run, only that it is there. */
const plain = (value: unknown, teamId: string): string =>
  JSON.stringify(value)
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/18000\d{5}\.?\d{6}/g, 'TS')
    .replaceAll(/date\^\d+/g, 'DATE')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(teamId, 'TEAM');

/** Slack as far as the bot's messages go: they stay, change and go, and are found by their keys. */
export const standIn = ({ slack }: Pick<TestBot, 'slack'>) => {
  const said = new Map<string, Standing & { metadata: unknown }>();
  let count = 0;
  const find = ({ channel }: SlackCall['args']) => ({
    messages: [...said].flatMap(([place, { metadata }]) => {
      const [where, ts] = place.split(' ');
      return where === channel ? [{ ts, metadata }] : [];
    }),
  });
  slack.reset();
  slack.answersWith('chat.postMessage', ({ channel, text, blocks, metadata }) => {
    count += 1;
    const ts = `${1_800_000_000 + count}.000000`;
    said.set(`${channel} ${ts}`, { channel, key: metadata?.event_payload?.key, text, blocks, metadata });
    return { channel, ts };
  });
  slack.answersWith('chat.update', ({ channel, ts, text, blocks }) => {
    const there = said.get(`${channel} ${ts}`);
    if (!there) return { ok: false, error: 'message_not_found' };
    said.set(`${channel} ${ts}`, { ...there, text, blocks });
    return { channel, ts };
  });
  slack.answersWith('chat.delete', ({ channel, ts }) => {
    const isThere = said.delete(`${channel} ${ts}`);
    return isThere ? { channel, ts } : { ok: false, error: 'message_not_found' };
  });
  slack.answersWith('conversations.history', find);
  slack.answersWith('conversations.replies', find);
  slack.answersWith('conversations.open', ({ users }) => ({ channel: { id: users } }));
  return {
    /** Every message as it stands, comparable from run to run. */
    standing: ({ teamId }: Pick<TestTeam, 'teamId'>): string[] =>
      [...said.values()]
        .map(({ channel, key, text, blocks }) => `${channel} ${plain([key, text, blocks], teamId)}`)
        .toSorted(),
    keys: (): string[] => [...said.values()].map(({ key }) => key),
  };
};

export type StandIn = ReturnType<typeof standIn>;

import { expect } from 'chai';
import type { Ephemeral, Message, Sandbox, View } from './sandbox.ts';
import { waitFor } from './wait-for.ts';

/** Demo people in five zones. */
export const people = {
  kai: 'Pacific/Auckland',
  sam: 'Asia/Kolkata',
  jo: 'Europe/London',
  ann: 'America/New_York',
  mia: 'Pacific/Honolulu',
} as const;
export type Name = keyof typeof people;
export const names = Object.keys(people) as Name[];

/** What a clock on the wall there showed. */
export const local = (instant: string, zone: string): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
const keyOf = (message: Message): string => message.metadata?.event_payload.key ?? '';

const hourMs = 3_600_000;

/** Drives a challenge through the sandbox: what people press, and what the bot said when. */
export const driveChallenge = (sandbox: Sandbox) => {
  const moveTo = (now: string) => sandbox.act('/clock', { now });
  /** Hour by hour, and to nine o'clock in Kolkata, so that nothing that is due in between is jumped over. */
  const moveThrough = async (from: string, to: string): Promise<void> => {
    for (let at = Date.parse(from); at <= Date.parse(to); at += hourMs) {
      await moveTo(new Date(at).toISOString());
      if (new Date(at).getUTCHours() === 3) await moveTo(new Date(at + hourMs / 2).toISOString());
    }
  };
  /** Posted messages by their delivery's key, with the pretend time at which Slack took them. */
  const posts = async (): Promise<{ key: string; at: string }[]> => {
    return (await sandbox.calls())
      .filter(({ method, ok }) => method === 'chat.postMessage' && ok)
      .flatMap(({ at, args: { metadata } }) => {
        const read = typeof metadata === 'string' ? JSON.parse(metadata) : metadata;
        return read ? [{ key: read.event_payload.key as string, at }] : [];
      });
  };
  const postsOf = async (kind: string) => (await posts()).filter(({ key }) => key.startsWith(`${kind}:`));
  const deliveredTo = async (user: string, kind: string): Promise<Message[]> =>
    (await sandbox.directMessages(user)).filter((message) => keyOf(message).startsWith(`${kind}:`));
  const lastTo = (user: string, kind: string): Promise<Message> =>
    waitFor(`${kind} for ${user}`, async () => (await deliveredTo(user, kind)).at(-1));
  const press = (
    user: string,
    message: { ts: string; channel: string },
    actionId: string,
    blockId?: string,
  ) =>
    sandbox.act('/click', {
      user,
      channel: message.channel,
      ts: message.ts,
      actionId,
      ...(blockId && { blockId }),
    });
  /** Waits for one more private answer: it must be given before the clock moves on. */
  const answered = async (user: string, act: () => Promise<unknown>): Promise<Ephemeral> => {
    const id = await sandbox.userId(user);
    const answers = async () => (await sandbox.state()).ephemerals.filter((each) => each.user === id);
    const before = (await answers()).length;
    await act();
    return waitFor(`an answer for ${user}`, async () => (await answers())[before]);
  };
  const pressAnswered = (user: string, message: Message, actionId: string): Promise<Ephemeral> =>
    answered(user, () => press(user, message, actionId));
  /** Waits for one more form: earlier ones may still be open. */
  const opened = async (user: string, act: () => Promise<unknown>): Promise<View> => {
    const id = await sandbox.userId(user);
    const forms = async () => (await sandbox.state()).views.filter((each) => each.user === id);
    const before = (await forms()).length;
    await act();
    return waitFor(`a form for ${user}`, async () => (await forms())[before]);
  };
  const onWall = (kind: string): Promise<Message> =>
    waitFor(`${kind} on the wall`, async () =>
      (await sandbox.messagesIn('brag-wall')).find((message) => keyOf(message).startsWith(`${kind}:`)),
    );
  const start = async (user: string, startDay: string, fields: Record<string, unknown> = {}) => {
    const form = await opened(user, () => sandbox.brag(user, 'challenge start'));
    const values = { challenge_start_day: { value: startDay }, ...fields };
    const submitted = await sandbox.act('/submit', { user, viewId: form.id, values });
    if (!submitted.errors) await sandbox.lastEphemeral(user, 'is planned');
    return submitted;
  };
  /** What `/brag challenge` answers. */
  const ask = async (user: string, words: string) => {
    const answer = await answered(user, () => sandbox.brag(user, 'challenge'));
    expect(answer.text).to.contain(words);
    return answer;
  };
  const join = async (user: string): Promise<void> => {
    await pressAnswered(user, await onWall('challenge-invite'), 'challenge.join');
    await sandbox.lastEphemeral(user, 'You have done 0 of');
  };
  const done = async (
    user: string,
    message: { ts: string; channel: string },
    { note, isWin = false, blockId }: { note?: string; isWin?: boolean; blockId?: string } = {},
  ) => {
    const form = await opened(user, () => press(user, message, 'challenge.done', blockId));
    const values = {
      ...(note !== undefined && { challenge_note: { value: note } }),
      ...(isWin && { challenge_win: { value: ['win'] } }),
    };
    return sandbox.act('/submit', { user, viewId: form.id, values });
  };
  const updated = (message: Message, words: string): Promise<Message> =>
    waitFor(`"${words}" on the message`, async () =>
      (await sandbox.state()).messages.find(({ ts, text }) => ts === message.ts && text.includes(words)),
    );
  return {
    moveTo,
    moveThrough,
    posts,
    postsOf,
    deliveredTo,
    lastTo,
    press,
    pressAnswered,
    onWall,
    start,
    ask,
    join,
    done,
    updated,
  };
};

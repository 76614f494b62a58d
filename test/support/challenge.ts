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

/** What is told in notes, by the words that each has. */
const inNote: Readonly<Record<string, RegExp>> = {
  nudge: /:sunrise: \*Day/,
  'challenge-ask': /Shall I run|Customer Service Week|answered: |have started|has started/,
  'challenge-moved': /has moved: it is/,
  'challenge-cancelled': /was called off\. No more messages/,
  'challenge-certificate': /(?:This message|The picture) is your certificate/,
};

const isOfKind = (kind: string, key: string, text: string): boolean =>
  key.startsWith(`${kind}:`) || (key.startsWith('note:') && inNote[kind]?.test(text) === true);

/** For what is in a note: its day and its reader, as in the keys of messages of their own. */
const keyAs = (kind: string, key: string): string => {
  const [, , userId, day] = key.split(':');
  return key.startsWith('note:') ? `${kind}:${day}:${userId}` : key;
};

const hourMs = 3_600_000;

/**
 * Drives a challenge through the sandbox: what people press, and what the bot said when. Tests that share a sandbox
 * each begin at a time of their own, with what came before over and out of sight.
 */
export const driveChallenge = (sandbox: Sandbox) => {
  let beganMs = 0;
  const isNew = ({ ts }: { ts: string }): boolean => Number(ts) * 1000 >= beganMs;

  const moveTo = (now: string) => sandbox.moveClock({ now });
  /** Hour by hour, and to nine o'clock in Kolkata, so that nothing that is due in between is jumped over. */
  const moveThrough = async (from: string, to: string): Promise<void> => {
    await sandbox.settled();
    for (let at = Date.parse(from); at <= Date.parse(to); at += hourMs) {
      await sandbox.act('/clock', { now: new Date(at).toISOString() });
      if (new Date(at).getUTCHours() === 3)
        await sandbox.act('/clock', { now: new Date(at + hourMs / 2).toISOString() });
    }
    await sandbox.settled();
  };
  const begin = async (now: string): Promise<void> => {
    await moveTo(now);
    await sandbox.settled();
    beganMs = Date.parse((await sandbox.state()).now);
  };
  /** Posted messages by their delivery's key, with the pretend time at which Slack took them. */
  const posts = async (): Promise<{ key: string; at: string; text: string }[]> => {
    return (await sandbox.calls())
      .filter(({ method, ok, at }) => method === 'chat.postMessage' && ok && Date.parse(at) >= beganMs)
      .flatMap(({ at, args: { metadata, text } }) => {
        const read = typeof metadata === 'string' ? JSON.parse(metadata) : metadata;
        return read ? [{ key: read.event_payload.key as string, at, text: String(text) }] : [];
      });
  };
  const postsOf = async (kind: string) =>
    (await posts())
      .filter(({ key, text }) => isOfKind(kind, key, text))
      .map((post) => ({ ...post, key: keyAs(kind, post.key) }));
  const directMessages = async (user: string): Promise<Message[]> =>
    (await sandbox.directMessages(user)).filter(isNew);
  const deliveredTo = async (user: string, kind: string): Promise<Message[]> =>
    (await directMessages(user)).filter((message) => isOfKind(kind, keyOf(message), message.text));
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
  /** What was said to this person alone. */
  const told = (user: string, words: string): Promise<Ephemeral> =>
    waitFor(`"${words}" for ${user} alone`, async () => {
      const id = await sandbox.userId(user);
      return (await sandbox.state()).ephemerals
        .filter((each) => each.user === id && !each.deleted && isNew(each))
        .findLast(({ text }) => text.includes(words));
    });
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
  const pressOpens = (
    user: string,
    message: { ts: string; channel: string },
    actionId: string,
    blockId?: string,
  ): Promise<View> => opened(user, () => press(user, message, actionId, blockId));
  const onWall = (kind: string): Promise<Message> =>
    waitFor(`${kind} on the wall`, async () =>
      (await sandbox.messagesIn('brag-wall')).find(
        (message) => keyOf(message).startsWith(`${kind}:`) && isNew(message),
      ),
    );
  const start = async (user: string, startDay: string, fields: Record<string, unknown> = {}) => {
    const form = await opened(user, () => sandbox.brag(user, 'challenge start'));
    const values = { challenge_start_day: { value: startDay }, ...fields };
    const submitted = await sandbox.act('/submit', { user, viewId: form.id, values });
    if (!submitted.errors) await told(user, 'is planned');
    return submitted;
  };
  /** What `/brag challenge` answers. */
  const ask = async (user: string, words: string) => {
    const answer = await answered(user, () => sandbox.brag(user, 'challenge'));
    expect(answer.text).to.contain(words);
    return answer;
  };
  /** Through the button on the wall. */
  const join = async (user: string): Promise<void> => {
    await pressAnswered(user, await onWall('challenge-invite'), 'challenge.join');
    await told(user, 'You are in.');
  };
  /** Through what `/brag challenge` answers. */
  const joinPrivately = async (user: string): Promise<void> => {
    await press(user, await ask(user, 'Join at any time'), 'challenge.join');
    await told(user, 'You are in.');
  };
  const done = async (
    user: string,
    message: { ts: string; channel: string },
    { note, isWin = false, blockId }: { note?: string; isWin?: boolean; blockId?: string } = {},
  ) => {
    const form = await pressOpens(user, message, 'challenge.done', blockId);
    const values = {
      ...(note !== undefined && { challenge_note: { value: note } }),
      ...(isWin && { challenge_win: { value: ['win'] } }),
    };
    return sandbox.act('/submit', { user, viewId: form.id, values });
  };
  /** The crash-safe promise of every message that has a key. */
  const expectNothingTwice = async (): Promise<void> => {
    const keys = (await posts()).map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
  };
  const updated = (message: Message, words: string): Promise<Message> =>
    waitFor(`"${words}" on the message`, async () =>
      (await sandbox.state()).messages.find(({ ts, text }) => ts === message.ts && text.includes(words)),
    );
  return {
    begin,
    moveTo,
    moveThrough,
    posts,
    postsOf,
    directMessages,
    deliveredTo,
    lastTo,
    told,
    press,
    pressAnswered,
    pressOpens,
    onWall,
    start,
    ask,
    join,
    joinPrivately,
    done,
    updated,
    expectNothingTwice,
  };
};

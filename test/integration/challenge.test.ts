import { expect } from 'chai';
import { type Message, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

interface Call {
  at: string;
  method: string;
  ok: boolean;
  args: { channel?: string; metadata?: string | { event_payload: { key: string } } };
}

const people = {
  kai: 'Pacific/Auckland',
  sam: 'Asia/Kolkata',
  jo: 'Europe/London',
  ann: 'America/New_York',
  mia: 'Pacific/Honolulu',
} as const;
type Name = keyof typeof people;
const names = Object.keys(people) as Name[];
const days = ['2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07', '2027-10-08'];

const local = (instant: string, zone: string): string =>
  new Date(instant).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
const keyOf = (message: Message): string => message.metadata?.event_payload.key ?? '';

const drive = (sandbox: Sandbox) => {
  const moveTo = (now: string) => sandbox.act('/clock', { now });
  /** Half an hour at a time, so that nothing that is due in between is jumped over. */
  const moveThrough = async (from: string, to: string): Promise<void> => {
    for (let at = Date.parse(from); at <= Date.parse(to); at += 1_800_000)
      await moveTo(new Date(at).toISOString());
  };
  /** Posted messages by their delivery's key, with the pretend time at which Slack took them. */
  const posts = async (): Promise<{ key: string; at: string }[]> => {
    const calls = await sandbox.call<Call[]>('/calls?since=0');
    return calls
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
  /** Presses, and waits for one more private answer: it must be given before the clock moves on. */
  const pressAnswered = async (user: string, message: Message, actionId: string): Promise<void> => {
    const id = await sandbox.userId(user);
    const answers = async () => (await sandbox.state()).ephemerals.filter((each) => each.user === id).length;
    const before = await answers();
    await press(user, message, actionId);
    await waitFor(`an answer for ${user}`, async () => (await answers()) > before);
  };
  const onWall = (kind: string): Promise<Message> =>
    waitFor(`${kind} on the wall`, async () =>
      (await sandbox.messagesIn('brag-wall')).find((message) => keyOf(message).startsWith(`${kind}:`)),
    );
  const start = async (user: string, startDay: string, fields: Record<string, unknown> = {}) => {
    await sandbox.brag(user, 'challenge start');
    const form = await sandbox.openView(user);
    const values = { challenge_start_day: { value: startDay }, ...fields };
    return sandbox.act('/submit', { user, viewId: form.id, values });
  };
  /** What `/brag challenge` answers. */
  const ask = async (user: string, words: string) => {
    await sandbox.brag(user, 'challenge');
    return sandbox.lastEphemeral(user, words);
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
    await press(user, message, 'challenge.done', blockId);
    const form = await sandbox.openView(user);
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

describe('the challenge in the week of 4 to 8 October 2027', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof drive>;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    at = drive(sandbox);
    await at.moveTo('2027-09-12T00:00:00Z');
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  it('asks each manager once, three weeks before, in their own morning', async () => {
    await at.moveThrough('2027-09-12T01:00:00Z', '2027-09-14T06:00:00Z');

    const asked = await at.postsOf('challenge-ask');
    expect(asked).to.have.length(2);
    for (const user of ['kai', 'ann'] as const) {
      const id = await sandbox.userId(user);
      const post = asked.find(({ key }) => key.endsWith(id))!;
      expect(local(post.at, people[user])).to.equal('2027-09-13 09:00');
    }
  }).timeout(60_000);

  it('takes one answer for all, and tells late clicks kindly', async () => {
    const [first, second] = [
      await at.lastTo('kai', 'challenge-ask'),
      await at.lastTo('ann', 'challenge-ask'),
    ];

    await Promise.all([
      at.press('kai', first, 'challenge_ask.start'),
      at.press('kai', first, 'challenge_ask.start'),
    ]);
    await at.updated(first, 'You have started');
    await at.press('ann', second, 'challenge_ask.decline');

    await at.updated(second, `<@${await sandbox.userId('kai')}> has started`);
  });

  it('invites the wall on the Friday before, with the number already in', async () => {
    const before = await at.ask('jo', 'Nobody is in yet');
    await at.press('jo', before, 'challenge.join');
    await sandbox.lastEphemeral('jo', 'You have done 0 of 5');
    await at.moveThrough('2027-09-30T12:00:00Z', '2027-10-01T14:00:00Z');

    const invitation = await at.onWall('challenge-invite');
    expect(invitation.text).to.contain('1 person is in.');
    const [post] = await at.postsOf('challenge-invite');
    expect(local(post!.at, people.ann)).to.equal('2027-10-01 09:00');
    for (const user of names.filter((name) => name !== 'jo')) await at.join(user);
    await at.pressAnswered('jo', invitation, 'challenge.join');
    await at.updated(invitation, '5 people are in.');
  }).timeout(30_000);

  it('nudges on Monday, and shows another idea, a reminder and what was done on the nudge', async () => {
    await at.moveThrough('2027-10-03T12:00:00Z', '2027-10-04T09:00:00Z');
    const nudge = await at.lastTo('jo', 'nudge');
    expect(nudge.text).to.contain('Day 1 of 5: Be reachable').and.contain('Two minutes').and.contain('Bold');

    await at.press('jo', nudge, 'challenge.idea');
    await waitFor('another idea', async () => (await at.lastTo('jo', 'nudge')).text !== nudge.text);
    await at.press('jo', nudge, 'challenge.remind');
    await at.press('jo', nudge, 'challenge.remind').catch(() => undefined);
    await at.updated(nudge, 'I will remind you at 3 pm');
    await at.moveThrough('2027-10-04T10:00:00Z', '2027-10-04T15:00:00Z');
    const reminder = await at.lastTo('jo', 'challenge-reminder');
    const [reminded] = await at.postsOf('challenge-reminder');
    expect(local(reminded!.at, people.jo)).to.equal('2027-10-04 15:00');
    await at.done('jo', reminder, { note: 'rang three people back & one laughed', isWin: true });

    await at.updated(nudge, 'Done. rang three people back &amp; one laughed');
    await at.updated(reminder, 'Done.');
    await sandbox.waitForWin('rang three people back');
  }).timeout(60_000);

  it('takes a double Done once, and Not today without a word', async () => {
    const nudge = await at.lastTo('ann', 'nudge');
    await at.press('ann', nudge, 'challenge.done');
    const form = await sandbox.openView('ann');
    const values = { challenge_note: { value: 'wrote to a quiet one' }, challenge_win: { value: ['win'] } };
    const submit = () => sandbox.act('/submit', { user: 'ann', viewId: form.id, values });

    await Promise.all([submit(), submit().catch(() => undefined)]);
    await sandbox.waitForWin('wrote to a quiet one');
    await at.press('sam', await at.lastTo('sam', 'nudge'), 'challenge.not_today');

    await at.updated(nudge, 'Done. wrote to a quiet one');
    await at.updated(await at.lastTo('sam', 'nudge'), 'Not today');
    expect((await sandbox.wall()).filter(({ text }) => text.includes('wrote to a quiet one'))).to.have.length(
      1,
    );
  });

  it('gives everybody five nudges at their own nine, and one each day', async () => {
    await at.moveThrough('2027-10-04T16:00:00Z', '2027-10-08T20:00:00Z');

    const nudges = await at.postsOf('nudge');
    for (const user of names) {
      const id = await sandbox.userId(user);
      const own = nudges.filter(({ key }) => key.endsWith(`:${id}`)).map(({ at: when }) => when);
      expect(own.map((when) => local(when, people[user]))).to.deep.equal(days.map((day) => `${day} 09:00`));
    }
    expect(nudges).to.have.length(25);
  }).timeout(120_000);

  it('closes on the wall on Friday at four, once, with the stories', async () => {
    const closing = await at.onWall('challenge-closing');

    const posts = await at.postsOf('challenge-closing');
    expect(posts.map(({ at: when }) => local(when, people.ann))).to.deep.equal(['2027-10-08 16:00']);
    expect(closing.text).to.contain('5 people took part').and.contain('2 days were done');
    expect(closing.text).to.contain('rang three people back &amp; one laughed');
    expect(await at.postsOf('challenge-certificate')).to.have.length(0);
  });

  it('shows what can be caught up, and gives whoever completes it by Sunday one certificate', async () => {
    await at.moveTo('2027-10-10T12:00:00Z');
    for (let left = 4; left > 0; left -= 1) {
      const progress = await at.ask('jo', `You have done ${5 - left} of 5`);
      const open = progress.blocks!.find(
        (block) => (block as { accessory?: { action_id: string } }).accessory?.action_id === 'challenge.done',
      )!;
      await at.done('jo', progress, { blockId: open.block_id! });
      await sandbox.lastEphemeral('jo', left > 1 ? `You have done ${6 - left} of 5` : 'You have done all 5');
    }

    const certificate = await at.lastTo('jo', 'challenge-certificate');
    expect(certificate.text).to.contain('did all 5 days').and.contain('Own your mistakes');
    expect(await at.postsOf('challenge-certificate')).to.have.length(1);
  }).timeout(30_000);

  it('says kindly on old buttons that it is over', async () => {
    await at.moveTo('2027-10-12T12:00:00Z');
    const nudge = await at.lastTo('sam', 'nudge');

    for (const action of ['challenge.done', 'challenge.idea', 'challenge.not_today']) {
      await at.pressAnswered('sam', nudge, action);
      await sandbox.lastEphemeral('sam', 'This challenge is over');
    }
    await at.press('tom', await at.onWall('challenge-invite'), 'challenge.join');

    await sandbox.lastEphemeral('tom', 'This challenge is over');
    await at.ask('sam', 'No challenge is planned just now');
  });

  it('has said each thing once', async () => {
    const keys = (await at.posts()).map(({ key }) => key);

    expect(new Set(keys).size).to.equal(keys.length);
  });
});

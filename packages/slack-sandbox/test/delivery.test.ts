import type { App } from '@slack/bolt';
import { expect } from 'chai';
import { openRecording, type Recording } from './support/recording-bot.ts';
import { createBot, type Json, openSession, type Session, startBot } from './support/session.ts';

const reactionsOf = (deliveries: Json[]) => deliveries.filter(({ type }) => type === 'reaction_added');

describe('delivering events', () => {
  let recording: Recording;
  let ts: string;
  let users: string[];
  const act = (path: string, body: object) => recording.session.act(path, { ...body });
  const look = (path: string) => recording.session.look(path);
  const react = (name: string) =>
    act('reaction', { user: 'jo', channel: 'brag-wall', ts, name, present: true });

  beforeEach(async () => {
    recording = await openRecording();
    ({ ts } = await act('message', { user: 'sam', channel: 'brag-wall', text: 'A win' }));
    users = [];
    recording.bot.event('reaction_added', async ({ event }) => {
      users.push(event.reaction);
    });
  });

  afterEach(() => recording.stop());

  it('doubles them on demand, with one event id and no retry number', async () => {
    await act('delivery', { duplicate: true });
    await react('trophy');

    const doubled = await recording.session.until(async () => {
      const sent = reactionsOf(await look('deliveries')).filter(({ status }) => status === 'ok');
      return sent.length === 2 && sent;
    });

    expect(doubled[0].payload.event_id).to.equal(doubled[1].payload.event_id);
    expect(doubled.map(({ retry }: Json) => retry)).to.deep.equal([0, 0]);
  });

  it('shuffles them on demand', async () => {
    const names = ['one', 'two', 'three', 'four', 'five', 'six'];
    await act('delivery', { shuffle: true });

    await Promise.all(names.map(react));

    expect(users).to.have.members(names);
    expect(users).not.to.deep.equal(names);
  });

  it('keeps them back until they are released', async () => {
    await act('delivery', { hold: true });
    const held = await react('trophy');
    const before = [...users];

    await act('delivery', { hold: false });

    expect(held.status).to.equal('held');
    expect(before).to.deep.equal([]);
    expect(users).to.deep.equal(['trophy']);
  });

  it('delays them on the clock of the workspace', async () => {
    await act('delivery', { delayMs: 60_000 });
    const waiting = react('trophy');
    await recording.session.until(async () => (await look('state')).messages.at(-1).reactions.length === 1);

    await act('clock', { by: 60_000 });

    expect((await waiting).status).to.equal('ok');
    expect(users).to.deep.equal(['trophy']);
  });
});

describe('sending events again', () => {
  let session: Session;
  let bot: App;

  const failing = async (transport: 'socket' | 'http') => {
    session = await openSession({ transport });
    bot = createBot(session.sandbox);
    await startBot(session, bot);
    const { ts } = await session.act('message', { user: 'sam', channel: 'brag-wall', text: 'A win' });
    await bot.stop();
    await session.until(async () => !(await session.look('state')).bot.ready);
    const since = (await session.look('deliveries')).at(-1).n;
    const answer = await session.act('reaction', {
      user: 'jo',
      channel: 'brag-wall',
      ts,
      name: 'trophy',
      present: true,
    });
    const attempts = (count: number) =>
      session.until(async () => {
        const sent = await session.look(`deliveries?since=${since}`);
        return sent.length === count && sent.at(-1).status !== 'pending' && sent;
      });
    return { answer, attempts };
  };

  afterEach(() => session.stop());

  for (const transport of ['socket', 'http'] as const) {
    it(`tries at once, after a minute and after five over ${transport}`, async () => {
      const { answer, attempts } = await failing(transport);

      await attempts(2);
      await session.act('clock', { by: 60_000 });
      await attempts(3);
      bot = createBot(session.sandbox);
      await startBot(session, bot);
      await session.act('clock', { by: 300_000 });
      const sent = await attempts(4);
      await bot.stop();

      expect(answer).to.include({ ok: true, status: 'not_connected' });
      expect(sent.map(({ retry, status }: Json) => [retry, status])).to.deep.equal([
        [0, 'not_connected'],
        [1, 'not_connected'],
        [2, 'not_connected'],
        [3, 'ok'],
      ]);
      expect(new Set(sent.map(({ payload }: Json) => payload.event_id)).size).to.equal(1);
      expect(await session.look('violations')).to.deep.equal([]);
    });
  }
});

describe('a bot that is slow to acknowledge', function () {
  this.timeout(15_000);

  for (const transport of ['socket', 'http'] as const) {
    it(`times out over ${transport}; its command is not sent again`, async () => {
      const recording = await openRecording({ transport }, (app) => {
        app.command('/slow', async () => {});
      });
      const { session } = recording;

      const answer = await session.act('command', { user: 'jo', channel: 'support', command: '/slow' });

      const sent = (await session.look('deliveries')).filter(({ kind }: Json) => kind === 'command');
      const [violation] = await session.look('violations');
      expect(answer).to.deep.equal({ ok: false, ackMs: null, status: 'operation_timeout' });
      expect(sent).to.have.length(1);
      expect(violation).to.include({ rule: 'late-acknowledgement' });
      await recording.stop();
    });
  }
});

describe('several connections at once', () => {
  it('gives each payload to one of them, in turn', async () => {
    const session = await openSession();
    const counts = [0, 0];
    const bots = [0, 1].map((index) => {
      const app = createBot(session.sandbox);
      app.command('/count', async ({ ack }) => {
        counts[index]! += 1;
        await ack();
      });
      return app;
    });
    for (const app of bots) await startBot(session, app);

    for (let turn = 0; turn < 4; turn += 1) {
      await session.act('command', { user: 'jo', channel: 'support', command: '/count' });
    }

    expect(counts).to.deep.equal([2, 2]);
    await Promise.all(bots.map((app) => app.stop()));
    await session.stop();
  });
});

describe('asking a bot to connect anew', () => {
  it('is followed by the client, which leaves the old connection', async () => {
    const session = await openSession();
    const app = createBot(session.sandbox);
    await startBot(session, app);

    await session.act('disconnect');

    await session.until(async () => !(await session.look('state')).bot.ready);
    await app.stop();
    await session.stop();
  });
});

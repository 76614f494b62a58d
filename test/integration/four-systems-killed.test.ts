import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { addDays } from '../../src/domain/calendar.ts';
import { type ShownHome, wordsOf } from '../support/home.ts';
import { watchPosts } from '../support/post-watch.ts';
import { type Replicas, startReplicas } from '../support/replica.ts';
import { type Message, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

/** A Tuesday, so that no digest comes on the day on which it is asked about what was put right on it. */
const firstDay = '2027-02-16';
const noteDay = addDays(firstDay, 7);
/** It is day for Jo in London, for Sam in Kolkata, and for the team in New York. */
const noteTime = '14:05:00Z';

/**
 * What people do ends all processes at the moment at which Slack takes the first that comes of it: none of them can write
 * that down. Every write in between is test/operations/four-systems-killed.test.ts.
 */
describe('four systems on two replicas that are killed while they say something', function () {
  this.timeout(120_000);
  let dataDir: string;
  let database: ChildProcess;
  let sandbox: Sandbox;
  let replicas: Replicas;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
    database = fork('test/support/database-process.ts', [dataDir], { execArgv: ['--import', 'tsx'] });
    sandbox = await startSandbox({ args: ['--no-bot'] });
    const [{ uri }] = (await once(database, 'message')) as [{ uri: string }];
    const startMs = Date.parse(`${firstDay}T${noteTime}`);
    await sandbox.act('/clock', { now: new Date(startMs).toISOString() });
    replicas = await startReplicas(2, { ...sandbox.botEnv, MONGODB_URI: uri }, startMs);
    await waitFor('the bot on its wall', async () => (await sandbox.messagesIn('brag-wall')).length > 0);
  });
  after(async () => {
    await replicas?.stop();
    await sandbox?.stop();
    database.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  const nowMs = async () => Date.parse((await sandbox.state()).now);
  const moveTo = async (ms: number): Promise<void> => {
    await sandbox.act('/clock', { now: new Date(ms).toISOString() });
    await replicas.moveTo(ms);
  };
  const moveToDay = (day: string) => moveTo(Date.parse(`${day}T${noteTime}`));
  /** Another minute each time: leases of what was killed run out. */
  const inTime = <T>(what: string, probe: () => Promise<T | undefined | false>): Promise<T> =>
    waitFor(
      what,
      async () => {
        const found = await probe();
        if (!found) await moveTo((await nowMs()) + 60_000);
        return found;
      },
      60_000,
    );
  /** Whoever hears of a fault does the same again. */
  const killedIn = async (act: () => Promise<unknown>, { isAgain = true } = {}): Promise<void> => {
    let killing: Promise<void> | undefined;
    const unwatch = await watchPosts(sandbox, () => {
      killing ??= replicas.killAll();
    }, ['chat.postMessage', 'chat.update']);
    const failed = await act().then(
      (answer) => (answer as { status?: string } | undefined)?.status !== 'ok',
      () => true,
    );
    await inTime('something to be said', async () => killing !== undefined);
    await killing;
    unwatch();
    if (failed && isAgain) await act().catch(() => undefined);
  };

  const viewOf = (user: string, callbackId: string) =>
    waitFor(`${callbackId} before ${user}`, async () => {
      const opened = await sandbox.openView(user).catch(() => undefined);
      return opened?.view.callback_id === callbackId ? opened : undefined;
    });
  const submit = (user: string, viewId: string, given: Record<string, unknown>) => {
    const values = Object.fromEntries(Object.entries(given).map(([block, value]) => [block, { value }]));
    return sandbox.act('/submit', { user, viewId, values });
  };
  const open = async (user: string, keyword: string, callbackId: string): Promise<string> => {
    await sandbox.brag(user, keyword);
    return (await viewOf(user, callbackId)).id;
  };
  const shows = ({ text, blocks }: Message, words: string): boolean =>
    text.includes(words) || JSON.stringify(blocks ?? []).includes(words);
  const said = (user: string, words: string): Promise<Message> =>
    inTime(`"${words}" to ${user}`, async () =>
      (await sandbox.directMessages(user)).findLast((message) => !message.deleted && shows(message, words)),
    );
  const lessonCard = (words: string): Promise<Message> =>
    inTime(`"${words}" on the card`, async () =>
      (await sandbox.messagesIn('brag-wall')).find(
        (message) => message.metadata?.event_payload.key.startsWith('lesson:') && shows(message, words),
      ),
    );
  const press = (user: string, { channel, ts }: Message, actionId: string, value?: string) =>
    sandbox.act('/click', { user, channel, ts, actionId, ...(value !== undefined && { value }) });

  it('open what went wrong, with its card to both who work on it, and put it right', async () => {
    const viewId = await open('jo', 'recover', 'recovery.open');
    await killedIn(() =>
      submit('jo', viewId, {
        recovery_problem: 'late',
        recovery_what: 'the spare part came late',
        recovery_customer: 'Mrs Green',
        recovery_severity: 'annoying',
        recovery_knows: 'yes',
        recovery_owner: ['jo'],
        recovery_helpers: ['sam'],
      }),
    );
    const card = await said('jo', 'spare part');
    await said('sam', 'spare part');

    const step = /"value":"([^"]+:fixed)"/.exec(JSON.stringify(card.blocks))?.[1] ?? '';
    await killedIn(() => press('jo', card, 'recovery.tick', step));

    for (const user of ['jo', 'sam']) await said(user, 'It was put right');
  });

  it('share a lesson, and give it to whoever takes it', async () => {
    const form = await open('jo', 'lesson', 'lesson.save');
    await submit('jo', form, {
      lesson_story: 'I rang three times',
      lesson_feeling: 'ignored',
      lesson_would_help: 'One call',
      lesson_us_too: 'unsure',
      lesson_verb: 'start',
      lesson_change: 'calling back the same day',
      lesson_theme: 'waiting',
    });
    const draft = await waitFor('the draft', async () => {
      const opened = await sandbox.openView('jo').catch(() => undefined);
      return opened && wordsOf(opened.view as ShownHome).includes('until you share it') && opened;
    });
    await killedIn(() =>
      sandbox.act('/click-view', { user: 'jo', viewId: draft.id, actionId: 'lesson.share' }),
    );
    const card = await lessonCard('I rang three times');

    const take = /"value":"(take:[^"]+)"/.exec(JSON.stringify(card.blocks))?.[1] ?? '';
    await press('jo', card, 'lesson.more', take);
    const { id } = await viewOf('jo', 'lesson.take');
    await submit('jo', id, { lesson_day: noteDay });
    await lessonCard('Taken on by');
  });

  it('bring all of it in one note', async () => {
    const viewId = await open('jo', 'plan', 'plan.save');
    await submit('jo', viewId, {
      plan_customer: 'Mr Brown',
      'plan_treat:0': 'have his order ready at the door',
      plan_day: noteDay,
    });
    // The address of the answer lives for half an hour.
    await sandbox.settled();
    await moveToDay(addDays(noteDay, -1));
    await killedIn(() => moveToDay(noteDay), { isAgain: false });

    const note = await said('jo', 'Your plan for today, for Mr Brown');
    for (const words of ['Are we all right again with Mrs Green?', 'You took this on for the team'])
      expect(shows(note, words), words).to.equal(true);
  });

  it('take a plan as done with a win, and tell how it was put right', async () => {
    const note = await said('jo', 'Your plan for today, for Mr Brown');
    await press('jo', note, 'plan.done');
    const done = await viewOf('jo', 'plan.done');
    const plan = { plan_note: 'had it ready at the door', plan_rung: 'hugger', plan_win: ['win'] };
    await killedIn(() => submit('jo', done.id, plan));
    await said('jo', 'Done, for Mr Brown');

    await press('jo', note, 'recovery.yes');
    const close = await viewOf('jo', 'recovery.close');
    await submit('jo', close.id, {
      recovery_cause: 'promise',
      recovery_change: 'we name no day too soon',
    });
    await press('jo', await said('jo', 'recovery.story'), 'recovery.story');
    const story = await viewOf('jo', 'recovery.story');
    await killedIn(() => submit('jo', story.id, { recovery_story: 'We called before she did.' }));
    await said('jo', 'It was told as a story');
  });

  it('say all of it, and nothing twice', async () => {
    const wins = await inTime('both wins on the wall', async () => {
      const found = await sandbox.wall();
      return found.length >= 2 && found;
    });

    expect(wins.map(({ text }) => /ready at the door|before she did/.exec(text)?.[0])).to.have.members([
      'ready at the door',
      'before she did',
    ]);
    const { messages } = await sandbox.state();
    const keys = messages.flatMap(({ metadata }) => metadata?.event_payload.key ?? []);
    expect(keys).to.have.members([...new Set(keys)]);
    expect(await sandbox.violations()).to.deep.equal([]);
  });
});

/** How long Home takes from being opened to being shown, with ten thousand wins in the workspace. */
import type { CallRecord } from 'slack-sandbox';
import { type Benchmark, print } from './benchmark.ts';
import { buildBot } from './bot.ts';
import { type OnEnd, withCleanup } from './cleanup.ts';
import { type ClockedBot, startClockedBot } from './clocked-bot.ts';
import { latencyCells, latencyOf, table } from './latency.ts';
import { untilWelcomed } from './place.ts';
import { seedWins } from './seed-wins.ts';
import { becomesTrue, startWorkspace, type Workspace } from './workspace.ts';

const TARGET_MS = 300;
const PEOPLE = 40;
const SHOWN_LIMIT_MS = 10_000;

interface Size {
  wins: number;
  openings: number;
}

const sizeOf = (smoke: boolean): Size =>
  smoke ? { wins: 10_000, openings: 20 } : { wins: 10_000, openings: 200 };

interface Opening {
  latencyMs: number;
  blocks: number;
}

/** The call by which Home was shown to somebody, after those that are known already. */
const shownTo = async (workspace: Workspace, userId: string, since: number) => {
  const calls = await workspace.look<CallRecord[]>(`calls?since=${since}`);
  return calls.find(({ method, ok, args }) => method === 'views.publish' && ok && args.user_id === userId);
};

const lastCall = async (workspace: Workspace): Promise<number> =>
  (await workspace.look<CallRecord[]>('calls?since=0')).at(-1)?.n ?? 0;

const blocksIn = (view: unknown): number => {
  const blocks: unknown = typeof view === 'object' && view !== null ? Reflect.get(view, 'blocks') : undefined;
  return Array.isArray(blocks) ? blocks.length : 0;
};

const openHome = async (
  workspace: Workspace,
  user: { id: string; name: string },
  since: number,
  signal: AbortSignal,
): Promise<Opening> => {
  const startMs = Date.now();
  await workspace.act('open-home', { user: user.name });
  let shown: CallRecord | undefined;
  const isShown = async () => {
    shown = await shownTo(workspace, user.id, since);
    return shown !== undefined;
  };
  if (!(await becomesTrue(isShown, SHOWN_LIMIT_MS, signal)) || !shown)
    throw new Error(`Home was not shown to ${user.name}`);
  return { latencyMs: Date.parse(shown.realAt) + shown.ms - startMs, blocks: blocksIn(shown.args.view) };
};

/** One after the other, as people do: nobody opens Home because somebody else did. */
const openOneByOne = async (
  workspace: Workspace,
  openings: number,
  signal: AbortSignal,
): Promise<Opening[]> => {
  const { users } = await workspace.state();
  const people = users.filter(({ name }) => name.startsWith('person-'));
  const opened: Opening[] = [];
  for (let n = 0; n < openings; n += 1) {
    const user = people[n % people.length];
    if (user) opened.push(await openHome(workspace, user, await lastCall(workspace), signal));
  }
  return opened;
};

const measure = (size: Size, signal: AbortSignal): Promise<Opening[]> =>
  withCleanup(async (onEnd: OnEnd) => {
    await buildBot(signal);
    const workspace = await startWorkspace(onEnd, signal, { people: PEOPLE });
    const bot: ClockedBot = await startClockedBot(workspace, onEnd);
    await untilWelcomed(workspace, signal);
    await seedWins({ workspace, bot, signal }, size.wins);
    return openOneByOne(workspace, size.openings, signal);
  });

export const home: Benchmark = async ({ smoke, signal }) => {
  const size = sizeOf(smoke);
  print(
    `${size.openings} openings of Home by ${PEOPLE} people, ${size.wins} wins of two years in the workspace`,
  );
  print(`target: median under ${TARGET_MS} ms from the event to the view in Slack\n`);
  const opened = await measure(size, signal);
  const latency = latencyOf(opened.map(({ latencyMs }) => latencyMs));
  const most = Math.max(...opened.map(({ blocks }) => blocks));
  print(
    table([
      ['', 'median', 'p95', 'p99', 'max'],
      ['Home', ...latencyCells(latency)],
    ]),
  );
  print(`\nat most ${most} blocks`);
  return [
    ...(most >= 100 ? [`Home has ${most} blocks`] : []),
    ...(smoke || latency.medianMs < TARGET_MS ? [] : [`the median is not under ${TARGET_MS} ms`]),
  ];
};

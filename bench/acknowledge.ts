/** How long `/brag` takes to be acknowledged: a bare Bolt app, and the bot as it runs in production. */
import {
  type BotMeasured,
  faultsOf,
  isLate,
  type Measured,
  type Outcome,
  report,
} from './acknowledge-report.ts';
import { type Answers, listenForAnswers } from './answers.ts';
import { type Benchmark, type BenchmarkOptions, print } from './benchmark.ts';
import { buildBot, startBot } from './bot.ts';
import { caseOf, commandIn } from './brag-commands.ts';
import { startChild } from './child.ts';
import { type OnEnd, withCleanup } from './cleanup.ts';
import { latencyOf } from './latency.ts';
import { runLoad, type Sent } from './load.ts';
import { placeIn, untilWelcomed } from './place.ts';
import { type Receiver, sendCommand } from './slash-command.ts';
import { becomesTrue, startWorkspace, type Workspace, wallOf } from './workspace.ts';

const TARGET = { medianMs: 100, p99Ms: 500 };
/** For the wall to show all that was acknowledged. */
const WALL_LIMIT_MS = 60_000;

interface Length {
  perSecond: number;
  warmUpS: number;
  measuredS: number;
}

const lengthOf = (smoke: boolean): Length =>
  smoke ? { perSecond: 10, warmUpS: 1, measuredS: 5 } : { perSecond: 50, warmUpS: 2, measuredS: 20 };

const measuredFrom = (sent: readonly Sent[], { perSecond, warmUpS }: Length): Measured => {
  const counted = sent.slice(warmUpS * perSecond);
  return {
    latency: latencyOf(counted.map(({ latencyMs }) => latencyMs)),
    late: latencyOf(counted.map(({ lateMs }) => lateMs)),
    errors: sent.flatMap(({ error }) => (error === undefined ? [] : [error])),
    acknowledged: sent.flatMap(({ error }, n) => (error === undefined ? [n] : [])),
  };
};

const commandCount = ({ perSecond, warmUpS, measuredS }: Length): number => (warmUpS + measuredS) * perSecond;

const load = async (
  receiver: Receiver,
  length: Length,
  command: (n: number) => Record<string, string>,
  signal: AbortSignal,
): Promise<Measured> => {
  const send = (n: number) => sendCommand(receiver, command(n));
  const sent = await runLoad({ count: commandCount(length), perSecond: length.perSecond, send, signal });
  return measuredFrom(sent, length);
};

const measureBareApp = (length: Length, signal: AbortSignal): Promise<Measured> =>
  withCleanup(async (onEnd) => {
    const signingSecret = 'bare';
    const [, port] = await startChild({
      name: 'The bare app',
      args: ['--import', 'tsx', 'bench/bare-app.ts'],
      env: { SLACK_SIGNING_SECRET: signingSecret },
      ready: /^Listening on (\d+)$/,
      onEnd,
      signal,
    });
    const command = commandIn({
      teamId: 'T1',
      teamDomain: 'bench',
      appId: 'A1',
      channelId: 'C1',
      users: Array.from({ length: 50 }, (_, n) => ({ id: `U${n}`, name: `person-${n}` })),
      responseUrl: (n) => `http://127.0.0.1:${port}/commands/${n}`,
    });
    return load({ port: Number(port), signingSecret }, length, command, signal);
  });

const casesOnWall = async (workspace: Workspace): Promise<number[]> =>
  wallOf(await workspace.state()).wins.flatMap(({ text }) => caseOf(text) ?? []);

const outcomeOf = async (
  workspace: Workspace,
  acknowledged: readonly number[],
  answers: Answers,
  signal: AbortSignal,
): Promise<Outcome> => {
  const look = async () => {
    const cases = await casesOnWall(workspace);
    const shown = new Set(cases);
    return {
      missing: acknowledged.filter((n) => !shown.has(n)).length,
      untold: acknowledged.filter((n) => !answers.has(n)).length,
      shown: shown.size,
      doubled: cases.length - shown.size,
    };
  };
  const startMs = performance.now();
  const isDone = async () => {
    const { missing, untold } = await look();
    return missing + untold === 0;
  };
  await becomesTrue(isDone, WALL_LIMIT_MS, signal);
  const afterMs = performance.now() - startMs;
  return { ...(await look()), afterMs, violations: await workspace.violations() };
};

const measureBot = (length: Length, signal: AbortSignal): Promise<BotMeasured> =>
  withCleanup(async (onEnd: OnEnd) => {
    await buildBot(signal);
    const workspace = await startWorkspace(onEnd, signal);
    const answers = await listenForAnswers(onEnd);
    const complaints = await startBot(workspace.botEnv, onEnd, signal);
    await untilWelcomed(workspace, signal);
    const { PORT, SLACK_SIGNING_SECRET = '' } = workspace.botEnv;
    const receiver = { port: Number(PORT), signingSecret: SLACK_SIGNING_SECRET };
    const command = commandIn(await placeIn(workspace, answers.url));
    const measured = await load(receiver, length, command, signal);
    const outcome = await outcomeOf(workspace, measured.acknowledged, answers, signal);
    return { ...measured, ...outcome, complaints };
  });

const missedTargets = ({ latency: { medianMs, p99Ms }, violations }: BotMeasured): string[] => [
  ...(medianMs < TARGET.medianMs ? [] : [`the median is not under ${TARGET.medianMs} ms`]),
  ...(p99Ms < TARGET.p99Ms ? [] : [`p99 is not under ${TARGET.p99Ms} ms`]),
  ...(violations.some(isLate) ? ['events were acknowledged late'] : []),
];

export const acknowledge: Benchmark = async ({ smoke, signal }: BenchmarkOptions) => {
  const length = lengthOf(smoke);
  const { perSecond, warmUpS, measuredS } = length;
  print(`${perSecond} /brag a second over signed HTTP for ${measuredS} s, after ${warmUpS} s to warm up`);
  print(`target: median under ${TARGET.medianMs} ms, p99 under ${TARGET.p99Ms} ms\n`);
  const bare = await measureBareApp(length, signal);
  const bot = await measureBot(length, signal);
  report(bare, bot);
  return [...faultsOf(bare, bot), ...(smoke ? [] : missedTargets(bot))];
};

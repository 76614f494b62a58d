/** Five thousand people whose nudge is due in the same minute, at Slack's real rates, and `/brag` in the middle of it. */
import { listenForAnswers } from './answers.ts';
import { type Benchmark, print } from './benchmark.ts';
import { buildBot } from './bot.ts';
import { commandIn } from './brag-commands.ts';
import { type OnEnd, withCleanup } from './cleanup.ts';
import { type ClockedBot, startClockedBot } from './clocked-bot.ts';
import { faultsOf, type Load, missedTargets, type Outcome, report, seconds } from './fan-out-report.ts';
import { latencyOf } from './latency.ts';
import { runLoad } from './load.ts';
import { gatherNoteParts } from './note-parts.ts';
import { gatherParticipants } from './participants.ts';
import { placeIn, untilWelcomed } from './place.ts';
import { openPostLog, type PostLog } from './post-log.ts';
import { sendCommand } from './slash-command.ts';
import { startWorkspace, type Workspace } from './workspace.ts';

const PER_SECOND = 5;
/** Short enough that no more can be sent in a step than the bot's own rate allows at once. */
const STEP_MS = 5_000;
const LIMIT_MS = 60 * 60_000;
/** How long Slack, once in the middle, asks the bot to be quiet. */
const QUIET_S = 30;
const LOOK_MS = 250;

interface Size {
  people: number;
  loadS: number;
}

interface Scene {
  workspace: Workspace;
  bot: ClockedBot;
  log: PostLog;
  signal: AbortSignal;
}

/** Sends `/brag` at a steady rate, each with a text of its own. */
const createLoader = async ({ workspace, bot, signal }: Scene, answerUrl: (n: number) => string) => {
  const { PORT, SLACK_SIGNING_SECRET: signingSecret = '' } = workspace.botEnv;
  const receiver = { port: Number(PORT), signingSecret };
  const command = commandIn(await placeIn(workspace, answerUrl));
  let next = 0;
  return async (seconds: number): Promise<Load> => {
    const first = next;
    const count = seconds * PER_SECOND;
    next += count;
    const sentAtMs = new Map<number, number>();
    const send = async (index: number) => {
      const n = first + index;
      const atMs = bot.nowMs();
      await sendCommand(receiver, command(n));
      sentAtMs.set(n, atMs);
    };
    const sent = await runLoad({ count, perSecond: PER_SECOND, send, signal });
    const errors = sent.flatMap(({ error }) => error ?? []);
    return { latency: latencyOf(sent.map(({ latencyMs }) => latencyMs)), errors, sentAtMs };
  };
};

/** Moves on step by step until the probe is true, or an hour has passed on the clock. */
const stepUntil = async ({ bot, log, signal }: Scene, probe: () => boolean): Promise<void> => {
  const endsAtMs = bot.nowMs() + LIMIT_MS;
  await log.follow();
  while (!probe() && bot.nowMs() < endsAtMs) {
    signal.throwIfAborted();
    await bot.moveTo(bot.nowMs() + STEP_MS);
    await log.follow();
  }
};

/** The most memory that the bot was seen to have while the work ran. */
const peakDuring = async (bot: ClockedBot, work: () => Promise<void>): Promise<number> => {
  let peakMegabytes = 0;
  const look = async () => {
    peakMegabytes = Math.max(peakMegabytes, await bot.residentMegabytes());
  };
  const looking = setInterval(() => void look().catch(() => undefined), LOOK_MS);
  await work().finally(() => clearInterval(looking));
  await look();
  return peakMegabytes;
};

const startOf = async (people: number, onEnd: OnEnd, signal: AbortSignal): Promise<Scene> => {
  await buildBot(signal);
  const workspace = await startWorkspace(onEnd, signal, { people });
  const bot = await startClockedBot(workspace, onEnd);
  await untilWelcomed(workspace, signal);
  return { workspace, bot, log: openPostLog(workspace), signal };
};

/** Has something due for everybody in one minute. Resolves with when that is, and the keys of the messages. */
type Gather = (scene: Scene) => Promise<{ dueMs: number; keys: string[] }>;

/** A minute before it is due, at Slack's rates from now on. */
const prepare = async (scene: Scene, gather: Gather) => {
  const { dueMs, keys } = await gather(scene);
  await scene.bot.moveTo(dueMs - 60_000);
  await scene.workspace.act('limits', { limits: 'real' });
  return { dueMs, keys };
};

const measure = ({ people, loadS }: Size, gather: Gather, signal: AbortSignal): Promise<Outcome> =>
  withCleanup(async (onEnd) => {
    const scene = await startOf(people, onEnd, signal);
    const { workspace, bot, log } = scene;
    const { dueMs, keys } = await prepare(scene, gather);
    const load = await createLoader(scene, (await listenForAnswers(onEnd)).url);
    const sentCount = () => keys.filter((key) => log.posted.has(key)).length;

    const before = await load(loadS);
    const megabytesBefore = await bot.residentMegabytes();
    const loads: Outcome['loads'] = { before };
    const peakMegabytes = await peakDuring(bot, async () => {
      const startMs = performance.now();
      const due = bot
        .moveTo(dueMs)
        .then(() => print(`written down in ${seconds(performance.now() - startMs)} s`));
      [loads['while written down']] = await Promise.all([load(loadS), due]);
      await stepUntil(scene, () => sentCount() >= keys.length / 3);
      loads['while sent'] = await load(loadS);
      await workspace.act('faults', { method: 'chat.postMessage', kind: 'rate-limit', retryAfterS: QUIET_S });
      await stepUntil(scene, () => sentCount() === keys.length);
    });
    const wins = Object.values(loads).flatMap(({ sentAtMs }) => [...sentAtMs.keys()]);
    await stepUntil(scene, () => wins.every((n) => log.winsAt.has(n)));
    const violations = await workspace.violations();
    return { keys, dueMs, quietS: QUIET_S, loads, log, megabytesBefore, peakMegabytes, violations };
  });

const fanOutOf =
  (what: string, gather: Gather): Benchmark =>
  async ({ smoke, signal }) => {
    const size = smoke ? { people: 60, loadS: 3 } : { people: 5_000, loadS: 20 };
    print(`${size.people} ${what} due in one minute at Slack's rates, and ${PER_SECOND} /brag a second`);
    const outcome = await measure(size, gather, signal);
    report(outcome);
    return [...faultsOf(outcome), ...(smoke ? [] : missedTargets(outcome))];
  };

export const fanOut = fanOutOf('nudges', gatherParticipants);

/** The same for notes that nobody has sent yet, of three parts each. */
export const notes = fanOutOf('notes of three parts', gatherNoteParts);

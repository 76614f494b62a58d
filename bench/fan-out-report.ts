import { print } from './benchmark.ts';
import { type Latency, latencyCells, latencyOf, ratioCells, table } from './latency.ts';
import type { PostLog } from './post-log.ts';

export interface Load {
  latency: Latency;
  errors: string[];
  /** By the number of each acknowledged command: when it was sent, on the workspace's clock. */
  sentAtMs: ReadonlyMap<number, number>;
}

export interface Outcome {
  /** The deliveries that must be sent once each, and when they were due. */
  keys: readonly string[];
  dueMs: number;
  /** How long Slack asked the bot to be quiet, once. */
  quietS: number;
  loads: { before: Load } & Record<string, Load>;
  log: PostLog;
  megabytesBefore: number;
  peakMegabytes: number;
  violations: { rule: string; what: string }[];
}

export const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const minutes = (ms: number): string => (ms / 60_000).toFixed(1);

/** Calls may be this much under way when Slack asks to be left alone. */
const UNDER_WAY_MS = 1_000;

const sentMs = ({ keys, log }: Outcome): number[] => keys.flatMap((key) => log.posted.get(key) ?? []);

const winsAt = ({ loads, log }: Outcome, name: string): number[] =>
  [...(loads[name]?.sentAtMs.keys() ?? [])].flatMap((n) => log.winsAt.get(n) ?? []);

const tallyOf = (outcome: Outcome) => {
  const { keys, log, quietS, loads } = outcome;
  const commands = Object.values(loads).flatMap(({ sentAtMs }) => [...sentAtMs.keys()]);
  const asked = log.rateLimited.find(({ isFault }) => isFault)?.atMs ?? Number.NaN;
  return {
    lost: keys.filter((key) => !log.posted.has(key)).length,
    doubled: [...log.posted.values()].filter((times) => times.length > 1).length,
    winsLost: commands.filter((n) => !log.winsAt.has(n)).length,
    errors: Object.values(loads).flatMap(({ errors }) => errors),
    isAsked: !Number.isNaN(asked),
    impatient: sentMs(outcome).filter(
      (atMs) => atMs > asked + UNDER_WAY_MS && atMs < asked + quietS * 1000 - UNDER_WAY_MS,
    ).length,
  };
};

/** From the command to the wall, on the workspace's clock. */
const toWall = ({ winsAt }: PostLog, { sentAtMs }: Load): string => {
  const { medianMs, maxMs } = latencyOf(
    [...sentAtMs].map(([n, atMs]) => (winsAt.get(n) ?? Number.NaN) - atMs),
  );
  return `median ${seconds(medianMs)} s, max ${seconds(maxMs)} s`;
};

const acknowledgements = ({ loads }: Outcome): string => {
  const rows = Object.entries(loads).flatMap(([name, { latency }]) => [
    [`/brag ${name}`, ...latencyCells(latency)],
    ...(name === 'before' ? [] : [['ratio', ...ratioCells(latency, loads.before.latency)]]),
  ]);
  return table([['', 'median', 'p95', 'p99', 'max'], ...rows]);
};

export const report = (outcome: Outcome): void => {
  const { keys, dueMs, log, loads, megabytesBefore, peakMegabytes, violations } = outcome;
  const { lost, doubled } = tallyOf(outcome);
  const sent = sentMs(outcome);
  print(`${keys.length - lost} of ${keys.length} sent: ${lost} lost, ${doubled} doubled`);
  print(`the last one ${minutes(Math.max(...sent) - dueMs)} minutes after they were due`);
  const limited = log.rateLimited.filter(({ isFault }) => !isFault);
  const nudges = limited.filter(({ key }) => keys.includes(key)).length;
  print(`rate limits met: ${limited.length}, ${nudges} of them by nudges; violations: ${violations.length}`);
  print(`resident memory of the bot: ${megabytesBefore} MB before, ${peakMegabytes} MB at most\n`);
  print(acknowledgements(outcome));
  print('');
  for (const [name, load] of Object.entries(loads)) print(`on the wall, ${name}: ${toWall(log, load)}`);
};

/** What must never happen, however slow the machine is. */
export const faultsOf = (outcome: Outcome): string[] => {
  const { lost, doubled, winsLost, errors, isAsked, impatient } = tallyOf(outcome);
  const { violations } = outcome;
  const checks: [boolean, string][] = [
    [lost > 0, `${lost} nudges were not sent`],
    [doubled > 0, `${doubled} messages were sent more than once`],
    [winsLost > 0, `${winsLost} acknowledged wins are not on the wall`],
    [errors.length > 0, `${errors.length} commands failed: ${errors[0]}`],
    [!isAsked, 'the bot was never asked to be quiet'],
    [impatient > 0, `${impatient} nudges were sent while Slack asked to wait`],
    [violations.length > 0, `${violations.length} rules of Slack were broken: ${violations[0]?.what}`],
  ];
  return checks.flatMap(([isFault, fault]) => (isFault ? [fault] : []));
};

/** Judged on a full run only: a short one is over before Slack's rate has let the wins through. */
export const missedTargets = (outcome: Outcome): string[] => {
  const isWinLate = Math.max(...winsAt(outcome, 'while sent')) > Math.max(...sentMs(outcome));
  return isWinLate ? ['wins waited behind the fan-out'] : [];
};

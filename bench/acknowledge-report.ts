import { print } from './benchmark.ts';
import type { Complaints } from './bot.ts';
import { type Latency, latencyCells, ratioCells, table } from './latency.ts';

export interface Measured {
  latency: Latency;
  /** How late the commands started because this machine was busy. */
  late: Latency;
  errors: string[];
  /** The numbers of the commands that were acknowledged, warm-up included. */
  acknowledged: number[];
}

export interface Outcome {
  /** Wins that are on the wall. */
  shown: number;
  /** Wall messages beyond the first of a win. */
  doubled: number;
  /** Acknowledged wins that are not on the wall. */
  missing: number;
  /** Acknowledged wins whose author heard no more. */
  untold: number;
  /** From the last acknowledgement until all that was there. */
  afterMs: number;
  violations: { rule: string; what: string }[];
}

export interface BotMeasured extends Measured, Outcome {
  complaints: Complaints;
}

const figures = (bare: Measured, bot: Measured): string => {
  const count = ({ errors }: Measured) => String(errors.length);
  return table([
    ['', 'median', 'p95', 'p99', 'max', 'errors'],
    ['bare Bolt app', ...latencyCells(bare.latency), count(bare)],
    ['Brag Wall', ...latencyCells(bot.latency), count(bot)],
    ['ratio', ...ratioCells(bot.latency, bare.latency), ''],
    ['sent late, bare', ...latencyCells(bare.late), ''],
    ['sent late, Brag Wall', ...latencyCells(bot.late), ''],
  ]);
};

const tally = (items: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts];
};

export const report = (bare: Measured, bot: BotMeasured): void => {
  const acknowledged = bot.acknowledged.length;
  print(figures(bare, bot));
  print('');
  print(
    `on the wall: ${bot.shown} wins, of ${acknowledged} acknowledged with the warm-up; ${bot.doubled} doubled`,
  );
  print(`told where their win is: ${acknowledged - bot.untold} authors`);
  print(`all that ${(bot.afterMs / 1000).toFixed(1)} s after the last acknowledgement`);
  for (const [complaint, times] of bot.complaints) print(`the bot logged ${times} x ${complaint}`);
  for (const [rule, times] of tally(bot.violations.map(({ rule }) => rule))) {
    print(`Slack's rule was broken ${times} x ${rule}`);
  }
};

/** Late because the machine is slow, perhaps: judged with the targets. */
export const isLate = ({ rule }: { rule: string }): boolean => rule === 'late-acknowledgement';

const listed = (errors: readonly string[]): string =>
  tally(errors)
    .map(([error, times]) => `${times} x ${error}`)
    .join('; ');

/** What must never happen, however slow the machine is. */
export const faultsOf = (bare: Measured, bot: BotMeasured): string[] => {
  const violations = bot.violations.filter((violation) => !isLate(violation));
  const checks: [boolean, string][] = [
    [bare.errors.length > 0, `commands to the bare app failed: ${listed(bare.errors)}`],
    [bot.errors.length > 0, `commands to the bot failed: ${listed(bot.errors)}`],
    [bot.missing > 0, `${bot.missing} acknowledged wins are not on the wall`],
    [bot.doubled > 0, `${bot.doubled} wall messages show a win that is there already`],
    [bot.untold > 0, `${bot.untold} authors were not told where their win is`],
    [violations.length > 0, `${violations.length} rules of Slack were broken: ${violations[0]?.what}`],
  ];
  return checks.flatMap(([isFault, fault]) => (isFault ? [fault] : []));
};

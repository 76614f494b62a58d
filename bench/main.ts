/** `npm run bench -- [--smoke] [name …]`: the benchmarks named, or all of them. */
import { parseArgs } from 'node:util';
import { acknowledge } from './acknowledge.ts';
import { type Benchmark, print } from './benchmark.ts';
import { board } from './board.ts';
import { killChildren } from './child.ts';
import { fanOut, notes } from './fan-out.ts';
import { home } from './home.ts';
import { program } from './program.ts';
import { screens } from './screens.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  acknowledge,
  board,
  'fan-out': fanOut,
  home,
  notes,
  screens,
  'embedded-mongo': program('packages/embedded-mongo/bench/embedded-mongo.ts', { smokeArgs: ['2000'] }),
};

const chosen = (names: readonly string[]): [string, Benchmark][] =>
  (names.length > 0 ? names : Object.keys(benchmarks)).map((name) => {
    const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
    if (benchmark) return [name, benchmark];
    throw new Error(`There is no benchmark "${name}", but ${Object.keys(benchmarks).join(', ')}.`);
  });

const giveUpOnSignals = (): AbortSignal => {
  const giveUp = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (giveUp.signal.aborted) process.exit(1);
      giveUp.abort(new Error(`stopped by ${name}`));
    });
  }
  return giveUp.signal;
};

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    options: { smoke: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const signal = giveUpOnSignals();
  for (const [name, benchmark] of chosen(positionals)) {
    print(`\n## ${name}\n`);
    for (const fault of await benchmark({ smoke: values.smoke, signal })) {
      print(`FAILED: ${fault}`);
      process.exitCode = 1;
    }
  }
};

process.on('exit', killChildren);
run().catch((error: unknown) => {
  process.stderr.write(`FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

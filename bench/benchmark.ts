export interface BenchmarkOptions {
  /** A short run that shows that everything works; its figures are held to no target. */
  smoke: boolean;
  /** Aborted when the person gives up: the benchmark puts everything away and rejects. */
  signal: AbortSignal;
}

/** Prints its figures, and resolves with what went wrong and which targets were missed. */
export type Benchmark = (options: BenchmarkOptions) => Promise<string[]>;

export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export interface Latency {
  medianMs: number;
  p95Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** By nearest rank: each figure is one that was measured. */
export const latencyOf = (measuredMs: readonly number[]): Latency => {
  const sorted = measuredMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? Number.NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
};

const figures = ({ medianMs, p95Ms, p99Ms, maxMs }: Latency) => [medianMs, p95Ms, p99Ms, maxMs];

export const latencyCells = (latency: Latency): string[] =>
  figures(latency).map((ms) => `${ms.toFixed(1)} ms`);

export const ratioCells = (latency: Latency, base: Latency): string[] => {
  const bases = figures(base);
  return figures(latency).map((ms, index) => `${(ms / (bases[index] ?? Number.NaN)).toFixed(1)} x`);
};

/** Columns as wide as they must be, the first to the left and the others to the right. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => line(row).join('   ').trimEnd()).join('\n');
};

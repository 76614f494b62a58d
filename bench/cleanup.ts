export type OnEnd = (step: () => Promise<void>) => void;

/** Runs the work, and afterwards every step it asked for, the last first, whatever failed before. */
export const withCleanup = async <T>(work: (onEnd: OnEnd) => Promise<T>): Promise<T> => {
  const steps: (() => Promise<void>)[] = [];
  const failures: unknown[] = [];
  const result = await work((step) => steps.unshift(step)).catch((error: unknown) => {
    failures.push(error);
    return undefined;
  });
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('; '));
  if (failures.length === 1) throw failures[0];
  return result as T;
};

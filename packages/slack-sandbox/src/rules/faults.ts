export const faultKinds = [
  'rate-limit',
  'error',
  'http-500',
  'drop-before',
  'drop-after',
  'garbled-before',
  'garbled-after',
  'slow',
] as const;

export interface Fault {
  /** A Web API method, "response_url", or "*" for any. */
  method: string;
  kind: (typeof faultKinds)[number];
  times: number;
  retryAfterS: number;
  error: string;
  ms: number;
  /** What comes back, with status 200, in place of an answer. */
  body: string;
}

/** The faults that the tester asked for. */
export interface Faults {
  add(faults: readonly Fault[]): void;
  clear(): void;
  /** The next fault for a call of that method, which is thereby used once. */
  take(method: string): Fault | undefined;
}

export const createFaults = (): Faults => {
  let waiting: Fault[] = [];
  return {
    add(faults) {
      waiting.push(...faults.map((fault) => ({ ...fault })));
    },
    clear() {
      waiting = [];
    },
    take(method) {
      const fault = waiting.find((candidate) => candidate.method === method || candidate.method === '*');
      if (!fault) return undefined;
      fault.times -= 1;
      waiting = waiting.filter((candidate) => candidate.times > 0);
      return fault;
    },
  };
};

/** What became of a call to Slack: `refused` is a no of Slack's, `unreadable` an answer that is none, `failed` no answer. */
export type CallOutcome = 'ok' | 'refused' | 'rate-limited' | 'http-error' | 'unreadable' | 'failed';

/** Takes notes of what happens, for figures. Never of whom, where, or in which workspace. */
export interface Measure {
  page: (name: string, status: number) => void;
  slackCall: (method: string, outcome: CallOutcome) => void;
  slackRequest: (isHandled: boolean, durationMs: number) => void;
  job: (name: string, isDone: boolean, durationMs: number) => void;
  tick: (at: Date) => void;
}

export const noMeasure: Measure = {
  page: () => undefined,
  slackCall: () => undefined,
  slackRequest: () => undefined,
  job: () => undefined,
  tick: () => undefined,
};

/** An instant in milliseconds as Slack writes it: seconds with six decimals, which compare as text. */
export const slackTs = (ms: number): string => (ms / 1000).toFixed(6);

export const msOfSlackTs = (ts: string): number => Number(ts) * 1000;

import type { Acted } from '../../src/answers.ts';
import type { Act } from '../../src/guide.ts';

export const act: Act = async <T = Acted>(path: string, body?: object): Promise<T> => {
  const init = body && { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`/_sandbox/${path}`, init);
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
};

const statusWords: { [status: string]: string } = {
  operation_timeout: 'did not answer within 3 seconds',
  dispatch_failed: 'is not running',
  not_connected: 'is not connected',
};

/** What Slack's client would say when the bot did not take it; undefined when all is well. */
export const failureOf = ({ ok, status }: Acted): string | undefined =>
  ok || status === 'invalid_input' ? undefined : `The app ${statusWords[status] ?? `failed: ${status}`}.`;

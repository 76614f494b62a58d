import { UnreadableAnswerError } from '../errors.ts';
import type { CallOutcome } from '../measure.ts';
import { readAnswer } from './web-api-answer.ts';

/** Hears what became of each call. */
export type OnCall = (method: string, outcome: CallOutcome) => void;

const shortestPauseS = 1;
const longestPauseS = 3_600;

const rateLimited = async (method: string, response: Response): Promise<Response> => {
  const given = response.headers.get('retry-after')?.trim() ?? '';
  // Whoever says 429 and not for how long need not be Slack, and may have let the call pass before.
  if (!/^\d+(\.\d+)?$/.test(given)) throw new UnreadableAnswerError(method, 'Retry-After');
  const pauseS = Math.min(Math.max(Math.ceil(Number(given)), shortestPauseS), longestPauseS);
  return new Response(await response.text(), { status: 429, headers: { 'retry-after': String(pauseS) } });
};

/** The answer, and what to call it; an answer that is none is thrown. */
const checked = async (
  method: string,
  response: Response,
): Promise<{ answer: Response; outcome: CallOutcome }> => {
  if (response.status === 429)
    return { answer: await rateLimited(method, response), outcome: 'rate-limited' };
  if (response.status !== 200) return { answer: response, outcome: 'http-error' };
  // Read here, a body that stops half-way or never comes counts as a failed request, and is timed like one.
  const body = await response.text();
  const read = readAnswer(method, body);
  if ('fault' in read) throw new UnreadableAnswerError(method, read.fault);
  const answer = new Response(body, { headers: { 'content-type': 'application/json' } });
  return { answer, outcome: read.isOk ? 'ok' : 'refused' };
};

/**
 * The one place where Slack's answers come in. An answer that is none, such as a proxy's page with status 200, half a
 * body or a success that lacks what it is about, says nothing about what Slack did: it is the same as no answer, and
 * nobody after this place sees it. Answers that have come through a `response_url` are left as they are.
 */
export const createCheckedFetch = (
  slackApiUrl = 'https://slack.com/api/',
  onCall: OnCall = () => undefined,
): typeof fetch => {
  const base = slackApiUrl.replace(/\/*$/, '/');
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(base)) return fetch(input, init);
    const method = url.slice(base.length).replace(/[?#].*$/, '');
    try {
      const { answer, outcome } = await checked(method, await fetch(input, init));
      onCall(method, outcome);
      return answer;
    } catch (error) {
      onCall(method, error instanceof UnreadableAnswerError ? 'unreadable' : 'failed');
      throw error;
    }
  };
};

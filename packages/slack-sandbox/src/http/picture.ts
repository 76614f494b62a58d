import { Buffer } from 'node:buffer';
import type { Answer } from './answer.ts';

const limitMs = 5_000;
const mostBytes = 10_000_000;
const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const notThere: Answer = { status: 404, body: 'Not found' };

const fetched = async (url: URL): Promise<Answer> => {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(limitMs) });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !/^image\/(?:png|jpeg|gif)\b/.test(type)) return notThere;
  if (Number(response.headers.get('content-length') ?? 0) > mostBytes) return notThere;
  const body = Buffer.from(await response.arrayBuffer());
  return body.length > mostBytes ? notThere : { status: 200, body, headers: { 'content-type': type } };
};

/**
 * A picture of a block, fetched by the sandbox as Slack fetches it by itself: what Slack takes, and from this machine alone,
 * since the sandbox asks nobody else for anything.
 */
export const findPicture = async (address: string | null): Promise<Answer> => {
  const url = address !== null && URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || !loopback.test(url.hostname)) return notThere;
  return fetched(url).catch(() => notThere);
};

import { createHmac } from 'node:crypto';
import { request } from 'node:http';

export interface Receiver {
  port: number;
  signingSecret: string;
}

/** Long, so that a slow answer shows in the figures. */
const LIMIT_MS = 30_000;

const signature = (body: string, signingSecret: string): Record<string, string> => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
};

const post = (port: number, body: string, headers: Record<string, string>) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const signal = AbortSignal.timeout(LIMIT_MS);
    // A connection each: one that is kept may be closed by the other side just when it is used again.
    const options = {
      host: '127.0.0.1',
      port,
      path: '/slack/events',
      method: 'POST',
      agent: false,
      headers,
      signal,
    };
    const outgoing = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });

/** Sends a command as Slack does; rejects unless it is acknowledged plainly: an answer with words is a refusal. */
export const sendCommand = async (
  { port, signingSecret }: Receiver,
  fields: Record<string, string>,
): Promise<void> => {
  const body = new URLSearchParams(fields).toString();
  const { status, text } = await post(port, body, {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    ...signature(body, signingSecret),
  });
  if (status !== 200) throw new Error(`answered with status ${status}`);
  if (text !== '') throw new Error('answered with words instead of a plain acknowledgement');
};

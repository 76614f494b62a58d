import { createHmac } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { parseJson, stringIn } from '../json.ts';
import { ACK_TIMEOUT_MS, type Outcome } from './outcome.ts';
import type { Envelope, Transport } from './transport.ts';

interface HttpOptions {
  port: number;
  signingSecret: string;
}

/** Slack signs with its own clock, which is the machine's: a receiver refuses what is five minutes off. */
const signed = (body: string, signingSecret: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
};

const FORM = 'application/x-www-form-urlencoded';

const encode = ({ type, payload }: Envelope): { contentType: string; body: string } => {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields =
    type === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, stringIn(value) ?? '']));
  return { contentType: FORM, body: new URLSearchParams(fields).toString() };
};

const readAll = async (response: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const outcomeOf = async (response: IncomingMessage, startedMs: number): Promise<Outcome> => {
  const text = await readAll(response);
  const code = response.statusCode ?? 0;
  const isAcknowledged = code >= 200 && code < 300;
  return {
    status: isAcknowledged ? 'ok' : `http_${code}`,
    ackMs: isAcknowledged ? Date.now() - startedMs : null,
    isFinal: response.headers['x-slack-no-retry'] === '1',
    ...(text !== '' && { body: parseJson(text) ?? text }),
  };
};

const failure = (error: NodeJS.ErrnoException, isLate: boolean): Outcome => {
  if (isLate) return { status: 'operation_timeout', ackMs: null };
  return { status: error.code === 'ECONNREFUSED' ? 'not_connected' : 'connection_lost', ackMs: null };
};

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export const createHttpTransport = ({ port, signingSecret }: HttpOptions): Transport => {
  // No connection is kept: a kept one that the bot closes just then would look like a lost request.
  const agent = new Agent();

  const send = (envelope: Envelope): Promise<Outcome> =>
    new Promise((resolve) => {
      const startedMs = Date.now();
      const { contentType, body } = encode(envelope);
      const { retry } = envelope;
      const deadline = AbortSignal.timeout(ACK_TIMEOUT_MS);
      const fail = (error: NodeJS.ErrnoException) => resolve(failure(error, deadline.aborted));
      const outgoing = request({
        agent,
        port,
        host: '127.0.0.1',
        path: '/slack/events',
        method: 'POST',
        signal: deadline,
        headers: {
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
          ...signed(body, signingSecret),
          ...(retry && { 'x-slack-retry-num': retry.attempt, 'x-slack-retry-reason': retry.reason }),
        },
      });
      outgoing.once('error', fail);
      outgoing.once('response', (response) => {
        outcomeOf(response, startedMs).then(resolve, fail);
      });
      outgoing.end(body);
    });

  const close = () => {
    agent.destroy();
    return Promise.resolve();
  };

  return { isConnected: () => isListening(port), send, close };
};

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { waitFor } from './wait-for.ts';

type Answer = { status?: number; headers?: Record<string, string>; body: string };

const identity = JSON.stringify({
  ok: true,
  team_id: 'T1',
  user_id: 'UBOT',
  bot_id: 'BBOT',
  url: 'https://example.slack.com/',
});

/** Slack at the other end of a socket: what apps.connections.open answers, and the frames that it sends. */
export const startSocketSlack = async () => {
  const answerTo = (method: string): Answer => {
    const said = answers.get(method);
    if (said) return said;
    if (method === 'auth.test') return { body: identity };
    if (method !== 'apps.connections.open') return { body: '{"ok":true}' };
    opened += 1;
    return next.shift() ?? ticket();
  };
  const server = createServer((request, response) => {
    const said = answerTo(request.url?.split('/').at(-1) ?? '');
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
    response.end(said.body);
  });
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const acknowledged: string[] = [];
  const answers = new Map<string, Answer>();
  const next: Answer[] = [];
  const connections: WebSocket[] = [];
  let opened = 0;

  const open = (): WebSocket | undefined =>
    connections.findLast((socket) => socket.readyState === socket.OPEN);

  const ticket = (): Answer => ({ body: JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link` }) });

  sockets.on('connection', (socket) => {
    connections.push(socket);
    socket.on('message', (data) => acknowledged.push(JSON.parse((data as Buffer).toString()).envelope_id));
    socket.send('{"type":"hello"}');
  });

  return {
    url: `http://127.0.0.1:${port}/api/`,
    /** Envelopes that were acknowledged. */
    acknowledged,
    openedCount: () => opened,
    connectedCount: () => connections.length,
    openCount: () => connections.filter((socket) => socket.readyState === socket.OPEN).length,
    /** What the next calls of apps.connections.open are answered, one each. */
    answersNextWith: (...answers: Answer[]) => void next.push(...answers),
    /** What any call of a method is answered until it is answered as usual again. */
    answersWith: (method: string, answer: Answer) => void answers.set(method, answer),
    answersAsUsual: (method: string) => void answers.delete(method),
    send: (frame: string | Buffer) => open()?.send(frame),
    sendCommand: (envelopeId: string) =>
      open()?.send(
        JSON.stringify({
          type: 'slash_commands',
          envelope_id: envelopeId,
          payload: { command: '/brag', text: '', user_id: 'UJO', team_id: 'T1' },
          accepts_response_payload: true,
        }),
      ),
    cut: () => open()?.terminate(),
    isAcknowledged: (envelopeId: string) =>
      waitFor(`the acknowledgement of ${envelopeId}`, () => acknowledged.includes(envelopeId)),
    async close() {
      for (const socket of connections) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

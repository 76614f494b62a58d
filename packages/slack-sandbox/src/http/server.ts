import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { avatarSvg } from '../../page/avatar.ts';
import { CONTROL_PATH, type Control } from '../control/control.ts';
import type { Methods } from '../slack-api/method.ts';
import { answerResponseUrl, isResponseUrlPath } from '../slack-api/response-url.ts';
import { answerCall } from '../slack-api/web-api.ts';
import type { World } from '../world.ts';
import { type Answer, sendAnswer } from './answer.ts';
import type { PageFiles } from './page-files.ts';
import { findPicture } from './picture.ts';

interface Routes {
  world: World;
  methods: Methods;
  control: Control;
  files: PageFiles;
}

const notFound: Answer = { status: 404, body: 'Not found' };

const avatar = (world: World, userId: string): Answer => {
  const person = world.workspace.people.get(userId);
  if (!person) return notFound;
  return { status: 200, body: avatarSvg(person), headers: { 'content-type': 'image/svg+xml' } };
};

const page = async (world: World, files: PageFiles, path: string): Promise<Answer> => {
  const [, channelId, message] = /^\/archives\/(\w+)\/(p\d+)$/.exec(path) ?? [];
  if (channelId) return { status: 302, body: '', headers: { location: `/#${channelId}-${message}` } };
  const [, userId] = /^\/avatars\/(\w+)\.svg$/.exec(path) ?? [];
  return userId ? avatar(world, userId) : ((await files.find(path)) ?? notFound);
};

const route = async (
  { world, methods, control, files }: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const { pathname } = url;
  if (pathname.startsWith(CONTROL_PATH)) return control(request, response, url);
  if (pathname.startsWith('/api/'))
    return sendAnswer(response, await answerCall(world, methods, request, url));
  if (isResponseUrlPath(pathname)) {
    return sendAnswer(response, await answerResponseUrl(world, request, pathname));
  }
  if (pathname === '/pictures') return sendAnswer(response, await findPicture(url.searchParams.get('url')));
  return sendAnswer(response, await page(world, files, pathname));
};

export const serve = (server: Server, routes: Routes): void => {
  server.on('request', (request, response) => {
    route(routes, request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent)
        sendAnswer(response, { status: 500, body: { error: 'The sandbox failed.' } });
    });
  });
};

/** Listens on this machine only, and resolves with the port; 0 takes a free one. Rejects when it is taken. */
export const listen = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
};

export const close = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
};

/** The system hands out higher ones by itself, to whoever listens anywhere or connects. */
const ports = { lowest: 20_000, highest: 32_000 };
const mostTries = 50;

/** For a bot that is to listen by itself, in a moment: a port that nobody else is likely to get meanwhile. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const server = createServer();
    const port = await listen(server, randomInt(ports.lowest, ports.highest)).catch(() => undefined);
    await close(server);
    if (port !== undefined) return port;
  }
  throw new Error('No port is free');
};

import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { isRequestBody } from './request-body.ts';

type SocketClient = SocketModeReceiver['client'];

/** What the client tells itself by the same emitter on which it tells what Slack says. */
const ownNews = new Set([
  'connecting',
  'connected',
  'reconnecting',
  'disconnecting',
  'disconnected',
  'authenticated',
  'error',
  'close',
  'ws_message',
  'slack_event',
  'outgoing_message',
]);

const isNameOfNews = (type: unknown): boolean => typeof type === 'string' && !ownNews.has(type);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether Bolt's client can read a frame: it throws where nobody catches. */
export const isFrame = (text: string): boolean => {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isObject(frame) || !('type' in frame) || !isNameOfNews(frame.type)) return false;
  if (frame.type === 'hello' || frame.type === 'disconnect') return true;
  if (!('payload' in frame) || !isRequestBody(frame.payload)) return false;
  if (frame.type !== 'events_api') return true;
  const { event } = frame.payload;
  return isObject(event) && 'type' in event && isNameOfNews(event.type);
};

/** Keeps from a client what it cannot read. Slack sends again what is not acknowledged. */
export const guardFrames = (client: SocketClient, log: Logger): void => {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  const read = async (data: unknown, isBinary: boolean): Promise<void> => {
    if (typeof data === 'string' && !isFrame(data))
      return log.warn({ length: data.length }, 'Slack sent a frame that cannot be read');
    // They are asynchronous, whatever their type says.
    await Promise.all(readers.map((reader): unknown => reader(data, isBinary)));
  };
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    read(data, isBinary).catch((error: unknown) => log.error({ err: error }, 'a frame could not be read'));
  });
};

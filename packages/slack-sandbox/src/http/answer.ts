import type { ServerResponse } from 'node:http';

export interface Answer {
  status: number;
  headers?: { [name: string]: string };
  /** Bytes go out as they are, and any other object as JSON. */
  body: object | string;
  /** The connection dies instead of carrying the answer. */
  isDropped?: boolean;
}

export const sendAnswer = (response: ServerResponse, { status, headers, body, isDropped }: Answer): void => {
  if (isDropped) {
    response.socket?.destroy();
    return;
  }
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
  response.end(isText || body instanceof Uint8Array ? body : JSON.stringify(body));
};

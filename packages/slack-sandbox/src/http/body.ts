import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, parseJson } from '../json.ts';

export const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

/** The arguments of a call from its query and its body, a form or JSON alike. */
export const readArgumentsOf = async (request: IncomingMessage, url: URL): Promise<JsonObject> => {
  const query = Object.fromEntries(url.searchParams);
  const text = await readText(request);
  const isJson = request.headers['content-type']?.startsWith('application/json');
  if (!isJson) return { ...query, ...Object.fromEntries(new URLSearchParams(text)) };
  const body = parseJson(text);
  return { ...query, ...(isObject(body) && body) };
};

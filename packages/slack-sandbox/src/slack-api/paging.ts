import type { JsonObject } from '../json.ts';
import { SlackError } from './slack-error.ts';

interface Page<T> {
  items: T[];
  hasMore: boolean;
  /** What Slack puts beside the list. */
  metadata: JsonObject;
}

interface Paging {
  cursor?: string | undefined;
  limit?: number | undefined;
  /** When no limit is given. */
  usual: number;
  most: number;
}

const encode = (offsetKey: string) => Buffer.from(`next:${offsetKey}`).toString('base64');

const decode = (cursor: string): string => {
  const [, key] = /^next:(.+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8')) ?? [];
  if (key === undefined) throw new SlackError('invalid_cursor');
  return key;
};

/** One page of a list. The cursor names the item that comes next, so that a list may grow between two pages. */
export const page = <T>(items: readonly T[], keyOf: (item: T) => string, paging: Paging): Page<T> => {
  const { cursor, usual, most } = paging;
  const limit = paging.limit === undefined || paging.limit <= 0 ? usual : Math.min(paging.limit, most);
  const key = cursor ? decode(cursor) : undefined;
  const start = key === undefined ? 0 : items.findIndex((item) => keyOf(item) === key);
  if (start < 0) throw new SlackError('invalid_cursor');
  const next = items[start + limit];
  return {
    items: items.slice(start, start + limit),
    hasMore: next !== undefined,
    metadata: { response_metadata: { next_cursor: next === undefined ? '' : encode(keyOf(next)) } },
  };
};

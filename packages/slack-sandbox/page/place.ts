/** Where one is in the page, and as whom: kept in the address, so that each window has its own. */
export interface Place {
  /** A person's name. */
  as: string;
  /** A channel's id; "dm" is the direct message with the bot, "home" its Home tab. */
  at: string;
  thread: string | undefined;
}

const permalinkTs = (digits: string) => `${digits.slice(0, -6)}.${digits.slice(-6)}`;

/** `#jo/C0123/1700000000.000100`, or what a permalink leads to: `#C0123-p1700000000000100`. */
export const readPlace = (hash: string): Partial<Place> => {
  const [, channelId, digits] = /^#(\w+)-p(\d+)$/.exec(hash) ?? [];
  if (channelId && digits) return { at: channelId, thread: permalinkTs(digits) };
  const [as, at, thread] = hash.slice(1).split('/').map(decodeURIComponent);
  return { ...(as && { as }), ...(at && { at }), ...(thread && { thread }) };
};

export const hashOf = ({ as, at, thread }: Place): string =>
  `#${[as, at, ...(thread ? [thread] : [])].join('/')}`;

/** The place that a permalink of this sandbox names; undefined for any other address. */
export const placeOfLink = (href: string): Partial<Place> | undefined => {
  if (!URL.canParse(href, location.href)) return undefined;
  const url = new URL(href, location.href);
  const [, at, digits] = /^\/archives\/(\w+)(?:\/p(\d+))?$/.exec(url.pathname) ?? [];
  if (url.host !== location.host || !at) return undefined;
  return { at, thread: digits && permalinkTs(digits) };
};

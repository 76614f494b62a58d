import { page, pagePolicy } from './page.ts';

/** What a page's address is answered with. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Of every answer: nothing of it is kept, guessed at, framed, or told to where somebody goes from there. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-resource-policy': 'same-origin',
};

export const pageReply = (status: number, title: string, html: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy },
  body: page(title, html),
});

/** A name of any characters, and what of it old programs understand. */
const disposition = (name: string): string => {
  const ascii = name.replace(/[^\w .-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};

/** Never shown in the browser, whatever it holds. */
export const fileReply = (name: string, mediaType: string, body: Buffer): Reply => ({
  status: 200,
  headers: {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-disposition': disposition(name),
    'content-security-policy': "default-src 'none'; sandbox",
  },
  body,
});

import type { WebContext } from '../web-part.ts';

/** A name of any characters, and what of it old programs understand. */
export const disposition = (name: string): string => {
  const ascii = name.replace(/[^\w .-]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
};

/** Never shown in the browser, whatever it holds. */
export const sendFile = (
  context: WebContext,
  { name, mediaType, content }: { name: string; mediaType: string; content: Buffer },
): Response =>
  context.body(new Uint8Array(content), 200, {
    'content-type': `${mediaType}; charset=utf-8`,
    'content-disposition': disposition(name),
    'content-security-policy': "default-src 'none'; sandbox",
  });

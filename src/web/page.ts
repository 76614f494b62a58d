import { createHash } from 'node:crypto';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What is not ours, as text or as the value of an attribute in quotes. */
export const escapeHtml = (text: string): string =>
  text.toWellFormed().replace(/[&<>"']/g, (character) => entities[character] ?? character);

const style = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
ul { list-style: none; padding: 0; }
li { margin: 1rem 0; }
button { font: inherit; padding: .5rem 1rem; min-height: 2.75rem; cursor: pointer; }
`;

const hashOfStyle = createHash('sha256').update(style).digest('base64');

/** Nothing is loaded and no script runs; forms go back to where the page came from. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hashOfStyle}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** A page of our own: `title` is plain text, `html` is escaped already. */
export const page = (title: string, html: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${html}
</main>
</body>
</html>
`;

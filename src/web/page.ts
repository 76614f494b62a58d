import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { WebContext } from './web-part.ts';

/** Markup whose values are escaped: what hono's `html` makes. */
export type Html = ReturnType<typeof html>;

export interface Style {
  css: string;
  hash: string;
}

/** A style that a page's policy lets in by its hash. Make it once, not with each page. */
export const styleOf = (css: string): Style => ({
  css,
  hash: createHash('sha256').update(css).digest('base64'),
});

const plainStyle = styleOf(`
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { max-width: 34rem; margin: 3rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; }
ul { list-style: none; padding: 0; }
li { margin: 1rem 0; }
button { font: inherit; padding: .5rem 1rem; min-height: 2.75rem; cursor: pointer; }
`);

export interface Page {
  status?: ContentfulStatusCode;
  title: string;
  body: Html;
  /** As browsers write it; English unless said. */
  lang?: string;
  dir?: 'ltr' | 'rtl';
  style?: Style;
  /** What stands in its head besides. */
  head?: Html;
  /** What the policy allows besides, such as `script-src 'self'`. */
  allows?: readonly string[];
}

/** Nothing is loaded and no script runs; forms go back to where the page came from. */
const policyOf = ({ style = plainStyle, allows = [] }: Page): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${style.hash}'`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...allows,
  ].join('; ');

export const markupOf = ({ title, body, lang = 'en', dir = 'ltr', style = plainStyle, head }: Page): Html =>
  html`<!doctype html>
<html lang="${lang}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${raw(style.css)}</style>${head ? html`\n${head}` : ''}
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

/** What goes out before a page. */
export const headersOf = (page: Page): Record<string, string> => ({
  'content-type': 'text/html; charset=UTF-8',
  'content-security-policy': policyOf(page),
});

/** A page that says one thing. */
export const wordsPage = (status: ContentfulStatusCode, title: string, words: Html): Page => ({
  status,
  title,
  body: html`<h1>${title}</h1>\n${words}`,
});

/** Answers with a page, whose body begins with its heading. */
export const showPage = (context: WebContext, page: Page): Response | Promise<Response> =>
  context.html(markupOf(page), page.status ?? 200, headersOf(page));

export const showWords = (context: WebContext, ...words: Parameters<typeof wordsPage>) =>
  showPage(context, wordsPage(...words));

import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { headersOf, markupOf, showPage, showWords, wordsPage } from './page.ts';
import type { WebContext } from './web-part.ts';

export const noPage = (context: WebContext) =>
  showWords(
    context,
    404,
    'There is nothing here',
    html`<p>Is the address whole? Ask whoever gave it to you for a new one.</p>`,
  );

export const wrongMethod = (context: WebContext, allowed: readonly string[]) => {
  context.header('allow', allowed.join(', '));
  return showWords(
    context,
    405,
    'Not in this way',
    html`<p>Go back to the page with the button, and press it there.</p>`,
  );
};

/** What is left of a body that nobody reads must not be taken for the next request. */
const closing = (context: WebContext): void => context.header('connection', 'close');

export const tooLarge = (context: WebContext) => {
  closing(context);
  return showWords(context, 413, 'That is too long', html`<p>Go back, and say it in fewer words.</p>`);
};

export const notAForm = (context: WebContext) => {
  closing(context);
  return showWords(
    context,
    415,
    'Not in this way',
    html`<p>Go back to the page with the button, and press it there.</p>`,
  );
};

const waiting = wordsPage(429, 'Too much at once', html`<p>Wait a minute, and try again.</p>`);

// Nothing in it has to be waited for.
const waitingText = (markupOf(waiting) as HtmlEscapedString).toString();
/** Made once, for a flood of requests. */
export const tooManyMade = {
  status: 429,
  headers: { ...headersOf(waiting), 'content-length': String(Buffer.byteLength(waitingText)) },
  text: waitingText,
};

export const tooMany = (context: WebContext, retryAfterS: number) => {
  context.header('retry-after', String(retryAfterS));
  return showPage(context, waiting);
};

export const failed = (context: WebContext) =>
  showWords(context, 500, 'Something went wrong', html`<p>It is not your fault. Try again in a minute.</p>`);

import { html } from 'hono/html';
import { showWords } from './page.ts';
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

export const failed = (context: WebContext) =>
  showWords(context, 500, 'Something went wrong', html`<p>It is not your fault. Try again in a minute.</p>`);

import { html } from 'hono/html';
import type { ScreenState, ScreenWin } from '../../views/screen/screen-page.ts';
import type { Html, Page } from '../page.ts';
import { screenStyle } from './screen-style.ts';

/** So many without a script, which has to fit into a small page. */
const mostPlain = 8;

const plainWin = ({ who, text, when, isExceptional, customer, customerWords }: ScreenWin): Html =>
  html`<li><p><strong dir="auto">${who}</strong>${isExceptional ? ' ★ Exceptional' : ''} (${when})</p><p dir="auto">${text}</p>${
    customer ? html`<p>${customer}</p>` : ''
  }${customerWords ? html`<p dir="auto">“${customerWords}”</p>` : ''}</li>`;

const plainPage = ({ wins, notice, goal, challenge }: ScreenState): Html =>
  html`${
    notice ? html`<h2>${notice.title}</h2><p>${notice.text}</p>` : ''
  }<ul>${wins.slice(0, mostPlain).map(plainWin)}</ul>${goal ? html`<p>${goal.words}</p>` : ''}${
    challenge ? html`<p>${challenge}</p>` : ''
  }`;

/** What the script fills in, again and again: nothing is added to it. */
const stage = (
  state: ScreenState,
): Html => html`<header><h1 dir="auto">${state.team ? `Brag Wall · ${state.team}` : 'Brag Wall'}</h1><p id="as-of" role="status"></p><p id="count"></p></header>
<section id="stage" aria-label="What we did for customers">
<div id="top" hidden><p id="who" dir="auto"></p><p id="mark" hidden>★ Exceptional</p><p id="when"></p></div>
<p id="text" dir="auto" hidden></p>
<p id="helped" dir="auto" hidden></p>
<div id="customer" hidden><p id="customer-says"></p><p id="customer-words" dir="auto" hidden></p></div>
<div id="notice"><h2 id="notice-title">One moment</h2><p id="notice-text">The wall is on its way.</p></div>
</section>
<footer><p id="challenge" dir="auto" hidden></p><div id="goal" hidden><progress id="goal-bar" aria-labelledby="goal-words" max="1" value="0"></progress><p id="goal-words"></p></div></footer>
<noscript>${plainPage(state)}</noscript>`;

export const screenPage = (state: ScreenState, scriptName: string): Page => ({
  title: state.team ? `Brag Wall · ${state.team}` : 'Brag Wall',
  head: html`<noscript><meta http-equiv="refresh" content="60"></noscript>
<script src="/screen/${scriptName}" defer></script>`,
  body: stage(state),
  style: screenStyle,
  allows: ["script-src 'self'", "connect-src 'self'"],
});

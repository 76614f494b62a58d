import { html } from 'hono/html';
import { customerDataMask } from '../../domain/customer-data.ts';
import { voiceAnswers, voiceLimits, voiceQuestion } from '../../domain/voice.ts';
import { filledIn, type VoicePages } from '../../domain/voice-page.ts';
import type { Asked } from '../../operations/voice/hear-customer.ts';
import type { Html, Page } from '../page.ts';
import { askStyle } from './ask-style.ts';
import type { PageLanguage } from './page-language.ts';

/** What every state of the page is made from. */
export interface AskView {
  language: PageLanguage;
  pages: VoicePages;
  /** Of the link. */
  token: string;
}

const nothing = html``;

/** In which language a name or a customer's words are nobody knows: the text itself says how it is written. */
const typed = (text: string): Html => html`<bdi>${text}</bdi>`;

const languageLinks = (
  { language: { code, says }, pages }: AskView,
  rest = '',
): Html => html`<nav aria-label="${says.languages}">
<ul>
${[...pages].map(([each, { language }]) => html`<li><a href="?lang=${each}${rest}" lang="${each}" hreflang="${each}"${each === code ? html` aria-current="true"` : nothing}>${language}</a></li>\n`)}</ul>
</nav>`;

const askPage = (
  view: AskView,
  { title, body, status = 200, rest }: { title: string; body: Html; status?: 200 | 400 | 404; rest?: string },
): Page => ({
  status,
  title,
  lang: view.language.code,
  dir: view.language.says.dir,
  style: askStyle,
  body: html`${body}\n${languageLinks(view, rest)}`,
});

/** The same for a link that has ended, was replaced or taken back, whose win is not on the wall, or that never was one. */
export const gonePage = (view: AskView): Page => {
  const { gone, goneWhy } = view.language.says;
  return askPage(view, { status: 404, title: gone, body: html`<h1>${gone}</h1>\n<p>${goneWhy}</p>` });
};

const titleOf = ({ language: { says } }: AskView, { businessName }: Asked): string =>
  businessName ? filledIn(says.titleOf, { business: businessName }) : says.title;

const from = ({ businessName }: Asked): Html =>
  businessName ? html`<p class="from">${typed(businessName)}</p>` : nothing;

const action = ({ token }: AskView, below = ''): string => `/ask/${token}${below}`;

const language = ({ language: { code } }: AskView): Html =>
  html`<input type="hidden" name="lang" value="${code}">`;

/** Why the question comes once more. */
export type AskNotice = 'press' | 'changed';

const moment = ({ language: { says } }: AskView, { voice }: Asked): Html =>
  voice.moment
    ? html`<p class="about">${says.about}</p>\n<blockquote dir="auto">${voice.moment}</blockquote>`
    : nothing;

const answered = (view: AskView, { voice }: Asked): string =>
  voice.answer ? view.language.says.answers[voice.answer] : '';

const leaving = (view: AskView, asked: Asked): Html => {
  const {
    language: { code, says },
  } = view;
  if (asked.state !== 'changeable') return html`<p class="small">${says.kept}</p>`;
  return html`<p>${filledIn(says.before, { answer: answered(view, asked) })} <a href="${action(view)}?lang=${code}">${says.leave}</a></p>`;
};

/** One question, and three answers to press. */
export const questionPage = (view: AskView, asked: Asked, notice?: AskNotice): Page => {
  const {
    language: { says },
  } = view;
  return askPage(view, {
    status: notice ? 400 : 200,
    title: titleOf(view, asked),
    rest: asked.state === 'changeable' ? '&change' : '',
    body: html`${from(asked)}
${moment(view, asked)}
${notice ? html`<p class="note" role="alert">${says[notice]}</p>` : nothing}
<form method="post" action="${action(view)}">
${language(view)}<input type="hidden" name="question" value="${voiceQuestion}">
<fieldset>
<legend><h1>${says.question}</h1></legend>
${voiceAnswers.map((each) => html`<button name="answer" value="${each}">${says.answers[each]}</button>\n`)}</fieldset>
</form>
${leaving(view, asked)}`,
  });
};

/** A line that was not taken, as it was typed. */
export interface RefusedLine {
  typed: string;
  mayShow: boolean;
  by: number;
}

const fault = ({ language: { says } }: AskView, { by }: RefusedLine): Html =>
  html`<p class="note" role="alert" id="fault">${filledIn(says.tooLong, { count: by })}</p>`;

/** The first line end after the tag is none of the text's. */
const textArea = (attributes: Html, text: string): Html => html`<textarea ${attributes}>\n${text}</textarea>`;

const lineForm = (view: AskView, { voice }: Asked, refused: RefusedLine | undefined): Html => {
  const {
    language: { says },
  } = view;
  const mayShow = refused ? refused.mayShow : voice.mayShow === true;
  const described = refused ? 'hint fault' : 'hint';
  const attributes = html`id="words" name="words" rows="3" maxlength="${voiceLimits.words}" dir="auto" autocomplete="off" aria-describedby="${described}"${refused ? html` aria-invalid="true"` : nothing}`;
  return html`<form class="more" method="post" action="${action(view, '/words')}">
${language(view)}
<fieldset>
<legend><h2>${says.more}</h2></legend>
<label for="words">${says.line}</label>
${textArea(attributes, refused?.typed ?? voice.words ?? '')}
<p class="small" id="hint">${filledIn(says.hint, { count: voiceLimits.words })}</p>
<label class="tick"><input type="checkbox" name="show" value="yes"${mayShow ? html` checked` : nothing} aria-describedby="unshown">${says.show}</label>
<p class="small" id="unshown">${says.unshown}</p>
<button>${says.send}</button>
</fieldset>
</form>`;
};

const saved = ({ language: { says } }: AskView, { voice }: Asked, refused: RefusedLine | undefined): Html => {
  if (refused || voice.mayShow == null) return nothing;
  const masked = voice.words?.includes(customerDataMask) ? ` ${says.masked}` : '';
  return html`<p class="good">${says.saved}${masked}</p>`;
};

/** What was answered, for as long as it can be changed, and what may be said besides. */
export const thanksPage = (view: AskView, asked: Asked, refused?: RefusedLine): Page => {
  const {
    language: { code, says },
  } = view;
  return askPage(view, {
    status: refused ? 400 : 200,
    title: `${says.thanks} ${titleOf(view, asked)}`,
    body: html`${from(asked)}
${refused ? fault(view, refused) : nothing}
<div role="status">
<h1>${says.thanks}</h1>
<p>${filledIn(says.answered, { answer: answered(view, asked) })}${refused ? nothing : ` ${says.close}`}</p>
${saved(view, asked, refused)}
</div>
<p><a href="${action(view)}?lang=${code}&amp;change">${says.change}</a> <span class="small">${says.changeable}</span></p>
${lineForm(view, asked, refused)}`,
  });
};

/** It cannot be changed any more. What it was is not shown. */
export const donePage = (view: AskView, asked: Asked): Page => {
  const { done, close } = view.language.says;
  return askPage(view, { title: done, body: html`${from(asked)}\n<h1>${done}</h1>\n<p>${close}</p>` });
};

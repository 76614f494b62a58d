import { type VoiceAnswer, voiceAnswers, voiceQuestion } from '../../domain/voice.ts';
import { type Asked, askedThrough, hearAnswer, hearLine } from '../../operations/voice/hear-customer.ts';
import { type Page, showPage } from '../page.ts';
import type { WebContext, WebDeps } from '../web-part.ts';
import { type AskView, donePage, gonePage, questionPage, thanksPage } from './ask-page.ts';
import { pageLanguage } from './page-language.ts';

const viewOf = (
  context: WebContext,
  { voicePages: pages }: WebDeps,
  token: string,
  chosen?: string | null,
): AskView => ({ language: pageLanguage(context, pages, chosen), pages, token });

const pageOf = (view: AskView, asked: Asked, isChanging: boolean): Page => {
  if (asked.state === 'over') return donePage(view, asked);
  return asked.state === 'open' || isChanging ? questionPage(view, asked) : thanksPage(view, asked);
};

/** Looking notes nothing, since chats and scanners look at every link. */
export const showAsked = async (context: WebContext, deps: WebDeps, token: string) => {
  const view = viewOf(context, deps, token);
  const asked = await askedThrough(deps, token);
  const isChanging = context.req.query('change') !== undefined;
  return showPage(context, asked ? pageOf(view, asked, isChanging) : gonePage(view));
};

const formOf = async (context: WebContext) => new URLSearchParams(await context.req.text());

/** What has become of it is shown by a page of its own, which can be loaded anew without sending anything twice. */
const seeOther = (context: WebContext, { token, language }: AskView) =>
  context.redirect(`/ask/${token}?lang=${language.code}`, 303);

const isAnswer = (said: string | null): said is VoiceAnswer => voiceAnswers.some((each) => each === said);

/** An answer, from a button. */
export const takeAnswer = async (context: WebContext, deps: WebDeps, token: string) => {
  const form = await formOf(context);
  const view = viewOf(context, deps, token, form.get('lang'));
  const asked = await askedThrough(deps, token);
  if (!asked) return showPage(context, gonePage(view));
  const answer = form.get('answer');
  if (asked.state !== 'over') {
    if (!isAnswer(answer)) return showPage(context, questionPage(view, asked, 'press'));
    if (form.get('question') !== String(voiceQuestion))
      return showPage(context, questionPage(view, asked, 'changed'));
    await hearAnswer(deps, token, { answer, language: view.language.code });
  }
  return seeOther(context, view);
};

/** A line, and the leave to read it out. */
export const takeLine = async (context: WebContext, deps: WebDeps, token: string) => {
  const form = await formOf(context);
  const view = viewOf(context, deps, token, form.get('lang'));
  const asked = await askedThrough(deps, token);
  if (!asked) return showPage(context, gonePage(view));
  const [typed, mayShow] = [form.get('words') ?? '', form.get('show') === 'yes'];
  const heard = await hearLine(deps, token, { typed, mayShow });
  if (heard.kind === 'too-long')
    return showPage(context, thanksPage(view, asked, { typed, mayShow, by: heard.by }));
  return seeOther(context, view);
};

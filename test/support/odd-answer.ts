import { rawAnswer } from './fake-slack.ts';

const html = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>';
const body = (text: string, init: ResponseInit = {}) => rawAnswer(text, init);
const json = (value: unknown) => body(JSON.stringify(value));
const page = (status: number) => body(html, { status, headers: { 'content-type': 'text/html' } });
const slowDown = (headers: Record<string, string> = {}) =>
  body('{"ok":false,"error":"ratelimited"}', { status: 429, headers });

/**
 * What comes back from Slack's address and is no answer of Slack's. Each is made of the proper one, since Slack may have
 * done what it was asked.
 */
export const oddAnswers: readonly [what: string, made: (proper: object) => object][] = [
  ['a page of HTML with status 200', () => page(200)],
  ['a page of HTML with status 502', () => page(502)],
  ['status 500 with a proper body', (proper) => body(JSON.stringify(proper), { status: 500 })],
  ['status 403', () => page(403)],
  ['an empty body', () => body('')],
  ['blanks', () => body(' \n ')],
  ['plain text', () => body('ok')],
  ['JSON that is cut off', (proper) => body(JSON.stringify(proper).slice(0, -2))],
  ['JSON twice', (proper) => body(JSON.stringify(proper).repeat(2))],
  ['JSON with NaN in it', () => body('{"ok":true,"ts":NaN}')],
  ['a list', () => json([])],
  ['a list of the proper answer', (proper) => json([proper])],
  ['null', () => json(null)],
  ['true', () => json(true)],
  ['a number', () => json(0)],
  ['a string', () => json('ok')],
  ['an empty object', () => json({})],
  ['no ok', (proper) => json({ ...proper, ok: undefined })],
  ['ok of null', (proper) => json({ ...proper, ok: null })],
  ['ok of "true"', (proper) => json({ ...proper, ok: 'true' })],
  ['ok of 1', (proper) => json({ ...proper, ok: 1 })],
  ['an error of 5 alone', () => json({ error: 5 })],
  ['a refusal without a code', () => json({ ok: false })],
  ['a code of 5', () => json({ ok: false, error: 5 })],
  ['a code of null', () => json({ ok: false, error: null })],
  ['a code that is an object', () => json({ ok: false, error: { code: 'channel_not_found' } })],
  ['a code that is a list', () => json({ ok: false, error: ['channel_not_found'] })],
  ['an empty code', () => json({ ok: false, error: '' })],
  ['a sentence for a code', () => json({ ok: false, error: 'Service Unavailable' })],
  ['HTML for a code', () => json({ ok: false, error: html })],
  ['a code with a line break', () => json({ ok: false, error: 'channel_not_found\n' })],
  ['a code of 5,000 letters', () => json({ ok: false, error: 'a'.repeat(5_000) })],
  ['metadata of null', (proper) => json({ ...proper, response_metadata: null })],
  ['metadata of 5', (proper) => json({ ...proper, response_metadata: 5 })],
  ['a number for a cursor', (proper) => json({ ...proper, response_metadata: { next_cursor: 5 } })],
  ['a number for messages', (proper) => json({ ...proper, response_metadata: { messages: 5 } })],
  ['more without a cursor', (proper) => json({ ...proper, has_more: true })],
  ['zipped bytes', () => body(html, { headers: { 'content-type': 'application/gzip' } })],
  ['a pause of no length', () => slowDown()],
  ['a pause of a negative length', () => slowDown({ 'retry-after': '-5' })],
  ['a pause until a date', () => slowDown({ 'retry-after': 'Wed, 07 Oct 2026 12:00:00 GMT' })],
  ['a pause of NaN', () => slowDown({ 'retry-after': 'NaN' })],
];

/** Values that are in no place of an answer what Slack means. */
export const oddValues: readonly unknown[] = [undefined, null, 5, true, '', {}, []];

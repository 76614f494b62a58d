import { expect } from 'chai';
import type { JsonObject } from '../src/json.ts';
import type { Surface } from '../src/rules/block-rules.ts';
import { blockFaults } from '../src/rules/blocks.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (text: string, more: JsonObject = {}) => ({ type: 'mrkdwn', text, ...more });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const button = (more: JsonObject = {}) => ({ type: 'button', action_id: 'a', text: plain(4), ...more });
const actions = (...elements: JsonObject[]) => ({ type: 'actions', elements });
const input = (element: JsonObject, more: JsonObject = {}) => ({
  type: 'input',
  label: plain(4),
  element: { action_id: 'a', ...element },
  ...more,
});
const option = (text: number, value = 1, more: JsonObject = {}) => ({
  text: plain(text),
  value: 'v'.repeat(value),
  ...more,
});
const select = (more: JsonObject) => input({ type: 'static_select', options: [option(1)], ...more });
const group = { label: plain(4), options: [option(1)] };
const boxes = (more: JsonObject) => input({ type: 'checkboxes', options: [option(1)], ...more });
const people = (more: JsonObject) => input({ type: 'multi_users_select', ...more });
const places = (more: JsonObject) => input({ type: 'conversations_select', ...more });
const number = (more: JsonObject) => input({ type: 'number_input', is_decimal_allowed: false, ...more });
const field = (more: JsonObject) => input({ type: 'plain_text_input', ...more });
const rich = (...elements: JsonObject[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const list = (more: JsonObject) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_list', style: 'bullet', elements: [], ...more }],
});
const confirm = (more: JsonObject) => actions(button({ confirm: { text: plain(1), ...more } }));
const picture = (alt: number) => ({
  type: 'image',
  image_url: 'https://demo.example/a.png',
  alt_text: 'x'.repeat(alt),
});

const rulesOf = (blocks: readonly unknown[], surface: Surface) =>
  blockFaults(blocks, surface).map(({ rule }) => rule);

describe('Slack’s published limits of blocks', () => {
  const limits: [what: string, most: number, make: (size: number) => unknown[], surface?: Surface][] = [
    ['characters of a section', 3000, (size) => [section('x'.repeat(size))]],
    ['emoji of a section, as Slack counts them', 3000, (size) => [section('🏆'.repeat(size))]],
    ['fields of a section', 10, (size) => [{ type: 'section', fields: times(size, () => plain(1)) }]],
    ['characters of a field', 2000, (size) => [{ type: 'section', fields: [plain(size)] }]],
    ['characters of a header', 150, (size) => [{ type: 'header', text: plain(size) }]],
    ['characters of a button', 75, (size) => [actions(button({ text: plain(size) }))]],
    ['characters of a button’s value', 2000, (size) => [actions(button({ value: 'x'.repeat(size) }))]],
    ['characters of a button’s url', 3000, (size) => [actions(button({ url: 'x'.repeat(size) }))]],
    [
      'characters of a button’s spoken label',
      75,
      (size) => [actions(button({ accessibility_label: 'x'.repeat(size) }))],
    ],
    ['characters of an action_id', 255, (size) => [actions(button({ action_id: 'x'.repeat(size) }))]],
    ['characters of a block_id', 255, (size) => [{ type: 'divider', block_id: 'x'.repeat(size) }]],
    ['buttons in a row', 25, (size) => [actions(...times(size, (n) => button({ action_id: `${n}` })))]],
    ['elements of a context', 10, (size) => [{ type: 'context', elements: times(size, () => mrkdwn('x')) }]],
    ['blocks of a message', 50, (size) => times(size, () => ({ type: 'divider' }))],
    ['blocks of a modal', 100, (size) => times(size, () => ({ type: 'divider' })), 'modal'],
    ['blocks of a home', 100, (size) => times(size, () => ({ type: 'divider' })), 'home'],
    ['characters of an alt_text', 2000, (size) => [picture(size)]],
    ['characters of a picture’s title', 2000, (size) => [{ ...picture(1), title: plain(size) }]],
    ['characters of a label', 2000, (size) => [input({ type: 'plain_text_input' }, { label: plain(size) })]],
    ['characters of a hint', 2000, (size) => [input({ type: 'plain_text_input' }, { hint: plain(size) })]],
    ['characters of a placeholder', 150, (size) => [select({ placeholder: plain(size) })]],
    ['characters of an option', 75, (size) => [select({ options: [option(size)] })]],
    ['characters of an option’s value', 150, (size) => [select({ options: [option(1, size)] })]],
    [
      'characters of an option’s description',
      75,
      (size) => [select({ options: [option(1, 1, { description: plain(size) })] })],
    ],
    ['options of a menu', 100, (size) => [select({ options: times(size, () => option(1)) })]],
    [
      'radio buttons',
      10,
      (size) => [input({ type: 'radio_buttons', options: times(size, () => option(1)) })],
    ],
    ['checkboxes', 10, (size) => [input({ type: 'checkboxes', options: times(size, () => option(1)) })]],
    [
      'entries of an overflow menu',
      5,
      (size) => [actions({ type: 'overflow', action_id: 'a', options: times(size, () => option(1)) })],
    ],
    ['characters of a question’s title', 100, (size) => [confirm({ title: plain(size) })]],
    ['characters of a question', 300, (size) => [confirm({ text: plain(size) })]],
    ['characters of its yes', 30, (size) => [confirm({ confirm: plain(size) })]],
    ['characters of its no', 30, (size) => [confirm({ deny: plain(size) })]],
    ['characters of a markdown block', 12_000, (size) => [{ type: 'markdown', text: 'x'.repeat(size) }]],
    [
      'characters of all markdown blocks',
      12_000,
      (size) => ['x', 'x'.repeat(size - 1)].map((text) => ({ type: 'markdown', text })),
    ],
    ['characters of an alert', 200, (size) => [{ type: 'alert', text: plain(size) }], 'modal'],
    ['an input’s smallest length', 3000, (size) => [field({ min_length: size })]],
    ['an input’s largest length', 3000, (size) => [field({ max_length: size })]],
    ['indents of a list', 8, (size) => [list({ indent: size })]],
    ['rows of a table', 100, (size) => [{ type: 'table', rows: times(size, () => []) }]],
  ];

  for (const [what, most, make, surface = 'message'] of limits) {
    it(`are ${most} ${what}`, () => {
      expect(rulesOf(make(most), surface)).to.deep.equal([]);
      expect(rulesOf(make(most + 1), surface)).to.deep.equal(['limit']);
    });
  }
});

describe('what Slack knows of blocks', () => {
  const half = '🏆'.slice(0, 1);
  const faulty: [what: string, block: JsonObject, rules: string[]][] = [
    ['half an emoji in a section', section(`So good ${half}`), ['half-character']],
    ['half an emoji in rich text', rich({ type: 'text', text: `${half}…` }), ['half-character']],
    ['half an emoji in a button’s value', actions(button({ value: half })), ['half-character']],
    ['a whole emoji', section('So good 🏆'), []],
    ['an emoji with its tone', rich({ type: 'emoji', name: '+1::skin-tone-3' }), []],
    ['an emoji with a tone beside it', rich({ type: 'emoji', name: '+1', skin_tone: 3 }), ['unknown-field']],
    ['an emoji without a name', rich({ type: 'emoji' }), ['invalid-block']],
    ['rich text that is empty', rich({ type: 'text', text: '' }), ['invalid-block']],
    ['styled rich text', rich({ type: 'text', text: 'x', style: { bold: true } }), []],
    [
      'text that no section holds',
      { type: 'rich_text', elements: [{ type: 'text', text: 'x' }] },
      ['invalid-block'],
    ],
    ['a list of texts', list({ elements: [{ type: 'text', text: 'x' }] }), ['invalid-block']],
    ['a list of no style', list({ style: 'square' }), ['invalid-block']],
    [
      'emoji in mrkdwn, which only plain text has',
      { type: 'section', text: mrkdwn('x', { emoji: true }) },
      ['unknown-field'],
    ],
    ['a colour of a button', actions(button({ colour: 'red' })), ['unknown-field']],
    ['a style that no button has', actions(button({ style: 'loud' })), ['invalid-block']],
    ['an option with an icon', select({ options: [option(1, 1, { icon: 'x' })] }), ['unknown-field']],
    ['a question without a text', actions(button({ confirm: { title: plain(1) } })), ['invalid-block']],
    ['a field of a block', { type: 'divider', colour: 'red' }, ['unknown-field']],
    ['a button in a context', { type: 'context', elements: [button()] }, ['invalid-block']],
    ['a text in a row of buttons', actions(mrkdwn('x')), ['invalid-block']],
    ['a button as an input', input(button()), ['invalid-block']],
    ['an initial option', select({ initial_option: option(1) }), []],
    ['an initial option that is none of them', select({ initial_option: option(1, 2) }), ['invalid-block']],
    ['an initial option of other words', select({ initial_option: option(2) }), ['invalid-block']],
    ['options, in groups and without', select({ option_groups: [group] }), ['invalid-block']],
    ['options in groups', select({ options: undefined, option_groups: [group] }), []],
    ['bold words in a menu', select({ options: [{ text: mrkdwn('x'), value: 'v' }] }), ['invalid-block']],
    ['bold words of a box', boxes({ options: [{ text: mrkdwn('x'), value: 'v' }] }), []],
    [
      'an address in a menu',
      select({ options: [option(1, 1, { url: 'https://a.example' })] }),
      ['unknown-field'],
    ],
    ['a box that is ticked and not there', boxes({ initial_options: [option(3)] }), ['invalid-block']],
    [
      'more chosen than may be',
      people({ max_selected_items: 1, initial_users: ['U1', 'U2'] }),
      ['invalid-block'],
    ],
    ['numbers that are no strings', number({ min_value: 1 }), ['invalid-block']],
    ['a range of numbers', number({ min_value: '1', max_value: '20', initial_value: '3' }), []],
    ['a range that ends before it begins', number({ min_value: '2', max_value: '1' }), ['invalid-block']],
    ['a number out of its range', number({ max_value: '1', initial_value: '2' }), ['invalid-block']],
    ['half a number', number({ initial_value: '0.5' }), ['invalid-block']],
    ['half a number where it is allowed', number({ is_decimal_allowed: true, initial_value: '0.5' }), []],
    ['a length that ends before it begins', field({ min_length: 3, max_length: 2 }), ['invalid-block']],
    ['words that are too long at once', field({ max_length: 2, initial_value: 'xxx' }), ['invalid-block']],
    [
      'a day that does not exist',
      input({ type: 'datepicker', initial_date: '2026-02-30' }),
      ['invalid-block'],
    ],
    ['a day in words', input({ type: 'datepicker', initial_date: '1 May' }), ['invalid-block']],
    ['a time without its zero', input({ type: 'timepicker', initial_time: '9:00' }), ['invalid-block']],
    [
      'an instant in milliseconds',
      input({ type: 'datetimepicker', initial_date_time: 1e12 }),
      ['invalid-block'],
    ],
    ['a filter of conversations', places({ filter: { include: ['public', 'private'] } }), []],
    ['an empty filter', places({ filter: {} }), ['invalid-block']],
    ['a filter of nothing', places({ filter: { include: [] } }), ['invalid-block']],
    [
      'a filter of channels by another name',
      places({ filter: { include: ['channels'] } }),
      ['invalid-block'],
    ],
    ['a field of a filter', places({ filter: { include: ['im'], archived: true } }), ['invalid-block']],
    ['when to tell', field({ dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } }), []],
    [
      'when to tell, otherwise',
      field({ dispatch_action_config: { trigger_actions_on: ['on_blur'] } }),
      ['invalid-block'],
    ],
  ];

  for (const [what, block, rules] of faulty) {
    it(`answers ${what} with ${rules.join(', ') || 'nothing'}`, () => {
      expect(rulesOf([block], 'message')).to.deep.equal(rules);
    });
  }
});

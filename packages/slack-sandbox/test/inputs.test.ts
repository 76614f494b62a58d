import { expect } from 'chai';
import type { JsonObject } from '../src/json.ts';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const options = ['Red', 'Green', 'Blue'].map(option);
const groups = [
  { label: plain('Warm'), options: options.slice(0, 1) },
  { label: plain('Cold'), options: options.slice(1) },
];
const input = (blockId: string, element: JsonObject, more: JsonObject = {}) => ({
  type: 'input',
  block_id: blockId,
  optional: true,
  label: plain(blockId),
  element: { action_id: 'it', ...element },
  ...more,
});
const modal = (blocks: JsonObject[]) => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks,
});
const press = {
  type: 'actions',
  block_id: 'row',
  elements: [{ type: 'button', action_id: 'press', text: plain('Press') }],
};

describe('inputs', () => {
  let recording: Recording;
  let ids: { [name: string]: string };
  let view: Json;
  let message: Json;
  let submitted: Json;
  let actions: Json[];
  const act = (path: string, body: object) => recording.session.act(path, { user: 'jo', ...body });
  const look = (path: string) => recording.session.look(path);

  const open = async (blocks: JsonObject[], more = {}): Promise<string> => {
    view = modal(blocks);
    const before = (await look('state')).views.length;
    await act('command', { channel: 'support', command: '/open', ...more });
    return recording.session.until(async () => (await look('state')).views[before]?.id);
  };
  const sent = async (blocks: JsonObject[], values: object = {}, more = {}) => {
    const viewId = await open(blocks, more);
    const answer = await act('submit', { viewId, values, ...more });
    return answer.ok ? submitted : answer;
  };
  const whisper = async (blocks: JsonObject[]): Promise<string> => {
    message = { text: 'Choose', blocks };
    await act('command', { channel: 'support', command: '/whisper' });
    return (await look('state')).ephemerals.at(-1).ts;
  };

  before(async () => {
    recording = await openRecording({}, (bot) => {
      bot.command('/open', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view });
      });
      bot.command('/whisper', async ({ ack }) => ack(message));
      bot.view('form', async ({ ack, view: form }) => {
        submitted = form.state.values;
        await ack();
      });
      bot.action(/.*/, async ({ ack, body }) => {
        await ack();
        actions.push(body);
      });
    });
    const { users, channels } = await look('state');
    ids = Object.fromEntries([...users, ...channels].map(({ name, id }: Json) => [name, id]));
    await act('invite', { user: 'ann', channel: 'support', who: 'bot' });
    await act('user', { user: 'tom', set: { deleted: true } });
  });
  beforeEach(() => {
    actions = [];
    submitted = undefined;
  });
  after(async () => {
    const violations = await look('violations');
    await recording.stop();
    expect(violations).to.deep.equal([]);
  });

  const kinds: [
    element: JsonObject,
    initial: () => JsonObject,
    begins: () => JsonObject,
    empty: JsonObject,
  ][] = [
    [
      { type: 'plain_text_input', multiline: true },
      () => ({ initial_value: 'a\nb' }),
      () => ({ value: 'a\nb' }),
      { value: null },
    ],
    [
      { type: 'number_input', is_decimal_allowed: true },
      () => ({ initial_value: '0.5' }),
      () => ({ value: '0.5' }),
      { value: null },
    ],
    [
      { type: 'email_text_input' },
      () => ({ initial_value: 'a@b.example' }),
      () => ({ value: 'a@b.example' }),
      { value: null },
    ],
    [
      { type: 'url_text_input' },
      () => ({ initial_value: 'https://b.example' }),
      () => ({ value: 'https://b.example' }),
      { value: null },
    ],
    [
      { type: 'static_select', options },
      () => ({ initial_option: options[1] }),
      () => ({ selected_option: options[1] }),
      { selected_option: null },
    ],
    [
      { type: 'static_select', option_groups: groups },
      () => ({ initial_option: options[2] }),
      () => ({ selected_option: options[2] }),
      { selected_option: null },
    ],
    [
      { type: 'radio_buttons', options },
      () => ({ initial_option: options[0] }),
      () => ({ selected_option: options[0] }),
      { selected_option: null },
    ],
    [
      { type: 'checkboxes', options },
      () => ({ initial_options: options }),
      () => ({ selected_options: options }),
      { selected_options: [] },
    ],
    [
      { type: 'multi_static_select', option_groups: groups },
      () => ({ initial_options: options.slice(1) }),
      () => ({ selected_options: options.slice(1) }),
      { selected_options: [] },
    ],
    [
      { type: 'users_select' },
      () => ({ initial_user: ids.sam }),
      () => ({ selected_user: ids.sam }),
      { selected_user: null },
    ],
    [
      { type: 'multi_users_select' },
      () => ({ initial_users: [ids.sam] }),
      () => ({ selected_users: [ids.sam] }),
      { selected_users: [] },
    ],
    [
      { type: 'channels_select' },
      () => ({ initial_channel: ids.general }),
      () => ({ selected_channel: ids.general }),
      { selected_channel: null },
    ],
    [
      { type: 'multi_channels_select' },
      () => ({ initial_channels: [ids.general] }),
      () => ({ selected_channels: [ids.general] }),
      { selected_channels: [] },
    ],
    [
      { type: 'conversations_select' },
      () => ({ initial_conversation: ids.general }),
      () => ({ selected_conversation: ids.general }),
      { selected_conversation: null },
    ],
    [
      { type: 'conversations_select' },
      () => ({ default_to_current_conversation: true }),
      () => ({ selected_conversation: ids.support }),
      { selected_conversation: null },
    ],
    [
      { type: 'multi_conversations_select' },
      () => ({ default_to_current_conversation: true }),
      () => ({ selected_conversations: [ids.support] }),
      { selected_conversations: [] },
    ],
    [
      { type: 'datepicker' },
      () => ({ initial_date: '2026-12-31' }),
      () => ({ selected_date: '2026-12-31' }),
      { selected_date: null },
    ],
    [
      { type: 'timepicker' },
      () => ({ initial_time: '09:30' }),
      () => ({ selected_time: '09:30' }),
      { selected_time: null },
    ],
    [
      { type: 'datetimepicker' },
      () => ({ initial_date_time: 1_790_000_000 }),
      () => ({ selected_date_time: 1_790_000_000 }),
      { selected_date_time: null },
    ],
  ];
  for (const [element, initial, begins, empty] of kinds) {
    const type = String(element.type);
    it(`begin as the form says, can be emptied, and hold nothing untouched: ${type}`, async () => {
      const filled = [input('one', { ...element, ...initial() }), input('two', element)];

      const untouched = await sent(filled);
      const emptied = await sent(filled, { one: { it: null } });

      expect(untouched.one.it).to.deep.equal({ type, ...begins() });
      expect(untouched.two.it).to.deep.equal({ type, ...empty });
      expect(emptied.one.it).to.deep.equal({ type, ...empty });
    });
  }

  const refused: [what: string, element: JsonObject, typed: unknown, user?: string][] = [
    ['an option that is not there', { type: 'static_select', options }, 'pink'],
    ['one that is not there among others', { type: 'multi_static_select', options }, ['red', 'pink']],
    ['a box that is not there', { type: 'checkboxes', options }, ['pink']],
    ['somebody unknown', { type: 'users_select' }, 'nobody'],
    ['somebody who is deactivated', { type: 'multi_users_select' }, ['sam', 'tom']],
    ['a private channel, in a select of channels', { type: 'channels_select' }, 'leads', 'ann'],
    ['a private channel that one is not in', { type: 'conversations_select' }, 'leads'],
    ['a day that does not exist', { type: 'datepicker' }, '2026-02-30'],
    ['a time that does not exist', { type: 'timepicker' }, '24:00'],
    ['no instant', { type: 'datetimepicker' }, 'soon'],
    [
      'a public channel, where only private ones are wanted',
      { type: 'conversations_select', filter: { include: ['private'] } },
      'general',
    ],
    [
      'a person, where only channels are wanted',
      { type: 'conversations_select', filter: { include: ['public', 'private'] } },
      'sam',
    ],
    [
      'a bot, where none is wanted',
      { type: 'conversations_select', filter: { exclude_bot_users: true } },
      'otherbot',
    ],
  ];
  for (const [what, element, typed, user = 'jo'] of refused) {
    it(`take no ${what.replace(/^(an?|no) /, '')}`, async () => {
      const { error } = await sent([input('one', element)], { one: { it: typed } }, { user });

      expect(error).to.include('is no choice of "one.it"');
    });
  }

  it('take a private channel that one is in, where conversations are wanted', async () => {
    const element = { type: 'conversations_select', filter: { include: ['private'] } };

    const values = await sent([input('one', element)], { one: { it: 'leads' } }, { user: 'ann' });

    expect(values.one.it.selected_conversation).to.equal(ids.leads);
  });

  it('keep who was chosen before and is deactivated now', async () => {
    const element = { type: 'multi_users_select', initial_users: [ids.tom] };

    const values = await sent([input('one', element)], { one: { it: [ids.tom, 'sam', 'sam'] } });

    expect(values.one.it.selected_users).to.deep.equal([ids.tom, ids.sam]);
  });

  const numbers: [typed: unknown, more: JsonObject, fault: string | undefined][] = [
    ['1', { min_value: '1', max_value: '20' }, undefined],
    [20, { min_value: '1', max_value: '20' }, undefined],
    ['0', { min_value: '1' }, '1 or more'],
    ['21', { max_value: '20' }, '20 or less'],
    ['-3', {}, undefined],
    ['1.5', {}, 'whole number'],
    ['1.5', { is_decimal_allowed: true }, undefined],
    ['five', {}, 'a number'],
    [' ', {}, 'a number'],
    ['0x10', {}, 'a number'],
  ];
  for (const [typed, more, fault] of numbers) {
    it(`${fault ? `ask for ${fault}` : 'are content'} when ${JSON.stringify(typed)} is put where ${JSON.stringify(more)}`, async () => {
      const element = { type: 'number_input', is_decimal_allowed: false, ...more };

      const answer = await sent([input('one', element)], { one: { it: typed } });

      if (fault) expect(answer.errors.one).to.include(fault);
      else expect(answer.one.it).to.deep.equal({ type: 'number_input', value: String(typed) });
    });
  }

  it('wait for the form, unless their block wants to tell at once', async () => {
    const element = { type: 'plain_text_input' };
    const viewId = await open([
      input('one', element),
      input('two', element, { dispatch_action: true }),
      press,
    ]);
    const click = (more: object) => act('click-view', { viewId, ...more });

    const waiting = await click({ blockId: 'one', actionId: 'it', value: 'first' });
    const told = await click({ blockId: 'two', actionId: 'it', value: 'second' });
    await click({ actionId: 'press', values: { one: { it: 'third' } } });

    const [dispatched, pressed] = actions;
    expect(waiting).to.include({ ok: true, status: 'not_sent' });
    expect(told).to.include({ ok: true, status: 'ok' });
    expect(actions).to.have.length(2);
    expect(dispatched.actions[0]).to.include({ type: 'plain_text_input', block_id: 'two', value: 'second' });
    expect(dispatched.view.state.values.one.it.value).to.equal('first');
    expect(pressed.view.state.values.one.it.value).to.equal('third');
    expect(pressed.view.state.values.two.it.value).to.equal('second');
  });

  it('may stand beside a text, and are sent with the form', async () => {
    const beside = (blockId: string, accessory: JsonObject) => ({
      type: 'section',
      block_id: blockId,
      text: plain('Choose'),
      accessory: { action_id: 'it', ...accessory },
    });
    const viewId = await open([
      beside('one', { type: 'multi_users_select', placeholder: plain('Who'), initial_users: [ids.ann] }),
      beside('two', { type: 'checkboxes', options }),
      beside('three', { type: 'timepicker' }),
      beside('four', { type: 'overflow', options }),
    ]);
    const click = (blockId: string, value: unknown) =>
      act('click-view', { viewId, blockId, actionId: 'it', value });

    await click('two', ['red', 'blue']);
    await click('three', '07:00');
    await click('four', 'green');
    await act('submit', { viewId });

    expect(actions.map(({ actions: [one] }) => one.type)).to.deep.equal([
      'checkboxes',
      'timepicker',
      'overflow',
    ]);
    expect(submitted).to.deep.equal({
      one: { it: { type: 'multi_users_select', selected_users: [ids.ann] } },
      two: { it: { type: 'checkboxes', selected_options: [options[0], options[2]] } },
      three: { it: { type: 'timepicker', selected_time: '07:00' } },
    });
  });

  describe('in a message', () => {
    const pickers = () => [
      input('who', { type: 'multi_users_select', initial_users: [ids.jo] }),
      input('note', { type: 'plain_text_input' }),
      {
        type: 'actions',
        block_id: 'when',
        elements: [
          { type: 'static_select', action_id: 'day', options, placeholder: plain('Day') },
          { type: 'timepicker', action_id: 'time', initial_time: '09:00' },
        ],
      },
      press,
    ];
    const begin = () => ({
      who: { it: { type: 'multi_users_select', selected_users: [ids.jo] } },
      note: { it: { type: 'plain_text_input', value: null } },
      when: {
        day: { type: 'static_select', selected_option: null },
        time: { type: 'timepicker', selected_time: '09:00' },
      },
    });

    it('go along, untouched, with a button', async () => {
      const ts = await whisper(pickers());

      await act('click', { channel: 'support', ts, actionId: 'press' });

      expect(actions[0].state.values).to.deep.equal(begin());
    });

    it('hold what one person put into them until the message is drawn anew', async () => {
      const { ts } = (await recording.session.slack.chat.postMessage({
        channel: ids.support!,
        text: 'Choose',
        blocks: pickers() as never,
      })) as Json;
      const click = (more: object) => act('click', { channel: 'support', ts, ...more });

      const waiting = await click({ actionId: 'it', blockId: 'who', value: ['sam', 'ann'] });
      await click({ actionId: 'day', value: 'blue' });
      await click({ actionId: 'press', values: { note: { it: 'Well done' } } });
      await click({ user: 'sam', actionId: 'press' });
      const blocks = pickers() as never;
      await recording.session.slack.chat.update({
        channel: ids.support!,
        ts,
        text: 'New',
        blocks,
        parse: 'none',
      });
      await click({ actionId: 'press' });

      const [chosen, mine, theirs, anew] = actions.map(({ state }) => state.values);
      const { who, note, when } = begin();
      expect(waiting).to.include({ ok: true, status: 'not_sent' });
      expect(chosen).to.deep.equal({
        who: { it: { ...who.it, selected_users: [ids.sam, ids.ann] } },
        note,
        when: { ...when, day: { ...when.day, selected_option: options[2] } },
      });
      expect(mine).to.deep.equal({ ...chosen, note: { it: { ...note.it, value: 'Well done' } } });
      expect(theirs).to.deep.equal(begin());
      expect(anew).to.deep.equal(begin());
    });

    it('hold it in a message that one person sees, too', async () => {
      const ts = await whisper(pickers());
      const click = (more: object) => act('click', { channel: 'support', ts, ...more });

      await click({ actionId: 'time', value: '10:30' });
      await click({ actionId: 'press' });

      const [picked, pressed] = actions;
      expect(picked.actions[0]).to.include({ type: 'timepicker', selected_time: '10:30' });
      for (const { state } of [picked, pressed]) {
        expect(state.values.when.time).to.deep.equal({ type: 'timepicker', selected_time: '10:30' });
      }
    });
  });
});

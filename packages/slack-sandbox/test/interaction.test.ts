import type { BlockAction, ViewOutput } from '@slack/bolt';
import { expect } from 'chai';
import type { JsonObject } from '../src/json.ts';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const options = ['Red', 'Blue'].map((text) => ({ text: plain(text), value: text.toLowerCase() }));

const input = (blockId: string, element: JsonObject, more: JsonObject = {}) => ({
  type: 'input',
  block_id: blockId,
  optional: true,
  label: plain(blockId),
  element: { action_id: 'it', ...element },
  ...more,
});

const modal = (blocks: JsonObject[], more: JsonObject = {}) => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks,
  ...more,
});

describe('clicks and forms', () => {
  let recording: Recording;
  let ids: { [name: string]: string };
  let view: JsonObject;
  let submitted: ViewOutput;
  let answer: Json;
  let actions: BlockAction[];
  let closed: string[];

  const act = (path: string, body: object) => recording.session.act(path, { ...body });
  const look = (path: string) => recording.session.look(path);
  const latestView = async () => (await look('state')).views.at(-1);

  const open = async (blocks: JsonObject[], more: JsonObject = {}) => {
    view = modal(blocks, more);
    const before = (await look('state')).views.length;
    await act('command', { user: 'jo', channel: 'support', command: '/open' });
    return recording.session.until(async () => {
      const { views } = await look('state');
      return views.length > before && views.at(-1);
    });
  };
  const submit = (viewId: string, values: object = {}) => act('submit', { user: 'jo', viewId, values });

  before(async () => {
    recording = await openRecording({}, (bot) => {
      bot.command('/open', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: view as never });
      });
      bot.command('/whisper', async ({ ack, body }) => {
        const elements = [
          { type: 'button', action_id: 'press', text: plain('Press'), value: '7' },
          { type: 'overflow', action_id: 'more', options },
          { type: 'users_select', action_id: 'who', placeholder: plain('Who') },
        ];
        const blocks = [{ type: 'actions', block_id: 'row', elements }];
        await ack({ text: `For ${body.user_name}`, blocks: blocks as never });
      });
      bot.action(/.*/, async ({ ack, body, respond }) => {
        await ack();
        actions.push(body as BlockAction);
        if (actions.at(-1)?.response_url) await respond({ text: 'Pressed', replace_original: true });
      });
      bot.view('form', async ({ ack, view: sent }) => {
        submitted = sent;
        await ack(answer);
      });
      bot.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
        closed.push(body.view.id);
        await ack();
      });
    });
    const { users, channels } = await look('state');
    ids = Object.fromEntries([...users, ...channels].map(({ name, id }: Json) => [name, id]));
  });

  beforeEach(() => {
    answer = undefined;
    actions = [];
    closed = [];
  });

  after(async () => {
    const violations = await look('violations');
    await recording.stop();
    expect(violations).to.deep.equal([]);
  });

  const elements: [element: JsonObject, typed: unknown, state: () => JsonObject][] = [
    [{ type: 'plain_text_input' }, 'words', () => ({ value: 'words' })],
    [{ type: 'number_input', is_decimal_allowed: false }, 7, () => ({ value: '7' })],
    [{ type: 'email_text_input' }, 'jo@demo.example', () => ({ value: 'jo@demo.example' })],
    [{ type: 'url_text_input' }, 'https://demo.example', () => ({ value: 'https://demo.example' })],
    [{ type: 'static_select', options }, 'red', () => ({ selected_option: options[0] })],
    [{ type: 'static_select', options }, 'Blue', () => ({ selected_option: options[1] })],
    [{ type: 'radio_buttons', options }, 'blue', () => ({ selected_option: options[1] })],
    [{ type: 'checkboxes', options }, ['red', 'blue'], () => ({ selected_options: options })],
    [{ type: 'multi_static_select', options }, ['blue'], () => ({ selected_options: [options[1]] })],
    [{ type: 'users_select' }, 'sam', () => ({ selected_user: ids.sam })],
    [{ type: 'multi_users_select' }, ['sam', '@ann'], () => ({ selected_users: [ids.sam, ids.ann] })],
    [{ type: 'channels_select' }, '#general', () => ({ selected_channel: ids.general })],
    [{ type: 'conversations_select' }, 'support', () => ({ selected_conversation: ids.support })],
    [{ type: 'datepicker' }, '2026-10-05', () => ({ selected_date: '2026-10-05' })],
    [{ type: 'timepicker' }, '09:30', () => ({ selected_time: '09:30' })],
    [{ type: 'datetimepicker' }, 1_790_000_000, () => ({ selected_date_time: 1_790_000_000 })],
  ];

  for (const [element, typed, state] of elements) {
    it(`turns what is put into a ${String(element.type)} (${JSON.stringify(typed)}) into its state`, async () => {
      const { id } = await open([input('one', element)]);

      await submit(id, { one: { it: typed } });

      expect(submitted.state.values.one?.it).to.deep.equal({ type: element.type, ...state() });
    });
  }

  it('sends what the form was filled with when nothing is typed', async () => {
    const prefilled = { type: 'plain_text_input', initial_value: 'As before' };
    const { id } = await open([input('one', prefilled), input('two', { type: 'plain_text_input' })]);

    await submit(id);

    expect(submitted.state.values.one?.it?.value).to.equal('As before');
    expect(submitted.state.values.two?.it?.value).to.equal(null);
  });

  it("refuses in the client's place what a browser would refuse", async () => {
    const { id } = await open([
      input('needed', { type: 'plain_text_input' }, { optional: false }),
      input('short', { type: 'plain_text_input', max_length: 3 }),
      input('mail', { type: 'email_text_input' }),
      input('number', { type: 'number_input', is_decimal_allowed: false, max_value: '5' }),
      input('few', { type: 'multi_users_select', max_selected_items: 1 }),
    ]);
    const since = (await look('deliveries')).at(-1).n;

    const { ok, errors } = await submit(id, {
      short: { it: 'long' },
      mail: { it: 'nowhere' },
      number: { it: '6' },
      few: { it: ['jo', 'sam'] },
    });

    expect(ok).to.equal(false);
    expect(Object.keys(errors)).to.deep.equal(['needed', 'short', 'mail', 'number', 'few']);
    expect(await look(`deliveries?since=${since}`)).to.deep.equal([]);
    expect((await latestView()).errors).to.deep.equal(errors);
  });

  it('says which inputs there are when one is named that is not', async () => {
    const { id } = await open([input('one', { type: 'plain_text_input' })]);

    const { error } = await submit(id, { two: { it: 'x' } });

    expect(error).to.include('no input "two.it"').and.include('one.it');
  });

  it('stacks a form on another, and goes back to it', async () => {
    const { id } = await open([input('one', { type: 'plain_text_input' })], { notify_on_close: true });
    answer = { response_action: 'push', view: modal([input('two', { type: 'plain_text_input' })]) };

    const { viewId } = await submit(id);
    answer = undefined;
    await submit(viewId);
    const { views } = await look('state');
    await act('close-view', { user: 'jo', viewId: id });

    expect(views.at(-1)).to.include({ id: viewId, open: false });
    expect(views.at(-1).view).to.include({ root_view_id: id, previous_view_id: id });
    expect(views.at(-2)).to.include({ id, open: true });
    expect(closed).to.deep.equal([id]);
  });

  it('replaces a form and keeps what stays in it', async () => {
    const one = input('one', { type: 'plain_text_input' });
    const { id } = await open([one]);
    answer = { response_action: 'update', view: modal([one, input('two', { type: 'plain_text_input' })]) };

    await submit(id, { one: { it: 'Kept' } });

    const { view: shown, open: isOpen } = await latestView();
    expect(isOpen).to.equal(true);
    expect(shown.blocks).to.have.length(2);
    expect(shown.state.values.one.it.value).to.equal('Kept');
  });

  it('clears the whole stack', async () => {
    const { id } = await open([input('one', { type: 'plain_text_input' })]);
    answer = { response_action: 'push', view: modal([input('two', { type: 'plain_text_input' })]) };
    const { viewId } = await submit(id);
    answer = { response_action: 'clear' };

    await submit(viewId);

    const { views } = await look('state');
    expect(views.slice(-2).map(({ open: isOpen }: Json) => isOpen)).to.deep.equal([false, false]);
  });

  it('sends clicks within a form with its state', async () => {
    const { id } = await open([input('one', { type: 'static_select', options }, { dispatch_action: true })]);

    await act('click-view', { user: 'jo', viewId: id, actionId: 'it', value: 'blue' });

    const [{ container, view: sent, actions: clicked }] = actions as Json[];
    expect(container).to.deep.equal({ type: 'view', view_id: id });
    expect(clicked[0]).to.deep.include({ block_id: 'one', action_id: 'it', selected_option: options[1] });
    expect(sent.state.values.one.it.selected_option).to.deep.equal(options[1]);
  });

  it('sends clicks in a message that one person sees, which the bot then replaces', async () => {
    await act('command', { user: 'jo', channel: 'support', command: '/whisper' });
    const { ts } = (await look('state')).ephemerals.at(-1);
    const click = (more: object) => act('click', { user: 'jo', channel: 'support', ts, ...more });

    const stranger = await act('click', { user: 'sam', channel: 'support', ts, actionId: 'press' });
    const missing = await click({ actionId: 'none' });
    await click({ actionId: 'more', value: 'blue' });
    await recording.session.until(async () => (await look('state')).ephemerals.at(-1).replaced);

    const [sent] = actions as Json[];
    expect(stranger.error).to.include('sam sees no message');
    expect(missing.error).to.include('it has: press, more, who');
    expect(sent.container).to.deep.include({ message_ts: ts, is_ephemeral: true });
    expect(sent).not.to.have.property('message');
    expect(sent.actions[0]).to.deep.include({ type: 'overflow', selected_option: options[1] });
    expect((await look('state')).ephemerals.at(-1)).to.include({ ts, text: 'Pressed' });
  });

  it('presses the one of several buttons that has the value', async () => {
    const beside = (value: string) => ({
      type: 'section',
      text: plain(value),
      accessory: { type: 'button', action_id: 'press', text: plain('Press'), value },
    });
    const blocks = ['first', 'second', 'third'].map(beside);
    const { id: viewId } = await open(blocks);
    const channel = (await look('state')).channels.find(({ name }: Json) => name === 'brag-wall').id;
    const { ts } = await recording.session.slack.chat.postMessage({
      channel,
      text: 'Press',
      blocks: blocks as never,
    });
    const inView = (value?: string) => act('click-view', { user: 'jo', viewId, actionId: 'press', value });
    const inMessage = (value?: string) => act('click', { user: 'jo', channel, ts, actionId: 'press', value });

    const gone = [await inView('fourth'), await inMessage('fourth')];
    await inView();
    await inView('second');
    await inMessage('third');

    const pressed = (actions as Json[]).map((each) => each.actions[0].value);
    expect(pressed).to.deep.equal(['first', 'second', 'third']);
    for (const { error } of gone) expect(error).to.include('there is: first, second, third');
  });
});

describe('trigger ids and response urls', () => {
  const places: [where: string, inThread: boolean, named: boolean][] = [
    ['a message with a thread', false, false],
    ['a reply', true, false],
    ['a reply, when the answer names the thread', true, true],
  ];

  for (const [where, inThread, named] of places) {
    it(`answer a click in ${where} ${named ? 'in the thread' : 'in the channel'}`, async () => {
      const recording = await openRecording({}, (bot) => {
        bot.action('press', async ({ ack, respond, body }) => {
          await ack();
          const thread = (body as Json).message.thread_ts;
          await respond({ text: 'Only you', replace_original: false, ...(named && { thread_ts: thread }) });
        });
      });
      const { session } = recording;
      const { channels } = await session.look('state');
      const channel = channels.find(({ name }: Json) => name === 'brag-wall').id;
      const elements = [{ type: 'button', action_id: 'press', text: plain('Press') }];
      const message = { channel, text: 'Press', blocks: [{ type: 'actions', elements }] as never };
      const { ts: parent } = await session.slack.chat.postMessage(message);
      const { ts: reply } = await session.slack.chat.postMessage({ ...message, thread_ts: parent! });

      await session.act('click', { user: 'jo', channel, ts: inThread ? reply : parent, actionId: 'press' });
      const [answer] = await session.until(async () => {
        const { ephemerals } = await session.look('state');
        return ephemerals.length > 0 && ephemerals;
      });

      await recording.stop();
      expect(answer.threadTs).to.equal(named ? parent : undefined);
    });
  }

  it('open no form that breaks the rules of forms', async () => {
    let trigger = '';
    const recording = await openRecording({}, (bot) => {
      bot.command('/keep', async ({ ack, body }) => {
        trigger = body.trigger_id;
        await ack();
      });
    });
    const { session } = recording;
    const words: [view: JsonObject, word: string][] = [
      [{ title: plain('x'.repeat(25)) }, '24'],
      [{ submit: plain('x'.repeat(25)) }, '24'],
      [{ close: plain('x'.repeat(25)) }, '24'],
      [{ private_metadata: 'x'.repeat(3001) }, '3000'],
      [{ callback_id: 'x'.repeat(256) }, '255'],
      [{ external_id: 'x'.repeat(256) }, '255'],
      [{ title: plain('Good \ud83c') }, 'half a character'],
      [{ hash: '1.0' }, 'no field "hash"'],
    ];

    for (const [more, word] of words) {
      await session.act('command', { user: 'jo', channel: 'support', command: '/keep' });
      const { error, response_metadata } = await session.slack.views
        .open({ trigger_id: trigger, view: modal([{ type: 'divider' }], more) as never })
        .catch(({ data }: Json) => data);
      expect(error).to.equal('invalid_arguments');
      expect(response_metadata.messages.join()).to.include(word);
    }
    await recording.stop();
  });

  it('are worth something for a while, and so many times', async () => {
    let used: Json;
    const recording = await openRecording({}, (bot) => {
      bot.command('/keep', async ({ ack, body }) => {
        used = body;
        await ack();
      });
    });
    const { session } = recording;
    const open = (trigger_id: string) =>
      session.slack.views
        .open({ trigger_id, view: modal([{ type: 'divider' }]) as never })
        .then(() => 'ok')
        .catch((error: Json) => error.data.error);
    const respond = async () =>
      (await fetch(used.response_url, { method: 'POST', body: JSON.stringify({ text: 'x' }) })).status;
    const command = { user: 'jo', channel: 'support', command: '/keep' };

    await session.act('command', command);
    const inTime = [await open(used.trigger_id), await open(used.trigger_id)];
    const responses = [];
    for (let turn = 0; turn < 6; turn += 1) responses.push(await respond());
    await session.act('command', command);
    await session.act('clock', { by: 3100 });
    const late = await open(used.trigger_id);
    await session.act('clock', { by: 30 * 60_000 });
    responses.push(await respond());

    const rules = (await session.look('violations')).map(({ rule }: Json) => rule);
    await recording.stop();
    expect(inTime).to.deep.equal(['ok', 'exchanged_trigger_id']);
    expect(late).to.equal('expired_trigger_id');
    expect(responses).to.deep.equal([200, 200, 200, 200, 200, 404, 404]);
    expect(rules).to.deep.equal(['expired-trigger', 'response-url', 'expired-trigger', 'response-url']);
  });
});

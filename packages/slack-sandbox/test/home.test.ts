import { expect } from 'chai';
import type { JsonObject } from '../src/json.ts';
import { manifestFile } from './support/manifest-file.ts';
import { openRecording, type Recording } from './support/recording-bot.ts';
import { type Json, openSession, type Session } from './support/session.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string) => ({ type: 'section', block_id: 'said', text: plain(text) });
const button = { type: 'button', action_id: 'press', text: plain('Press'), value: '7' };
const options = ['Red', 'Blue'].map((text) => ({ text: plain(text), value: text.toLowerCase() }));
const choice = { type: 'static_select', action_id: 'colour', placeholder: plain('Colour'), options };
const menu = { type: 'overflow', action_id: 'more', options };
const row = { type: 'actions', block_id: 'row', elements: [button, choice, menu] };
const home = (...blocks: JsonObject[]) => ({ type: 'home', blocks });

const errorOf = (call: Promise<unknown>): Promise<Json> =>
  call.then(
    () => undefined,
    ({ data }: Json) => data,
  );

describe('a home that is published', () => {
  let session: Session;
  let jo: string;
  const publish = (view: object, more = {}) =>
    session.slack.views.publish({ user_id: jo, view, ...more } as never) as Promise<Json>;
  const homes = async () => (await session.look('state')).views.filter(({ type }: Json) => type === 'home');
  const violations = async () => (await session.look('violations')).map(({ rule }: Json) => rule);

  beforeEach(async () => {
    session = await openSession();
    jo = (await session.look('state')).users.find(({ name }: Json) => name === 'jo').id;
  });
  afterEach(() => session.stop());

  it('is there before anybody has opened it, one for each person', async () => {
    await publish(home(section('First')));
    await publish(home(section('Second')));

    const [shown, ...others] = await homes();
    expect(others).to.deep.equal([]);
    expect(shown).to.include({ user: jo, type: 'home', open: true });
    expect(shown.view.blocks[0].text.text).to.equal('Second');
    expect(await violations()).to.deep.equal([]);
  });

  it('is replaced only by who knows what is shown, where a hash is given', async () => {
    const unpublished = await errorOf(publish(home(section('None yet')), { hash: '1.abc' }));
    const { view: first } = await publish(home(section('First')));
    const { view: second } = await publish(home(section('Second')), { hash: first.hash });
    const late = await errorOf(publish(home(section('Late')), { hash: first.hash }));

    expect(unpublished.error).to.equal('hash_conflict');
    expect(second.id).to.equal(first.id);
    expect(late.error).to.equal('hash_conflict');
    expect((await homes())[0].view.blocks[0].text.text).to.equal('Second');
  });

  it('has an external id of its own', async () => {
    const sam = (await session.look('state')).users.find(({ name }: Json) => name === 'sam').id;
    const named = { ...home(section('x')), external_id: 'one' };
    await publish(named);
    await publish(named);

    expect((await errorOf(publish(named, { user_id: sam }))).error).to.equal('duplicate_external_id');
  });

  const refused: [what: string, view: object, rule: string, word: string][] = [
    [
      'of 101 blocks',
      home(...Array.from({ length: 101 }, () => ({ type: 'divider' }))),
      'limit',
      '101 items',
    ],
    ['of another type', { type: 'modal', title: plain('x'), blocks: [] }, 'invalid-view', '"home"'],
    ['with a title', { ...home(section('x')), title: plain('x') }, 'invalid-view', 'no field "title"'],
    ['with a submit button', { ...home(section('x')), submit: plain('x') }, 'invalid-view', '"submit"'],
    [
      'that tells when it is closed',
      { ...home(), notify_on_close: true },
      'invalid-view',
      '"notify_on_close"',
    ],
    ['with an alert', home({ type: 'alert', text: plain('x') }), 'invalid-block', 'cannot show alert'],
    ['without blocks', { type: 'home' }, 'invalid-view', 'needs blocks'],
    [
      'with two elements that want the focus',
      home(
        ...['one', 'two'].map((id) => ({
          type: 'input',
          block_id: id,
          label: plain(id),
          element: { type: 'plain_text_input', action_id: 'it', focus_on_load: true },
        })),
      ),
      'invalid-view',
      'focus_on_load',
    ],
  ];
  for (const [what, view, rule, word] of refused) {
    it(`is refused ${what}`, async () => {
      const { error, response_metadata } = await errorOf(publish(view));

      expect(error).to.equal('invalid_arguments');
      expect(response_metadata.messages.join()).to.include(word);
      expect(await violations()).to.include(rule);
      expect(await homes()).to.deep.equal([]);
    });
  }

  it('is refused when it is larger than 250 KB', async () => {
    const blocks = Array.from({ length: 90 }, (_, n) => ({ ...section('x'.repeat(3000)), block_id: `${n}` }));

    expect((await errorOf(publish(home(...blocks)))).error).to.equal('view_too_large');
    expect(await violations()).to.deep.equal(['limit']);
  });

  it('takes 100 blocks, inputs without a submit button among them', async () => {
    const element = { type: 'plain_text_input', action_id: 'it' };
    const blocks = Array.from({ length: 99 }, () => ({ type: 'divider' }));

    await publish(home({ type: 'input', label: plain('Say'), element }, ...blocks));

    expect(await violations()).to.deep.equal([]);
  });

  it('is nobody’s who is not known, and no bot’s', async () => {
    const { bot } = await session.look('state');

    for (const user_id of ['U0NOBODY', bot.userId]) {
      const { error, response_metadata } = await errorOf(publish(home(section('x')), { user_id }));
      expect(error).to.equal('invalid_arguments');
      expect(response_metadata.messages.join()).to.include('user_id');
    }
  });
});

describe('a home that is used', () => {
  let recording: Recording;
  let ids: { [name: string]: string };
  let clicked: Json[];
  let pushed: Json;
  const act = (path: string, body: object) => recording.session.act(path, { ...body });
  const shown = async () =>
    (await recording.session.look('state')).views.find(({ type }: Json) => type === 'home');

  before(async () => {
    recording = await openRecording({}, (bot) => {
      bot.event('app_home_opened', async ({ event, client }) => {
        const view = home(section(`Opened ${event.tab}`), row);
        if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: view as never });
      });
      bot.action(/.*/, async ({ ack, body, client }) => {
        await ack();
        clicked.push(body);
        const { trigger_id } = body as Json;
        const view = { type: 'modal', title: plain('Form'), blocks: [section('x')] } as never;
        const method = (body as Json).actions[0].action_id === 'more' ? 'push' : 'open';
        pushed = await client.views[method]({ trigger_id, view }).catch(({ data }: Json) => data);
      });
    });
    const { users } = await recording.session.look('state');
    ids = Object.fromEntries(users.map(({ name, id }: Json) => [name, id]));
  });
  after(() => recording.stop());
  beforeEach(() => {
    clicked = [];
    pushed = undefined;
  });

  it('tells of each opening, with the view from the second on', async () => {
    const [first] = await recording.eventsOf('open-home', { user: 'jo' });
    await recording.session.until(shown);
    const [second] = await recording.eventsOf('open-home', { user: 'jo', tab: 'home' });
    const [messages] = await recording.eventsOf('open-home', { user: 'jo', tab: 'messages' });

    const { channels } = await recording.session.look('state');
    const dm = channels.find(({ isIm, user }: Json) => isIm && user === ids.jo).id;
    expect(first).to.include({ type: 'app_home_opened', user: ids.jo, channel: dm, tab: 'home' });
    expect(first).to.have.property('event_ts');
    expect(first).not.to.have.property('view');
    expect(second.view).to.include({ type: 'home', id: (await shown()).id });
    expect(second.view.state).to.deep.equal({
      values: { row: { colour: { type: 'static_select', selected_option: null } } },
    });
    expect(messages).to.include({ tab: 'messages', channel: dm });
    expect(messages).not.to.have.property('view');
  });

  it('says which tabs there are when another is opened', async () => {
    expect((await act('open-home', { user: 'jo', tab: 'about' })).error).to.include('home, messages');
  });

  it('sends clicks with the view, and of no message or channel', async () => {
    const { id } = await shown();
    await act('click-view', { user: 'jo', viewId: id, actionId: 'press' });
    await recording.session.until(async () => pushed);

    const [sent] = clicked;
    expect(sent).to.include({ type: 'block_actions' }).and.have.property('trigger_id');
    expect(sent.container).to.deep.equal({ type: 'view', view_id: id });
    expect(sent.view).to.include({ id, type: 'home' });
    expect(sent.actions[0]).to.deep.include({ block_id: 'row', action_id: 'press', value: '7' });
    for (const field of ['channel', 'message', 'response_url', 'state']) {
      expect(sent).not.to.have.property(field);
    }
    expect(pushed.view).to.include({ type: 'modal', previous_view_id: null });
  });

  it('keeps what was chosen in it, until it is published without it', async () => {
    const { id } = await shown();
    await act('click-view', { user: 'jo', viewId: id, actionId: 'colour', value: 'Blue' });
    await recording.eventsOf('open-home', { user: 'jo' });
    const kept = (await shown()).view.state.values.row.colour.selected_option;
    const { blocks, hash } = (await shown()).view;
    const fewer = { ...choice, options: options.slice(0, 1) };
    const view = home({ ...row, elements: [fewer] }) as never;
    await recording.session.slack.views.publish({ user_id: ids.jo!, hash, view });

    expect(blocks).to.have.length(2);
    expect(clicked[0].view.state.values.row.colour.selected_option).to.deep.equal(options[1]);
    expect(kept).to.deep.equal(options[1]);
    expect((await shown()).view.state.values.row.colour.selected_option).to.equal(null);
  });

  it('has nothing pushed onto it: a form is opened', async () => {
    await recording.eventsOf('open-home', { user: 'jo' });
    await recording.session.until(async () => (await shown()).view.blocks.length === 2);
    await act('click-view', { user: 'jo', viewId: (await shown()).id, actionId: 'more', value: 'red' });
    await recording.session.until(async () => pushed);

    expect(pushed).to.include({ ok: false, error: 'not_found' });
  });
});

describe('the tabs that the manifest turns on', () => {
  const opened = async (appHome: object, events?: string[], scopes?: string[]) => {
    const { path, remove } = manifestFile(appHome, events, scopes);
    const recording = await openRecording({ manifest: path }, (bot) => {
      bot.command('/hello', async ({ ack, command }) => ack(`${command.channel_name} ${command.channel_id}`));
    });
    const act = (what: string, body: object) => recording.session.act(what, { user: 'jo', ...body });
    const stop = async () => {
      await recording.stop();
      remove();
    };
    const types = async () =>
      (await recording.session.look('deliveries')).map(({ type, payload }: Json) => [
        type,
        payload.event?.tab ?? payload.event?.channel_type,
      ]);
    return { recording, act, stop, types };
  };

  it('are home and messages, and a message is heard of with its scope', async () => {
    const { act, stop, types, recording } = await opened({
      home_tab_enabled: true,
      messages_tab_enabled: true,
    });
    await act('open-home', { tab: 'messages' });
    await act('message', { channel: 'dm', text: 'Hi' });
    const { response } = await act('command', { channel: 'dm', command: '/hello' });
    const app = await recording.session.look('app');
    const dm = (await recording.session.look('state')).channels.find(({ isIm }: Json) => isIm).id;
    const heard = await types();
    await stop();

    expect(heard).to.deep.include.members([
      ['app_home_opened', 'messages'],
      ['message', 'im'],
    ]);
    expect(response.text).to.equal(`directmessage ${dm}`);
    expect(app).to.include({ hasHomeTab: true, hasMessagesTab: true, isMessagesTabReadOnly: false });
  });

  it('hear of no message without its scope, and of no opening without a subscription', async () => {
    const { act, stop, types } = await opened(
      { home_tab_enabled: true, messages_tab_enabled: true },
      ['message.im'],
      [],
    );
    await act('open-home', {});
    await act('message', { channel: 'dm', text: 'Hi' });
    const heard = await types();
    await stop();

    expect(heard).to.deep.equal([]);
  });

  it('take no words and no commands when messages are read only, which the app still sends', async () => {
    const { act, stop, recording } = await opened({
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
    const jo = (await recording.session.look('state')).users.find(({ name }: Json) => name === 'jo').id;
    const written = await act('message', { channel: 'dm', text: 'Hi' });
    const command = await act('command', { channel: 'dm', command: '/hello' });
    const sent = await recording.session.slack.chat.postMessage({ channel: jo, text: 'Hello' });
    const unopened = await act('open-home', {});
    const published = await errorOf(
      recording.session.slack.views.publish({ user_id: jo, view: home() as never }),
    );
    const rules = (await recording.session.look('violations')).map(({ rule }: Json) => rule);
    await stop();

    expect(written.error).to.include('turned off');
    expect(command.error).to.include('turned off');
    expect(sent.ok).to.equal(true);
    expect(unopened.error).to.include('no home tab');
    expect(published.error).to.equal('not_enabled');
    expect(rules).to.deep.equal(['home-tab']);
  });

  it('send no direct message, seen by one person or by both, while messages are off', async () => {
    const { act, stop, recording } = await opened({ home_tab_enabled: true });
    await act('open-home', {});
    const { channels, users } = await recording.session.look('state');
    const dm = channels.find(({ isIm }: Json) => isIm).id;
    const jo = users.find(({ name }: Json) => name === 'jo').id;
    const { slack } = recording.session;
    const whispered = await errorOf(slack.chat.postEphemeral({ channel: dm, user: jo, text: 'x' }));
    const posted = await errorOf(slack.chat.postMessage({ channel: jo, text: 'x' }));
    const unopened = await act('open-home', { tab: 'messages' });
    await stop();

    expect(whispered.error).to.equal('messages_tab_disabled');
    expect(posted.error).to.equal('messages_tab_disabled');
    expect(unopened.error).to.include('no messages tab');
  });
});

describe('a direct message that only its person sees', () => {
  it('goes to the conversation, not to the person', async () => {
    const session = await openSession();
    const jo = (await session.look('state')).users.find(({ name }: Json) => name === 'jo').id;
    const { channel } = await session.slack.conversations.open({ users: jo });
    const whisper = (to: string) => session.slack.chat.postEphemeral({ channel: to, user: jo, text: 'Psst' });

    const toPerson = await errorOf(whisper(jo));
    await whisper(channel!.id!);
    const { ephemerals } = await session.look('state');
    await session.stop();

    expect(toPerson.error).to.equal('channel_not_found');
    expect(ephemerals[0]).to.include({ channel: channel!.id, user: jo, text: 'Psst' });
  });
});

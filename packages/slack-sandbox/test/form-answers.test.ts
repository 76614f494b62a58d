import { expect } from 'chai';
import type { JsonObject } from '../src/json.ts';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (blockId: string) => ({
  type: 'input',
  block_id: blockId,
  optional: true,
  label: plain(blockId),
  element: { type: 'plain_text_input', action_id: 'it' },
});
const modal = (blocks: JsonObject[], more: JsonObject = {}) => ({
  type: 'modal',
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks,
  ...more,
});

describe('what a bot answers to a form', () => {
  let recording: Recording;
  let answer: Json;
  const { act, look } = {
    act: (path: string, body: object) => recording.session.act(path, { user: 'jo', ...body }),
    look: (path: string) => recording.session.look(path),
  };
  const view = async (id: string) => (await look('state')).views.find((one: Json) => one.id === id);
  const violations = async () => (await look('violations')).map(({ rule }: Json) => rule);
  const open = async (): Promise<string> => {
    const before = (await look('state')).views.length;
    await act('command', { channel: 'support', command: '/open' });
    return recording.session.until(async () => (await look('state')).views[before]?.id);
  };

  beforeEach(async () => {
    recording = await openRecording({}, (bot) => {
      bot.command('/open', async ({ ack, client, body }) => {
        const { trigger_id } = body;
        await client.views.open({ trigger_id, view: modal([input('one'), { type: 'divider' }]) as never });
        await ack();
      });
      bot.view('form', async ({ ack }) => ack(answer));
    });
  });
  afterEach(() => recording.stop());

  const refused: [what: string, answer: object | string, word: string][] = [
    ['an error of a block that is not there', { response_action: 'errors', errors: { two: 'x' } }, '"two"'],
    ['an error without words', { response_action: 'errors', errors: { one: '' } }, 'a text'],
    ['no errors', { response_action: 'errors', errors: {} }, 'names no block'],
    ['an action that does not exist', { response_action: 'close' }, 'response_action'],
    ['something else', { text: 'Thanks' }, 'response_action'],
    ['a text', 'Thanks', 'response_action'],
    ['a home', { response_action: 'update', view: { type: 'home', blocks: [] } }, '"modal"'],
  ];
  for (const [what, given, word] of refused) {
    it(`is refused when it is ${what}, and the form stays`, async () => {
      const viewId = await open();
      answer = given;

      const sent = await act('submit', { viewId, values: { one: { it: 'typed' } } });

      expect(sent).to.include({ ok: false, status: 'invalid_response' });
      expect(await view(viewId)).to.include({ open: true });
      expect((await view(viewId)).view.state.values.one.it.value).to.equal('typed');
      expect(await violations()).to.include('invalid-response');
      expect((await look('violations')).at(-1).what).to.include(word);
    });
  }

  it('is shown beside the input, until the form is sent again', async () => {
    const viewId = await open();
    answer = { response_action: 'errors', errors: { one: 'Say more.' } };
    const first = await act('submit', { viewId });
    const { errors } = await view(viewId);
    answer = undefined;
    await act('submit', { viewId });

    expect(first).to.deep.include({ ok: true, errors: { one: 'Say more.' } });
    expect(errors).to.deep.equal({ one: 'Say more.' });
    expect(await view(viewId))
      .to.include({ open: false })
      .and.not.have.property('errors');
    expect(await violations()).to.deep.equal([]);
  });

  it('puts no fourth form onto three', async () => {
    let viewId = await open();
    answer = { response_action: 'push', view: modal([input('next')]) };
    for (let turn = 0; turn < 2; turn += 1) ({ viewId } = await act('submit', { viewId }));

    const { status } = await act('submit', { viewId });

    expect(status).to.equal('invalid_response');
    expect((await look('violations')).at(-1).what).to.include('push_limit_reached');
  });

  it('keeps an external id apart from those of other forms', async () => {
    const viewId = await open();
    const named = modal([input('next')], { external_id: 'mine' });
    answer = { response_action: 'update', view: named };
    const [first, again] = [await act('submit', { viewId }), await act('submit', { viewId })];
    answer = { response_action: 'push', view: named };
    const { status } = await act('submit', { viewId });

    expect([first.ok, again.ok]).to.deep.equal([true, true]);
    expect(status).to.equal('invalid_response');
  });

  it('is changed later only by who knows what is shown, where a hash is given', async () => {
    const viewId = await open();
    const { slack } = recording.session;
    const { hash } = (await view(viewId)).view;
    const update = (given: object) =>
      slack.views
        .update({ view_id: viewId, view: modal([input('one')]) as never, ...given })
        .then(() => 'ok')
        .catch(({ data }: Json) => data.error);

    const answers = [await update({ hash }), await update({ hash }), await update({})];
    await act('close-view', { viewId });
    answers.push(await update({}));

    expect(answers).to.deep.equal(['ok', 'hash_conflict', 'ok', 'not_found']);
  });
});

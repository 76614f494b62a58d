import { expect } from 'chai';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

describe('messages of every kind', () => {
  let recording: Recording;
  let ids: { [name: string]: string };
  let parent: string;

  const place = { user: 'jo', channel: 'brag-wall' };
  const send = async (body: object): Promise<Json> =>
    (await recording.eventsOf('message', { ...place, ...body }))[0];
  const edit = async (body: object): Promise<Json> =>
    (await recording.eventsOf('edit-message', { ...place, ...body }))[0];

  before(async () => {
    recording = await openRecording();
    const { users } = await recording.session.look('state');
    ids = Object.fromEntries(users.map(({ name, id }: Json) => [name, id]));
    parent = (await send({ text: 'What a day' })).ts;
  });

  after(() => recording.stop());

  const kinds: [what: string, body: object, subtype: string | undefined, has: string[], lacks: string[]][] = [
    ['a plain message', { text: 'Hi' }, undefined, ['user'], ['files', 'bot_id']],
    ['nothing but a file', { files: ['photo.png'] }, 'file_share', ['user', 'files'], ['bot_id']],
    ['a file with words', { text: 'Look', files: ['a.pdf'] }, 'file_share', ['user', 'files'], []],
    ['a workflow', { text: 'Done', as: 'workflow' }, 'bot_message', ['bot_id', 'workflow_id'], ['user']],
    ['a webhook', { user: 'otherbot', text: 'Built' }, 'bot_message', ['bot_id', 'username'], ['user']],
    [
      'an app by its bot user',
      { user: 'otherbot', text: 'Built', as: 'bot' },
      undefined,
      ['user', 'bot_id', 'app_id', 'bot_profile'],
      [],
    ],
    ['an attachment', { attachments: [{ text: 'x' }] }, undefined, ['attachments'], []],
    ['another subtype', { text: 'waves', subtype: 'me_message' }, 'me_message', ['user'], []],
  ];

  for (const [what, body, subtype, has, lacks] of kinds) {
    it(`sends ${what}`, async () => {
      const event = await send(body);

      expect(event.subtype).to.equal(subtype);
      if (has.length > 0) expect(event).to.include.keys(has);
      if (lacks.length > 0) expect(event).not.to.have.any.keys(lacks);
    });
  }

  it('says of a file what it is', async () => {
    const event = await send({ files: ['photo.png', { name: 'list', mimetype: 'text/csv' }] });

    expect(event.text).to.equal('');
    expect(event.files.map((file: Json) => [file.name, file.mimetype, file.filetype])).to.deep.equal([
      ['photo.png', 'image/png', 'png'],
      ['list', 'text/csv', ''],
    ]);
  });

  it('shows a broadcast reply in the channel as well, with what it replies to', async () => {
    const event = await send({ text: 'For all to see', threadTs: parent, broadcast: true });
    const { messages } = await recording.session.slack.conversations.history({
      channel: event.channel,
      limit: 1,
    });

    expect(event).to.include({ subtype: 'thread_broadcast', thread_ts: parent });
    expect(event.root).to.include({ ts: parent, text: 'What a day' });
    expect(messages![0]).to.include({ ts: event.ts, subtype: 'thread_broadcast' });
  });

  it("tells of a link's preview as of a change that nobody made", async () => {
    const { ts } = await send({ text: 'See https://demo.example' });

    const preview = await edit({ ts, attachments: [{ title: 'Demo' }] });
    const edited = await edit({ ts, text: 'Never mind', attachments: [] });

    expect(preview).to.include({ subtype: 'message_changed', hidden: true });
    expect(preview.message)
      .to.deep.include({ attachments: [{ title: 'Demo' }] })
      .and.not.have.key('edited');
    expect(preview.message.text).to.equal(preview.previous_message.text);
    expect(edited.message.edited.user).to.equal(ids.jo);
    expect(edited.message.attachments).to.deep.equal([]);
    expect(edited.previous_message.attachments).to.deep.equal([{ title: 'Demo' }]);
  });

  const faults: [body: object, words: string][] = [
    [{ text: 'x', as: 'parrot' }, 'workflow'],
    [{ text: 'x', as: 'bot' }, 'no bot'],
    [{ text: 'x', broadcast: true }, 'threadTs'],
    [{ files: [] }, 'files'],
    [{ files: [7] }, 'files'],
    [{ attachments: 'x' }, 'attachments'],
    [{ text: 'x', subtype: 'No Such' }, 'subtype'],
    [{}, 'text'],
  ];

  for (const [body, words] of faults) {
    it(`says what to send instead of ${JSON.stringify(body)}`, async () => {
      const { error } = await recording.session.act('message', { ...place, ...body });

      expect(error).to.include(words);
    });
  }
});

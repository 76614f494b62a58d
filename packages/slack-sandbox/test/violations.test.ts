import { expect } from 'chai';
import type { JsonObject } from '../src/json.ts';
import { type Json, openSession, type Session } from './support/session.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (actionId: string) => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text: 'Press' },
});

describe("naming what breaks Slack's rules", () => {
  let session: Session;
  let ids: { [name: string]: string };

  const call = async (method: string, args: JsonObject) => {
    const { SLACK_BOT_TOKEN, SLACK_API_URL } = session.sandbox.botEnv;
    const response = await fetch(`${SLACK_API_URL}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SLACK_BOT_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    return response.json() as Promise<Json>;
  };
  const rulesOf = async (act: () => Promise<unknown>): Promise<string[]> => {
    const since = (await session.look('violations')).at(-1)?.n ?? 0;
    await act();
    return (await session.look(`violations?since=${since}`)).map(({ rule }: Json) => rule);
  };
  const post = (message: JsonObject) =>
    rulesOf(() => call('chat.postMessage', { channel: ids.support, text: 'Text', ...message }));
  const update = async (message: JsonObject) => {
    const { ts } = await call('chat.postMessage', { channel: ids.support, text: 'Text' });
    return rulesOf(() => call('chat.update', { channel: ids.support, ts, ...message }));
  };

  before(async () => {
    session = await openSession();
    await session.act('invite', { user: 'ann', channel: 'support', who: 'bot' });
    const { channels } = await session.look('state');
    ids = Object.fromEntries(channels.map(({ name, id }: Json) => [name, id]));
  });

  after(() => session.stop());

  const messages: [what: string, message: JsonObject, rules: string[]][] = [
    ['a plain message', {}, []],
    ['a long section', { blocks: [section('x'.repeat(3001))] }, ['limit']],
    ['51 blocks', { blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }, ['limit']],
    ['an unknown block', { blocks: [{ type: 'jumbotron' }] }, ['unknown-block']],
    [
      'an unknown element',
      { blocks: [{ type: 'actions', elements: [{ type: 'lever' }] }] },
      ['unknown-element'],
    ],
    ['a section without text', { blocks: [{ type: 'section' }] }, ['invalid-block']],
    [
      'a header in mrkdwn',
      { blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] },
      ['invalid-block'],
    ],
    [
      'an image without alt_text',
      { blocks: [{ type: 'image', image_url: 'https://a.example' }] },
      ['missing-alt-text'],
    ],
    [
      'an action id used twice',
      { blocks: [{ type: 'actions', elements: [button('a'), button('a')] }] },
      ['duplicate-id'],
    ],
    [
      'a block id used twice',
      {
        blocks: [
          { type: 'divider', block_id: 'a' },
          { type: 'divider', block_id: 'a' },
        ],
      },
      ['duplicate-id'],
    ],
    [
      'an alert in a message',
      { blocks: [{ type: 'alert', text: { type: 'plain_text', text: 'x' } }] },
      ['invalid-block'],
    ],
    ['blocks without text', { text: '', blocks: [section('x')] }, ['missing-text']],
    ['a mass mention', { text: 'Hey <!channel>' }, ['mass-mention']],
    ['a mass mention in a block', { blocks: [section('<!here|here>')] }, ['mass-mention']],
    ['a user group', { text: '<!subteam^S012>' }, ['mass-mention']],
    [
      'a rich text broadcast',
      {
        blocks: [
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }],
          },
        ],
      },
      ['mass-mention'],
    ],
    ['an escaped mass mention', { text: 'Hey &lt;!channel&gt;', blocks: [section('&lt;!here&gt;')] }, []],
    ['a bare @channel', { text: '@channel' }, []],
    ['a bare @channel that Slack links', { text: '@channel', link_names: true }, ['mass-mention']],
    [
      'a plain text with a token',
      { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!here>' } }] },
      [],
    ],
    ['an argument that does not exist', { colour: 'red' }, ['unknown-argument']],
    [
      'a pie of seven',
      {
        blocks: [
          {
            type: 'data_visualization',
            title: 'Pie',
            chart: {
              type: 'pie',
              segments: Array.from({ length: 7 }, (_, n) => ({ label: `${n}`, value: n })),
            },
          },
        ],
      },
      ['limit'],
    ],
    [
      'a line whose points are not its categories',
      {
        blocks: [
          {
            type: 'data_visualization',
            title: 'Line',
            chart: {
              type: 'line',
              series: [{ name: 'Wins', data: [{ label: 'Mon', value: 1 }] }],
              axis_config: { categories: ['Mon', 'Tue'] },
            },
          },
        ],
      },
      ['invalid-block'],
    ],
    [
      'a chart as it should be',
      {
        blocks: [
          {
            type: 'data_visualization',
            title: 'Bars',
            chart: {
              type: 'bar',
              series: [{ name: 'Wins', data: [{ label: 'Mon', value: 1 }] }],
              axis_config: { categories: ['Mon'] },
            },
          },
        ],
      },
      [],
    ],
  ];

  for (const [what, message, rules] of messages) {
    it(`answers ${what} with ${rules.join(', ') || 'nothing'}`, async () => {
      expect(await post(message)).to.deep.equal(rules);
    });
  }

  it('refuses half a character anywhere in a message', async () => {
    const half = 'So good \ud83c';
    const messages = [
      { text: half },
      { text: 'x', metadata: { event_type: 'said', event_payload: { half } } },
      { text: 'x', attachments: [{ text: half }] },
      { text: 'x', blocks: [section(half)] },
    ];

    for (const message of messages) expect(await post(message)).to.deep.equal(['half-character']);
    expect(await call('chat.postMessage', { channel: ids.support, text: half })).to.include({
      error: 'invalid_arguments',
    });
  });

  it('refuses more than 100 attachments', async () => {
    const attachments = Array.from({ length: 101 }, () => ({ text: 'x' }));

    expect(await post({ attachments })).to.deep.equal(['limit']);
  });

  it('names an update that Slack reads as its client would', async () => {
    expect(await update({ text: '@here' })).to.deep.equal(['mass-mention']);
    expect(await update({ text: '@here', parse: 'none' })).to.deep.equal([]);
  });

  it('names an update that is too long', async () => {
    expect(await update({ text: 'x'.repeat(4001), parse: 'none' })).to.deep.equal(['limit']);
  });

  it('names a post where the bot is not', async () => {
    expect(await rulesOf(() => call('chat.postMessage', { channel: ids.general, text: 'x' }))).to.deep.equal([
      'not-in-channel',
    ]);
  });

  it('names methods that do not exist', async () => {
    expect(await rulesOf(() => call('chat.shout', {}))).to.deep.equal(['unknown-method']);
  });
});

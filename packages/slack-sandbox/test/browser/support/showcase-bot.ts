import { App, LogLevel } from '@slack/bolt';
import type { KnownBlock, View } from '@slack/web-api';
import { followClock } from '../../../src/bot/follow-clock.ts';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const option = (name: string) => ({ text: plain(name), value: name.toLowerCase() });
const options = [option('Red'), option('Green'), option('Blue')];

const chart = (type: string): KnownBlock => {
  const categories = ['Mon', 'Tue', 'Wed'];
  const data = (values: number[]) => categories.map((label, index) => ({ label, value: values[index] }));
  const series = [
    { name: 'Calls', data: data([3, 5, 2]) },
    { name: 'Visits', data: data([1, 2, 4]) },
  ];
  const segments = [
    { label: 'Smilers', value: 5 },
    { label: 'Huggers', value: 3 },
  ];
  const block = {
    type: 'data_visualization',
    title: `A ${type}`,
    chart: type === 'pie' ? { type, segments } : { type, series, axis_config: { categories } },
  };
  return block as object as KnownBlock;
};

const blocks = (userId: string): KnownBlock[] => [
  { type: 'header', text: plain('Everything :tada:') },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `*bold* _slanted_ ~gone~ \`code\` <@${userId}> <https://example.com|a link>\n> quoted`,
    },
    accessory: { type: 'overflow', action_id: 'more', options },
  },
  { type: 'section', fields: [plain('One *field*'), { type: 'mrkdwn', text: 'Another\n```pre```' }] },
  { type: 'divider' },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'First', style: { bold: true } }] },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'emoji', name: 'star2' }] },
    ],
  },
  {
    type: 'context',
    elements: [{ type: 'image', image_url: 'https://example.com/x.png', alt_text: 'A kind face' }],
  },
  {
    type: 'actions',
    block_id: 'choices',
    elements: [
      { type: 'static_select', action_id: 'colour', placeholder: plain('Colour'), options },
      { type: 'datepicker', action_id: 'day', initial_date: '2027-10-04' },
      { type: 'checkboxes', action_id: 'marks', options },
      {
        type: 'button',
        action_id: 'sure',
        style: 'danger',
        text: plain('Delete all'),
        confirm: {
          title: plain('Sure?'),
          text: plain('All of it.'),
          confirm: plain('Delete'),
          deny: plain('Keep'),
        },
      },
    ],
  },
  {
    type: 'table',
    rows: [[{ type: 'raw_text', text: 'Who' }], [{ type: 'raw_text', text: 'Jo' }]],
  } as object as KnownBlock,
  chart('bar'),
  chart('pie'),
];

const form = (title: string, blocks: KnownBlock[]): View => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Next'),
  callback_id: title.toLowerCase(),
  blocks,
});

const input = (id: string, element: object): KnownBlock =>
  ({
    type: 'input',
    block_id: id,
    label: plain(id),
    element: { action_id: 'value', ...element },
  }) as KnownBlock;

const first = () =>
  form('First', [
    input('Word', { type: 'plain_text_input' }),
    input('Hour', { type: 'timepicker' }),
    input('People', { type: 'multi_users_select', placeholder: plain('Choose') }),
    input('Mood', { type: 'radio_buttons', options }),
  ]);

/** A bot that shows every block, a home and a stack of forms, and says what people chose. */
followClock(async () => {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL } = process.env;
  const app = new App({
    token: SLACK_BOT_TOKEN!,
    appToken: SLACK_APP_TOKEN!,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: SLACK_API_URL! },
  });
  app.event('member_joined_channel', async ({ event, client }) => {
    if (event.inviter)
      await client.chat.postMessage({
        channel: event.channel,
        text: 'Everything',
        blocks: blocks(event.inviter),
      });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    const home: KnownBlock[] = [
      { type: 'section', text: plain('Welcome home') },
      { type: 'actions', elements: [{ type: 'button', action_id: 'form', text: plain('Open a form') }] },
    ];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: home } });
  });
  app.action('form', async ({ ack, body, client }) => {
    await ack();
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: first() });
  });
  app.action(/^(colour|day|marks|more|sure)$/, async ({ ack, action, respond }) => {
    await ack();
    await respond({
      text: `You used ${JSON.stringify(action)}`,
      response_type: 'ephemeral',
      replace_original: false,
    });
  });
  app.view('first', async ({ ack, view }) => {
    const said = JSON.stringify(view.state.values);
    await ack({
      response_action: 'push',
      view: form('Second', [
        { type: 'section', text: plain(said) },
        input('Also', { type: 'plain_text_input' }),
      ]),
    });
  });
  app.view('second', async ({ ack }) =>
    ack({ response_action: 'errors', errors: { Also: 'Not that word.' } }),
  );
  await app.start();
  process.on('SIGTERM', () => process.exit(0));
  return { wake: async () => {} };
});

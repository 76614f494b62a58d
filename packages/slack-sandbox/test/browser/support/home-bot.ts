import type { App } from '@slack/bolt';
import type { Json } from '../../support/session.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const options = ['Red', 'Green', 'Blue'].map(option);
const button = (action_id: string, text: string, more = {}) => ({
  type: 'button',
  action_id,
  text: plain(text),
  ...more,
});
const days = ['Monday', 'Tuesday', 'Saturday'].map(option);

/** A home with everything that a bot puts on one. */
export const fullHome = (opened: number, me: string) => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Brag Wall :tada:') },
    {
      type: 'section',
      text: mrkdwn(`*Opened ${opened} times*, and 3 wins this month.`),
      accessory: button('brag', 'Brag', { style: 'primary' }),
    },
    {
      type: 'context',
      elements: [
        { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A cup' },
        mrkdwn(`Set up by <@${me}>`),
      ],
    },
    { type: 'divider' },
    { type: 'header', text: plain('Waiting for you') },
    {
      type: 'section',
      text: mrkdwn('*Day 3*: call somebody back before they ask.'),
      accessory: {
        type: 'overflow',
        action_id: 'day',
        options: ['Done', 'Not today'].map(option),
        confirm: {
          title: plain('Sure?'),
          text: plain('It is told to nobody.'),
          confirm: plain('Yes, do'),
          deny: plain('No'),
        },
      },
    },
    { type: 'section', fields: [mrkdwn('*This week*\n12 wins'), mrkdwn('*Goal*\n40 a month')] },
    {
      type: 'actions',
      block_id: 'team',
      elements: [
        button('settings', 'Settings'),
        { type: 'static_select', action_id: 'range', placeholder: plain('Which wins'), options },
        { type: 'datepicker', action_id: 'until', placeholder: plain('Until when') },
        { type: 'users_select', action_id: 'whose', placeholder: plain('Whose wins') },
        { type: 'overflow', action_id: 'rest', options },
      ],
    },
    {
      type: 'image',
      image_url: 'https://example.com/b.png',
      alt_text: 'Wins a week, as bars',
      title: plain('Wins'),
    },
    ...Array.from({ length: 30 }, (_, n) => ({
      type: 'section',
      text: mrkdwn(`Win ${n + 1}: stayed on the line until it worked`),
    })),
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'That is all.' }] }],
    },
  ],
});

const input = (blockId: string, element: object, more = {}) => ({
  type: 'input',
  block_id: blockId,
  optional: true,
  label: plain(blockId),
  element: { action_id: 'it', ...element },
  ...more,
});

/** A form with every input. */
export const everyInput = (ids: { [name: string]: string }) => ({
  type: 'modal',
  callback_id: 'every',
  title: plain('Settings'),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    input(
      'Wall',
      { type: 'channels_select', initial_channel: ids.general, focus_on_load: true },
      { optional: false },
    ),
    input(
      'Managers',
      { type: 'multi_users_select', initial_users: [ids.jo], max_selected_items: 3 },
      { hint: plain('They see everything here.') },
    ),
    input('Contact', { type: 'users_select', placeholder: plain('Who') }),
    input('Place', { type: 'conversations_select', filter: { include: ['public', 'private'] } }),
    input('Threshold', {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '20',
      initial_value: '3',
    }),
    input('Digest', {
      type: 'static_select',
      option_groups: [
        { label: plain('Week'), options: days.slice(0, 2) },
        { label: plain('Weekend'), options: days.slice(2) },
      ],
      initial_option: days[0],
    }),
    input('At', { type: 'timepicker', initial_time: '09:00' }),
    input('From', { type: 'datepicker' }),
    input('Reminder', { type: 'datetimepicker' }),
    input('Quiet', { type: 'checkboxes', options: days, initial_options: [days[2]] }),
    input('Boards', {
      type: 'radio_buttons',
      options: ['On', 'Off'].map(option),
      initial_option: option('On'),
    }),
    input('Countries', {
      type: 'multi_static_select',
      options: Array.from({ length: 100 }, (_, n) => option(`Country ${n + 1}`)),
    }),
    input('Budget', { type: 'plain_text_input', multiline: true, max_length: 200 }),
    input(
      'Name',
      { type: 'plain_text_input', placeholder: plain('As people call it') },
      { dispatch_action: true },
    ),
    input('Mail', { type: 'email_text_input' }),
    input('Link', { type: 'url_text_input' }),
    {
      type: 'section',
      block_id: 'Zone',
      text: mrkdwn('Time zone'),
      accessory: { type: 'static_select', action_id: 'it', options },
    },
    {
      type: 'actions',
      block_id: 'look',
      elements: [button('preview', 'Preview'), button('fewer', 'Only weekdays')],
    },
  ],
});

/** As much of the same as a message takes, with an input. */
export const fullMessage = (me: string) => [
  ...fullHome(1, me).blocks.slice(0, 10),
  input('Note', { type: 'plain_text_input', placeholder: plain('What for') }),
];

/** What an app whispers to who brings it into a channel. */
const welcome = (inviter: string, channel: string) => [
  { type: 'section', text: mrkdwn('Who leads this team?') },
  {
    type: 'actions',
    block_id: 'setup',
    elements: [
      {
        type: 'multi_users_select',
        action_id: 'managers',
        initial_users: [inviter],
        placeholder: plain('Managers'),
      },
      {
        type: 'conversations_select',
        action_id: 'wall',
        initial_conversation: channel,
        placeholder: plain('Wall'),
      },
      { type: 'timepicker', action_id: 'hour', initial_time: '09:00', placeholder: plain('Hour') },
      button('start', 'Start', { style: 'primary' }),
    ],
  },
];

export interface Heard {
  opened: string[];
  actions: Json[];
  submitted: Json[];
  written: string[];
}

/** A bot with a home, a form of every input, and a whisper to who invites it. */
export const prepareHome = (bot: App, ids: () => { [name: string]: string }): Heard => {
  const heard: Heard = { opened: [], actions: [], submitted: [], written: [] };
  const publish = (client: App['client'], user_id: string) =>
    client.views.publish({ user_id, view: fullHome(heard.opened.length, user_id) as never });
  bot.event('app_home_opened', async ({ event, client }) => {
    heard.opened.push(String(event.tab));
    if (event.tab === 'home') await publish(client, event.user);
  });
  bot.action(/^(settings|brag)$/, async ({ ack, body, client }) => {
    await ack();
    const { trigger_id } = body as Json;
    await client.views.open({ trigger_id, view: everyInput(ids()) as never });
  });
  bot.action('fewer', async ({ ack, body, client }) => {
    await ack();
    const { id: view_id, hash } = (body as Json).view;
    const view = everyInput(ids());
    for (const { element } of view.blocks as Json[]) element?.option_groups?.splice(1);
    await client.views.update({ view_id, hash, view: view as never });
  });
  bot.action(/^(?!settings$|brag$|fewer$)/, async ({ ack, body }) => {
    await ack();
    heard.actions.push(body);
  });
  bot.view('every', async ({ ack, view, body, client }) => {
    heard.submitted.push(view.state.values);
    if (view.state.values.Name?.it?.value === 'wrong') {
      return ack({ response_action: 'errors', errors: { Name: 'Another one has it.' } });
    }
    if (view.state.values.Name?.it?.value === 'more') {
      const more = {
        ...everyInput(ids()),
        callback_id: 'more',
        title: plain('More'),
        blocks: [input('Why', { type: 'plain_text_input' })],
      };
      return ack({ response_action: 'push', view: more as never });
    }
    await ack();
    heard.opened.push('saved');
    await publish(client, body.user.id);
  });
  bot.view('more', async ({ ack }) => ack({ response_action: 'clear' }));
  bot.event('member_joined_channel', async ({ event, client }) => {
    if (!event.inviter) return;
    const { channel, inviter: user } = event;
    const blocks = welcome(user, channel) as never;
    await client.chat.postEphemeral({ channel, user, text: 'Who leads this team?', blocks });
  });
  bot.command('/hello', async ({ ack, command }) => ack(`Hello in ${command.channel_name}`));
  bot.message(/.*/, async ({ message }) => {
    const { channel_type, text, user } = message as Json;
    if (channel_type === 'im' && user !== undefined) heard.written.push(text);
  });
  return heard;
};

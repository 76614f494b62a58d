const names = (text: string): ReadonlySet<string> => new Set(['type', ...text.split(' ')]);

const block = (text = '') => names(`block_id ${text}`);
const element = (text = '') => names(`action_id ${text}`);
const picker = (text: string) => element(`confirm focus_on_load placeholder ${text}`);
const multiple = (text: string) => picker(`max_selected_items ${text}`);
const typed = (text = '') =>
  element(`dispatch_action_config focus_on_load initial_value placeholder ${text}`);
const part = (text: string) => names(`style ${text}`);

type Fields = { [type: string]: ReadonlySet<string> };

/**
 * All fields that Slack lists for a kind of block, element, text or part of rich text. It refuses others as additional
 * properties. Kinds that are missing here are too new to be sure of.
 */
export const blockFields: Fields = {
  actions: block('elements'),
  context: block('elements'),
  context_actions: block('elements'),
  divider: block(),
  file: block('external_id source'),
  header: block('text'),
  image: block('alt_text image_url slack_file title'),
  input: block('dispatch_action element hint label optional'),
  markdown: block('text'),
  rich_text: block('elements'),
  section: block('accessory expand fields text'),
  table: block('column_settings rows'),
  video: block(
    'alt_text author_name description provider_icon_url provider_name thumbnail_url title title_url video_url',
  ),
};

export const elementFields: Fields = {
  button: element('accessibility_label confirm style text url value'),
  channels_select: picker('initial_channel response_url_enabled'),
  checkboxes: element('confirm focus_on_load initial_options options'),
  conversations_select: picker(
    'default_to_current_conversation filter initial_conversation response_url_enabled',
  ),
  datepicker: picker('initial_date'),
  datetimepicker: element('confirm focus_on_load initial_date_time'),
  email_text_input: typed(),
  external_select: picker('initial_option min_query_length'),
  feedback_buttons: element('negative_button positive_button'),
  file_input: element('filetypes max_files'),
  icon_button: element('accessibility_label confirm icon text value visible_to_user_ids'),
  image: names('alt_text image_url slack_file'),
  mrkdwn: names('text verbatim'),
  multi_channels_select: multiple('initial_channels'),
  multi_conversations_select: multiple('default_to_current_conversation filter initial_conversations'),
  multi_external_select: multiple('initial_options min_query_length'),
  multi_static_select: multiple('initial_options option_groups options'),
  multi_users_select: multiple('initial_users'),
  number_input: typed('is_decimal_allowed max_value min_value'),
  overflow: element('confirm options'),
  plain_text: names('emoji text'),
  plain_text_input: typed('max_length min_length multiline'),
  radio_buttons: element('confirm focus_on_load initial_option options'),
  rich_text_input: typed('max_lines min_lines'),
  static_select: picker('initial_option option_groups options'),
  timepicker: picker('initial_time timezone'),
  url_text_input: typed(),
  users_select: picker('initial_user'),
  workflow_button: element('accessibility_label confirm style text workflow'),
};

export const richTextFields: Fields = {
  rich_text_section: names('elements'),
  rich_text_list: names('border elements indent offset style'),
  rich_text_preformatted: names('border elements language'),
  rich_text_quote: names('border elements'),
  broadcast: part('range'),
  channel: part('channel_id'),
  color: part('value'),
  date: part('fallback format timestamp url'),
  emoji: part('name unicode url'),
  link: part('text unsafe url'),
  team: part('team_id'),
  text: part('text'),
  user: part('user_id'),
  usergroup: part('usergroup_id'),
};

/** Of the objects within elements, which have no type. */
export const objectFields: Fields = {
  confirm: new Set(['title', 'text', 'confirm', 'deny', 'style']),
  option: new Set(['text', 'value', 'description']),
  plainOption: new Set(['text', 'value', 'description']),
  menuOption: new Set(['text', 'value', 'description', 'url']),
  group: new Set(['label', 'options']),
};

const view = ['type', 'blocks', 'private_metadata', 'callback_id', 'external_id'];

export const viewFields: Record<'modal' | 'home', ReadonlySet<string>> = {
  home: new Set(view),
  modal: new Set([
    ...view,
    'title',
    'close',
    'submit',
    'clear_on_close',
    'notify_on_close',
    'submit_disabled',
  ]),
};

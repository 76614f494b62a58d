/** What a field of a block, an element or an object within them may be. */
export interface FieldRule {
  required?: boolean;
  /** The most characters of a string, or of a text object. */
  max?: number;
  /** How many items a list may have. */
  most?: number;
  least?: number;
  /** What the field, or each item of it, is. */
  holds?: 'text' | 'plain' | 'block' | 'element' | 'option' | 'group' | 'rich' | 'string';
}

export interface Rule {
  [field: string]: FieldRule;
}

export type Surface = 'message' | 'modal' | 'home';

/** What is wrong with a block, by the rule that it breaks. */
export interface BlockFault {
  rule: string;
  what: string;
}

const id: FieldRule = { max: 255 };
const placeholder: FieldRule = { holds: 'plain', max: 150 };
const options: FieldRule = { holds: 'option', most: 100, least: 1 };
const fewOptions: FieldRule = { holds: 'option', most: 10, least: 1, required: true };
const groups: FieldRule = { holds: 'group', most: 100, least: 1 };
const select: Rule = { action_id: id, placeholder };
const rows: FieldRule = { required: true, most: 100, least: 1 };

/** docs.slack.dev/reference/block-kit/blocks; every block may also have a block_id. */
export const blockRules: { [type: string]: Rule } = {
  actions: { elements: { required: true, holds: 'element', most: 25, least: 1 } },
  alert: { text: { required: true, holds: 'text', max: 3000 } },
  card: {},
  carousel: { elements: { required: true, most: 10, least: 1 } },
  container: {},
  context: { elements: { required: true, holds: 'element', most: 10, least: 1 } },
  context_actions: { elements: { required: true, holds: 'element', most: 5, least: 1 } },
  data_table: { caption: { required: true }, rows: { ...rows, most: 101 } },
  data_visualization: { title: { required: true, max: 50 }, chart: { required: true } },
  divider: {},
  file: { external_id: { required: true }, source: { required: true } },
  header: { text: { required: true, holds: 'plain', max: 150 } },
  image: {
    image_url: { max: 3000 },
    alt_text: { required: true, max: 2000 },
    title: { holds: 'plain', max: 2000 },
  },
  input: {
    label: { required: true, holds: 'plain', max: 2000 },
    hint: { holds: 'plain', max: 2000 },
    element: { required: true, holds: 'element' },
  },
  markdown: { text: { required: true, max: 12_000 } },
  plan: {},
  rich_text: { elements: { required: true, holds: 'rich' } },
  section: {
    text: { holds: 'text', max: 3000 },
    fields: { holds: 'text', max: 2000, most: 10, least: 1 },
    accessory: { holds: 'element' },
  },
  table: { rows },
  task_card: {},
  video: {
    alt_text: { required: true },
    title: { required: true, holds: 'plain', max: 199 },
    video_url: { required: true },
    thumbnail_url: { required: true },
  },
};

/** docs.slack.dev/reference/block-kit/block-elements */
export const elementRules: { [type: string]: Rule } = {
  button: {
    action_id: id,
    text: { required: true, holds: 'plain', max: 75 },
    value: { max: 2000 },
    url: { max: 3000 },
    accessibility_label: { max: 75 },
  },
  channels_select: select,
  checkboxes: { action_id: id, options: fewOptions, initial_options: { holds: 'option' } },
  conversations_select: select,
  datepicker: { action_id: id, placeholder },
  datetimepicker: { action_id: id },
  email_text_input: { action_id: id, placeholder },
  external_select: select,
  feedback_buttons: { action_id: id },
  file_input: { action_id: id },
  icon_button: { action_id: id, text: { required: true, holds: 'plain', max: 75 } },
  image: { image_url: { max: 3000 }, alt_text: { required: true, max: 2000 } },
  mrkdwn: { text: { required: true, max: 3000 } },
  multi_channels_select: select,
  multi_conversations_select: select,
  multi_external_select: select,
  multi_static_select: { ...select, options, option_groups: groups },
  multi_users_select: select,
  number_input: { action_id: id, placeholder, is_decimal_allowed: { required: true } },
  overflow: { action_id: id, options: { holds: 'option', most: 5, least: 1, required: true } },
  plain_text: { text: { required: true, max: 3000 } },
  plain_text_input: { action_id: id, placeholder, initial_value: { max: 3000 } },
  radio_buttons: { action_id: id, options: fewOptions, initial_option: { holds: 'option' } },
  rich_text_input: { action_id: id, placeholder },
  static_select: { ...select, options, option_groups: groups },
  timepicker: { action_id: id, placeholder },
  url_text_input: { action_id: id, placeholder },
  users_select: select,
  workflow_button: { action_id: id, text: { required: true, holds: 'plain', max: 75 } },
};

export const objectRules: { option: Rule; group: Rule } = {
  option: {
    text: { required: true, holds: 'text', max: 75 },
    value: { required: true, max: 150 },
    description: { holds: 'text', max: 75 },
  },
  group: { label: { required: true, holds: 'plain', max: 75 }, options: { ...options, required: true } },
};

/** Parts of rich text, at any depth. */
export const richTextTypes: ReadonlySet<string> = new Set([
  'rich_text_section',
  'rich_text_list',
  'rich_text_preformatted',
  'rich_text_quote',
  'broadcast',
  'channel',
  'color',
  'date',
  'emoji',
  'link',
  'team',
  'text',
  'user',
  'usergroup',
]);

/** One of these is needed, where Slack lets one choose. */
export const alternatives: { [type: string]: readonly string[] } = {
  section: ['text', 'fields'],
  image: ['image_url', 'slack_file'],
  static_select: ['options', 'option_groups'],
  multi_static_select: ['options', 'option_groups'],
};

/** Blocks that only some surfaces show. */
export const surfacesOf: { [type: string]: readonly Surface[] } = {
  alert: ['modal'],
  file: ['message'],
  markdown: ['message'],
  table: ['message'],
  task_card: ['message'],
  plan: ['message'],
  context_actions: ['message'],
};

/** How many of a kind one message may have. */
export const mostOf: { [type: string]: number } = { table: 1, data_visualization: 2 };

export const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/** What a field of a block, an element or an object within them may be. */
export interface FieldRule {
  required?: boolean;
  /** The most characters of a string, or of a text object. */
  max?: number;
  /** How many items a list may have. */
  most?: number;
  least?: number;
  /** The smallest and the largest number. */
  from?: number;
  to?: number;
  /** The only words that are taken. */
  oneOf?: readonly string[];
  /** The only types that are taken here, of all that it could hold. */
  types?: readonly string[];
  /** What the field, or each item of it, is. */
  holds?:
    | 'text'
    | 'plain'
    | 'mrkdwn'
    | 'block'
    | 'element'
    | 'option'
    | 'plainOption'
    | 'menuOption'
    | 'group'
    | 'confirm'
    | 'rich';
}

export interface Rule {
  [field: string]: FieldRule;
}

export type Surface = 'message' | 'modal' | 'home';

/** What is wrong with blocks, by the rule that it breaks. */
export interface BlockFault {
  rule: string;
  what: string;
}

const menus = ['static', 'external', 'users', 'conversations', 'channels'].map((kind) => `${kind}_select`);
const choosing = [
  ...menus,
  ...menus.map((type) => `multi_${type}`),
  'checkboxes',
  'datepicker',
  'radio_buttons',
  'timepicker',
];
const pressing = ['button', 'overflow', 'workflow_button'];
const typing = ['email_text_input', 'number_input', 'plain_text_input', 'rich_text_input', 'url_text_input'];

const id: FieldRule = { max: 255 };
const placeholder: FieldRule = { holds: 'plain', max: 150 };
const confirm: FieldRule = { holds: 'confirm' };
const style: FieldRule = { oneOf: ['primary', 'danger'] };
const label75: FieldRule = { max: 75 };
const options: FieldRule = { holds: 'plainOption', most: 100, least: 1 };
const fewOptions: FieldRule = { holds: 'option', most: 10, least: 1, required: true };
const groups: FieldRule = { holds: 'group', most: 100, least: 1 };
const select: Rule = { action_id: id, placeholder, confirm };
const multiSelect: Rule = { ...select, max_selected_items: { from: 1 } };
const rows: FieldRule = { required: true, most: 100, least: 1 };

/** docs.slack.dev/reference/block-kit/blocks; every block may also have a block_id. */
export const blockRules: { [type: string]: Rule } = {
  actions: {
    elements: {
      required: true,
      holds: 'element',
      types: [...choosing, ...pressing, 'datetimepicker', 'rich_text_input'],
      most: 25,
      least: 1,
    },
  },
  alert: { text: { required: true, holds: 'text', max: 200 } },
  card: {
    title: { holds: 'mrkdwn', max: 150 },
    subtitle: { holds: 'mrkdwn', max: 150 },
    body: { holds: 'mrkdwn', max: 200 },
    actions: { holds: 'element', most: 3, least: 1 },
  },
  carousel: { elements: { required: true, holds: 'block', most: 10, least: 1 } },
  container: {
    title: { holds: 'plain', max: 150 },
    subtitle: { holds: 'text', max: 150 },
    child_blocks: { required: true, holds: 'block', most: 10, least: 1 },
  },
  context: {
    elements: {
      required: true,
      holds: 'element',
      types: ['image', 'mrkdwn', 'plain_text'],
      most: 10,
      least: 1,
    },
  },
  context_actions: {
    elements: {
      required: true,
      holds: 'element',
      types: ['feedback_buttons', 'icon_button'],
      most: 5,
      least: 1,
    },
  },
  data_table: {
    caption: { required: true },
    rows: { ...rows, most: 101 },
    page_size: { from: 1, to: 100 },
    row_header_column_index: { from: 0 },
  },
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
    element: {
      required: true,
      holds: 'element',
      types: [...choosing, ...typing, 'datetimepicker', 'file_input'],
    },
  },
  markdown: { text: { max: 12_000 } },
  plan: {},
  rich_text: { elements: { required: true, holds: 'rich' } },
  section: {
    text: { holds: 'text', max: 3000 },
    fields: { holds: 'text', max: 2000, most: 10, least: 1 },
    accessory: { holds: 'element', types: [...choosing, ...pressing, 'image'] },
  },
  table: { rows, column_settings: { most: 20 } },
  task_card: {},
  video: {
    alt_text: { required: true, max: 2000 },
    title: { required: true, holds: 'plain', max: 199 },
    author_name: { max: 49 },
    description: { holds: 'plain' },
    video_url: { required: true, max: 3000 },
    thumbnail_url: { required: true, max: 3000 },
    title_url: { max: 2000 },
    provider_icon_url: { max: 2000 },
  },
};

/** docs.slack.dev/reference/block-kit/block-elements */
export const elementRules: { [type: string]: Rule } = {
  button: {
    action_id: id,
    text: { required: true, holds: 'plain', max: 75 },
    value: { max: 2000 },
    url: { max: 3000 },
    accessibility_label: label75,
    style,
    confirm,
  },
  channels_select: select,
  checkboxes: { action_id: id, options: fewOptions, initial_options: { holds: 'option' }, confirm },
  conversations_select: select,
  datepicker: { action_id: id, placeholder, confirm },
  datetimepicker: { action_id: id, confirm },
  email_text_input: { action_id: id, placeholder },
  external_select: select,
  feedback_buttons: { action_id: id },
  file_input: { action_id: id, max_files: { from: 1, to: 10 } },
  icon_button: {
    action_id: id,
    text: { required: true, holds: 'plain', max: 75 },
    value: { max: 2000 },
    accessibility_label: label75,
    confirm,
  },
  image: { image_url: { max: 3000 }, alt_text: { required: true, max: 2000 } },
  mrkdwn: { text: { required: true, max: 3000 } },
  multi_channels_select: multiSelect,
  multi_conversations_select: multiSelect,
  multi_external_select: multiSelect,
  multi_static_select: { ...multiSelect, options, option_groups: groups },
  multi_users_select: multiSelect,
  number_input: { action_id: id, placeholder, is_decimal_allowed: { required: true } },
  overflow: { action_id: id, options: { holds: 'menuOption', most: 5, least: 1, required: true }, confirm },
  plain_text: { text: { required: true, max: 3000 } },
  plain_text_input: {
    action_id: id,
    placeholder,
    initial_value: { max: 3000 },
    min_length: { from: 0, to: 3000 },
    max_length: { from: 1, to: 3000 },
  },
  radio_buttons: { action_id: id, options: fewOptions, initial_option: { holds: 'option' }, confirm },
  rich_text_input: {
    action_id: { ...id, required: true },
    placeholder,
    initial_value: { holds: 'block' },
    min_lines: { from: 1, to: 100 },
    max_lines: { from: 1, to: 100 },
  },
  static_select: { ...select, options, option_groups: groups },
  timepicker: { action_id: id, placeholder, confirm },
  url_text_input: { action_id: id, placeholder },
  users_select: select,
  workflow_button: {
    action_id: { ...id, required: true },
    text: { required: true, holds: 'plain', max: 75 },
    workflow: { required: true },
    accessibility_label: label75,
    style,
  },
};

const plainOption: Rule = {
  text: { required: true, holds: 'plain', max: 75 },
  value: { required: true, max: 150 },
  description: { holds: 'plain', max: 75 },
};

/** Menus show plain text only, and nothing but an overflow menu opens addresses. */
export const objectRules: Record<'option' | 'plainOption' | 'menuOption' | 'group' | 'confirm', Rule> = {
  confirm: {
    title: { holds: 'plain', max: 100 },
    text: { required: true, holds: 'text', max: 300 },
    confirm: { holds: 'plain', max: 30 },
    deny: { holds: 'plain', max: 30 },
    style,
  },
  option: {
    text: { required: true, holds: 'text', max: 75 },
    value: { required: true, max: 150 },
    description: { holds: 'text', max: 75 },
  },
  plainOption,
  menuOption: { ...plainOption, url: { max: 3000 } },
  group: { label: { required: true, holds: 'plain', max: 75 }, options: { ...options, required: true } },
};

const richParts: FieldRule = { required: true, holds: 'rich' };
const border: FieldRule = { from: 0, to: 1 };
const needed: FieldRule = { required: true };

/** docs.slack.dev/reference/block-kit/blocks/rich-text-block; the parts of rich text, at any depth. */
export const richTextRules: { [type: string]: Rule } = {
  rich_text_section: { elements: richParts },
  rich_text_list: {
    elements: richParts,
    style: { required: true, oneOf: ['bullet', 'ordered'] },
    indent: { from: 0, to: 8 },
    offset: { from: 0 },
    border,
  },
  rich_text_preformatted: { elements: richParts, border },
  rich_text_quote: { elements: richParts, border },
  broadcast: { range: { required: true, oneOf: ['here', 'channel', 'everyone'] } },
  channel: { channel_id: needed },
  color: { value: needed },
  date: { timestamp: needed, format: needed },
  emoji: { name: needed },
  link: { url: needed },
  team: { team_id: needed },
  text: { text: needed },
  user: { user_id: needed },
  usergroup: { usergroup_id: needed },
};

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

/** So many characters may all markdown blocks of a message have together. */
export const MARKDOWN_MAX = 12_000;

export const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

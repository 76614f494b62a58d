/** As much of Block Kit as the page draws. What a bot must send may be missing all the same. */
export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
}

export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
  /** Of an overflow menu. */
  url?: string;
}

export interface Confirm {
  title?: TextObject;
  text: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: string;
}

export interface Element {
  type: string;
  action_id?: string;
  text?: TextObject | string;
  value?: string;
  url?: string;
  style?: string;
  confirm?: Confirm;
  accessibility_label?: string;
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: { label: TextObject; options: Option[] }[];
  image_url?: string;
  alt_text?: string;
  multiline?: boolean;
  max_length?: number;
  max_selected_items?: number;
  focus_on_load?: boolean;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  filter?: unknown;
  default_to_current_conversation?: boolean;
  [initial: `initial_${string}`]: unknown;
}

export interface RichStyle {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

export interface RichElement {
  type: string;
  elements?: RichElement[];
  text?: string;
  style?: RichStyle | string;
  indent?: number;
  url?: string;
  user_id?: string;
  channel_id?: string;
  usergroup_id?: string;
  name?: string;
  skin_tone?: number;
  range?: string;
  timestamp?: number;
  format?: string;
  fallback?: string;
  value?: string;
}

export interface Chart {
  type: string;
  segments?: { label: string; value: number }[];
  series?: { name: string; data: { label: string; value: number }[] }[];
}

export interface Block {
  type: string;
  block_id?: string;
  text?: TextObject | string;
  fields?: TextObject[];
  accessory?: Element;
  elements?: (Element & RichElement)[];
  element?: Element;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  title?: TextObject | string;
  image_url?: string;
  alt_text?: string;
  chart?: Chart;
  caption?: TextObject | string;
  rows?: (RichElement & TextObject)[][];
}

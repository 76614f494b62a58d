import type { ModalView } from '@slack/types';

type Element = Record<string, unknown> & { type: string };

/** What Slack says of an element that nobody touched, by its type. */
const untouched: Record<string, (element: Element) => object> = {
  plain_text_input: ({ initial_value: value = null }) => ({ value }),
  number_input: ({ initial_value: value = null }) => ({ value }),
  static_select: ({ initial_option = null }) => ({ selected_option: initial_option }),
  conversations_select: ({ initial_conversation = null }) => ({
    selected_conversation: initial_conversation,
  }),
  multi_users_select: ({ initial_users = [] }) => ({ selected_users: initial_users }),
  checkboxes: ({ initial_options = [] }) => ({ selected_options: initial_options }),
  timepicker: ({ initial_time = null }) => ({ selected_time: initial_time }),
};

/** The state of a form as it was opened, by block. */
export const stateOf = ({ blocks }: Pick<ModalView, 'blocks'>): Record<string, object> =>
  Object.fromEntries(
    blocks.flatMap((block) => {
      if (!('element' in block)) return [];
      const element = block.element as unknown as Element;
      return [[block.block_id, { type: element.type, ...untouched[element.type]!(element) }]];
    }),
  );

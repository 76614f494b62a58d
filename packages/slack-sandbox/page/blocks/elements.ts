import type { Block, Element } from '../../src/block-kit.ts';

/** What in a block can be used, and what it shows besides. */
export const elementsIn = ({ accessory, element, elements = [] }: Block): Element[] =>
  [accessory, element, ...elements].filter((one) => one !== undefined);

const withoutState = new Set([
  'button',
  'icon_button',
  'image',
  'mrkdwn',
  'overflow',
  'plain_text',
  'workflow_button',
]);

/** What holds something that is typed or chosen. */
export const holdersIn = (block: Block): Element[] =>
  ['actions', 'input', 'section'].includes(block.type)
    ? elementsIn(block).filter(({ type }) => !withoutState.has(type))
    : [];

/** Tells an element of a message, a form or a home from the others, also when it is drawn anew. */
export const markOf = ({ action_id, value }: Element): string => [action_id, value].join(' ').trim();

import type { Block, Element } from '../../src/block-kit.ts';
import { markOf } from './elements.ts';
import type { Plain } from './value.ts';

/** A message, a modal or a home: where blocks are drawn and what happens when somebody uses them. */
export interface Surface {
  valueOf(block: Block, element: Element): Plain;
  /** Keeps what was typed or chosen until the form is sent. */
  keep(block: Block, element: Element, value: Plain): void;
  /** Tells the bot at once. */
  click(block: Block, element: Element, value: Plain): void;
  errors: { [blockId: string]: string };
  /** What its headers are, in the order of the page's headings. */
  heading: 'h2' | 'h3';
}

export interface ElementProps {
  block: Block;
  element: Element;
  surface: Surface;
  /** For those whose label is elsewhere, as in an input block. */
  labelledBy?: string;
  /** The id of the text beside which it stands. */
  about?: string;
}

/** Inputs wait for the form, unless their block asks otherwise; everything else is told at once. */
export const choose = ({ block, element, surface }: ElementProps, value: Plain): void => {
  surface.keep(block, element, value);
  if (block.type !== 'input' || block.dispatch_action) surface.click(block, element, value);
};

/** Told by Enter or by each letter, as the element wants, where its block wants it told at all. */
export const tells = (
  { block, element }: ElementProps,
  trigger: 'on_enter_pressed' | 'on_character_entered',
): boolean => {
  const { trigger_actions_on: wanted = ['on_enter_pressed'] } = element.dispatch_action_config ?? {};
  return (block.type !== 'input' || block.dispatch_action === true) && wanted.includes(trigger);
};

/** Several marks together are named by their label; a field is what its label is for. */
export const isGroup = ({ type }: Element): boolean => type === 'checkboxes' || type === 'radio_buttons';

export const fieldIdOf = (labelId: string): string => `${labelId}-field`;

const namesOf = ({ block, element, surface, labelledBy, about }: ElementProps) => {
  if (labelledBy) {
    const hasNotes = block.hint || surface.errors[block.block_id ?? ''];
    return {
      ...(isGroup(element) ? { 'aria-labelledby': labelledBy } : { id: fieldIdOf(labelledBy) }),
      ...(hasNotes && { 'aria-describedby': `${labelledBy}-notes` }),
    };
  }
  const own = element.accessibility_label ?? element.placeholder?.text;
  if (about && !own) return { 'aria-labelledby': about };
  return { 'aria-label': own ?? element.type.replaceAll('_', ' '), 'aria-describedby': about };
};

/** What names an element for a screen reader, and says whether it is needed and how it was filled in. */
export const nameOf = (props: ElementProps) => {
  const { block, element, surface } = props;
  const isInput = block.type === 'input' && element.type !== 'checkboxes';
  return {
    ...namesOf(props),
    ...(isInput && block.optional !== true && { 'aria-required': true }),
    ...(isInput && surface.errors[block.block_id ?? ''] && { 'aria-invalid': true }),
    'data-mark': markOf(element),
  };
};

import type { Block, Element } from '../../src/block-kit.ts';
import type { Plain } from './value.ts';

/** A message, a modal or a home: where blocks are drawn and what happens when somebody uses them. */
export interface Surface {
  valueOf(block: Block, element: Element): Plain;
  /** Keeps what was typed or chosen until the form is sent. */
  keep(block: Block, element: Element, value: Plain): void;
  /** Tells the bot at once. */
  click(block: Block, element: Element, value: Plain): void;
  errors: { [blockId: string]: string };
}

export interface ElementProps {
  block: Block;
  element: Element;
  surface: Surface;
  /** For those whose label is elsewhere, as in an input block. */
  labelledBy?: string;
}

/** Inputs wait for the form, unless their block asks otherwise; everything else is told at once. */
export const choose = ({ block, element, surface }: ElementProps, value: Plain): void => {
  surface.keep(block, element, value);
  if (block.type !== 'input' || block.dispatch_action) surface.click(block, element, value);
};

/** What names an element for a screen reader. */
export const nameOf = ({ element, labelledBy }: ElementProps) =>
  labelledBy
    ? { 'aria-labelledby': labelledBy, 'aria-describedby': `${labelledBy}-notes` }
    : {
        'aria-label':
          element.accessibility_label ?? element.placeholder?.text ?? element.type.replaceAll('_', ' '),
      };

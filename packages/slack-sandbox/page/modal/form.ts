import { useState } from 'preact/hooks';
import type { View } from '../../src/answers.ts';
import type { Block, Element } from '../../src/block-kit.ts';
import { holdersIn } from '../blocks/elements.ts';
import type { Surface } from '../blocks/surface.ts';
import { chosenIn, type Plain, stillOffered } from '../blocks/value.ts';
import { act, failureOf } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';

export interface Values {
  [blockId: string]: { [actionId: string]: Plain };
}

/** A modal or a home as a form: what was typed stays as long as block and action ids stay. */
export const useForm = (view: View, heading: Surface['heading']): { surface: Surface; values: Values } => {
  const { me, attempt } = useSandbox();
  const [values, setValues] = useState<Values>({});
  const idsOf = (block: Block, element: Element) => [block.block_id ?? '', element.action_id ?? ''] as const;
  const surface: Surface = {
    errors: view.errors ?? {},
    heading,
    valueOf(block, element) {
      const [blockId, actionId] = idsOf(block, element);
      const kept = stillOffered(element, values[blockId]?.[actionId]);
      return kept === undefined ? chosenIn(view.view.state.values[blockId]?.[actionId] ?? {}) : kept;
    },
    keep(block, element, value) {
      const [blockId, actionId] = idsOf(block, element);
      setValues((all) => ({ ...all, [blockId]: { ...all[blockId], [actionId]: value } }));
    },
    click(block, element, value) {
      const [blockId, actionId] = idsOf(block, element);
      const body = {
        user: me.id,
        viewId: view.id,
        blockId,
        actionId,
        value,
        values: shownValues(view, values),
      };
      void attempt(async () => failureOf(await act('click-view', body)));
    },
  };
  return { surface, values };
};

/** Only what the view still shows can be sent. */
export const shownValues = (view: View, values: Values): Values => {
  const shown: Values = {};
  for (const block of view.view.blocks) {
    const { block_id = '' } = block;
    for (const element of holdersIn(block)) {
      const { action_id = '' } = element;
      const value = stillOffered(element, values[block_id]?.[action_id]);
      if (value !== undefined) shown[block_id] = { ...shown[block_id], [action_id]: value };
    }
  }
  return shown;
};

import { useState } from 'preact/hooks';
import type { Block, Element } from '../../src/block-kit.ts';
import type { Surface } from '../blocks/surface.ts';
import { initialOf, type Plain } from '../blocks/value.ts';
import { act, failureOf } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';

const keyOf = (block: Block, element: Element) => `${block.block_id} ${element.action_id}`;

/** What is chosen in a message stays in this window, and is told to the bot at once. */
export const useMessageSurface = ({ channel, ts }: { channel: string; ts: string }): Surface => {
  const { me, attempt } = useSandbox();
  const [values, setValues] = useState<{ [key: string]: Plain }>({});
  return {
    errors: {},
    valueOf: (block, element) => values[keyOf(block, element)] ?? initialOf(element),
    keep: (block, element, value) => setValues((all) => ({ ...all, [keyOf(block, element)]: value })),
    click: (block, element, value) => {
      const what = { actionId: element.action_id, blockId: block.block_id, value };
      void attempt(async () => failureOf(await act('click', { user: me.id, channel, ts, ...what })));
    },
  };
};

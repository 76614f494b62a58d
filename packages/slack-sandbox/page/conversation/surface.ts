import { useState } from 'preact/hooks';
import type { Block, Element } from '../../src/block-kit.ts';
import { holdersIn } from '../blocks/elements.ts';
import type { Surface } from '../blocks/surface.ts';
import { initialOf, type Plain } from '../blocks/value.ts';
import { act, failureOf } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import type { Values } from '../modal/form.ts';

interface Shown {
  channel: string;
  ts: string;
  blocks?: Block[];
}

const hereIn = ({ channel }: Shown, { default_to_current_conversation: isWanted }: Element): Plain =>
  isWanted ? channel : null;

/** What is chosen in a message stays in this window until the message is drawn anew, and goes along with each click. */
export const useMessageSurface = (shown: Shown): Surface => {
  const { me, attempt } = useSandbox();
  const { channel, ts, blocks = [] } = shown;
  const drawn = JSON.stringify(blocks);
  const [put, setPut] = useState<{ drawn: string; values: Values }>({ drawn, values: {} });
  const values = put.drawn === drawn ? put.values : {};

  const touched = ({ block_id = '' }: Block, { action_id = '' }: Element) => values[block_id]?.[action_id];
  const shownValue = (block: Block, element: Element): Plain => {
    const value = touched(block, element);
    return value === undefined ? (initialOf(element) ?? hereIn(shown, element)) : value;
  };
  /** All that is seen, as far as it can be said plainly. */
  const seen = (): Values => {
    const all: Values = {};
    for (const block of blocks) {
      const { block_id = '' } = block;
      for (const element of holdersIn(block)) {
        const isPlain = element.type !== 'rich_text_input' || touched(block, element) !== undefined;
        if (isPlain)
          all[block_id] = { ...all[block_id], [element.action_id ?? '']: shownValue(block, element) };
      }
    }
    return all;
  };

  return {
    errors: {},
    heading: 'h3',
    valueOf: shownValue,
    keep: ({ block_id = '' }, { action_id = '' }, value) =>
      setPut((before) => {
        const kept = before.drawn === drawn ? before.values : {};
        return { drawn, values: { ...kept, [block_id]: { ...kept[block_id], [action_id]: value } } };
      }),
    click: ({ block_id: blockId }, { action_id: actionId }, value) => {
      const what = { actionId, blockId, value, values: seen() };
      void attempt(async () => failureOf(await act('click', { user: me.id, channel, ts, ...what })));
    },
  };
};

import type { Element } from '../../src/block-kit.ts';
import { isPersonOffered, isPlaceOffered } from '../../src/workspace/on-offer.ts';
import type { Sandbox } from '../live/sandbox.ts';
import { textOf } from './text-of.ts';

export interface Choice {
  value: string;
  label: string;
  group?: string;
}

const people = ({ state }: Sandbox, element: Element): Choice[] =>
  state.users
    .filter((user) => isPersonOffered(element, user))
    .map(({ id, realName }) => ({ value: id, label: realName }));

const channels = ({ state, me, userOf }: Sandbox, element: Element): Choice[] => {
  const isOutsider = (id: string) => ![undefined, state.team.id].includes(userOf(id)?.teamId);
  return state.channels
    .filter((channel) => {
      const isMine = channel.members.includes(me.id);
      return isPlaceOffered(element, { ...channel, isMine, isShared: channel.members.some(isOutsider) });
    })
    .map(({ id, name, isPrivate }) => ({ value: id, label: `${isPrivate ? '🔒 ' : '#'}${name}` }));
};

const own = ({ options = [], option_groups = [] }: Element): Choice[] => [
  ...options.map(({ text, value }) => ({ value, label: text.text })),
  ...option_groups.flatMap((group) =>
    group.options.map(({ text, value }) => ({ value, label: text.text, group: textOf(group.label) })),
  ),
];

const sources: { [kind: string]: (sandbox: Sandbox, element: Element) => Choice[] } = {
  users: people,
  channels,
  conversations: (sandbox, element) => [...channels(sandbox, element), ...people(sandbox, element)],
  static: (_sandbox, element) => own(element),
};

/** What a select offers; undefined when only the bot knows, as with an external one. */
export const choicesOf = (sandbox: Sandbox, element: Element): Choice[] | undefined => {
  const [, kind = ''] = /^(?:multi_)?(\w+?)_select$/.exec(element.type) ?? [];
  return sources[kind]?.(sandbox, element);
};

import type { Element } from '../../src/block-kit.ts';
import { isActor, type Sandbox } from '../live/sandbox.ts';
import { textOf } from './text-of.ts';

export interface Choice {
  value: string;
  label: string;
  group?: string;
}

const people = ({ state }: Sandbox): Choice[] =>
  state.users
    .filter((user) => isActor(user, state.bot.userId))
    .map(({ id, realName }) => ({ value: id, label: realName }));

const channels = ({ state, me }: Sandbox): Choice[] =>
  state.channels
    .filter(
      ({ isIm, isArchived, isPrivate, members }) =>
        !isIm && !isArchived && (!isPrivate || members.includes(me.id)),
    )
    .map(({ id, name }) => ({ value: id, label: `#${name}` }));

const own = ({ options = [], option_groups = [] }: Element): Choice[] => [
  ...options.map(({ text, value }) => ({ value, label: text.text })),
  ...option_groups.flatMap((group) =>
    group.options.map(({ text, value }) => ({ value, label: text.text, group: textOf(group.label) })),
  ),
];

const sources: { [kind: string]: (sandbox: Sandbox, element: Element) => Choice[] } = {
  users: people,
  channels,
  conversations: (sandbox) => [...channels(sandbox), ...people(sandbox)],
  static: (_sandbox, element) => own(element),
};

/** What a select offers; undefined when only the bot knows, as with an external one. */
export const choicesOf = (sandbox: Sandbox, element: Element): Choice[] | undefined => {
  const [, kind = ''] = /^(?:multi_)?(\w+?)_select$/.exec(element.type) ?? [];
  return sources[kind]?.(sandbox, element);
};

import { Emoji } from '../blocks/emoji.tsx';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { Popover } from '../popover.tsx';
import { EmojiGrid } from './emoji-grid.tsx';
import type { Item } from './items.ts';

export const useReact = ({ channel, ts, reactions }: Item) => {
  const { me, attempt } = useSandbox();
  return (name: string) => {
    const present = !reactions.some((reaction) => reaction.name === name && reaction.users.includes(me.id));
    void attempt(() => act('reaction', { user: me.id, channel, ts, name, present }));
  };
};

export const ReactionPicker = ({ item }: { item: Item }) => (
  <Popover face="☺︎+" label="Add a reaction" class="tool" kind="dialog">
    <EmojiGrid onChoose={useReact(item)} />
  </Popover>
);

export const Reactions = ({ item }: { item: Item }) => {
  const { me, userOf } = useSandbox();
  const react = useReact(item);
  if (item.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {item.reactions.map(({ name, users }) => {
        const who = users.map((id) => userOf(id)?.realName ?? 'someone').join(', ');
        return (
          <button
            key={name}
            type="button"
            aria-pressed={users.includes(me.id)}
            aria-label={`${name}, ${users.length}: ${who}`}
            title={`${who} reacted with :${name}:`}
            onClick={() => react(name)}
          >
            <Emoji name={name} /> {users.length}
          </button>
        );
      })}
      <ReactionPicker item={item} />
    </div>
  );
};

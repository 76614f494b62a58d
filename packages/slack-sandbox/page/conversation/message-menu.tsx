import { Emoji, quickReaction } from '../blocks/emoji.tsx';
import { act, failureOf } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { MenuItem, Popover } from '../popover.tsx';
import type { Item } from './items.ts';
import { useReact } from './reactions.tsx';

interface MessageMenuProps {
  item: Item;
  onEdit: () => void;
  onRead: () => void;
}

/** What can be done with a message besides answering and reacting; the app's shortcuts first. */
export const MessageMenu = ({ item, onEdit, onRead }: MessageMenuProps) => {
  const { me, app, attempt, go } = useSandbox();
  const react = useReact(item);
  const { channel, ts } = item;
  const isMine = item.user === me.id;
  const shortcuts = app.shortcuts.filter(({ type }) => type === 'message');
  const run = (callbackId: string) =>
    attempt(async () => failureOf(await act('shortcut', { user: me.id, callbackId, channel, ts })));
  const remove = () => attempt(() => act('delete-message', { user: me.id, channel, ts }));
  const copyLink = () =>
    attempt(() =>
      navigator.clipboard.writeText(`${location.origin}/archives/${channel}/p${ts.replace('.', '')}`),
    );
  return (
    <Popover face="⋮" label="More for this message" class="tool">
      {!item.isEphemeral &&
        shortcuts.map(({ name, callbackId }) => (
          <MenuItem key={callbackId} onClick={() => void run(callbackId)}>
            {name} <small>{app.name}</small>
          </MenuItem>
        ))}
      {!item.isEphemeral && (
        <>
          <MenuItem class="for-touch" onClick={() => react(quickReaction)}>
            React with <Emoji name={quickReaction} />
          </MenuItem>
          <MenuItem class="for-touch" onClick={() => go({ thread: item.threadTs ?? ts })}>
            Reply in thread
          </MenuItem>
        </>
      )}
      <MenuItem onClick={onRead}>Show what a screen reader says</MenuItem>
      {!item.isEphemeral && <MenuItem onClick={() => void copyLink()}>Copy link</MenuItem>}
      {isMine && <MenuItem onClick={onEdit}>Edit message</MenuItem>}
      {!item.isEphemeral && (isMine || me.isAdmin) && (
        <MenuItem class="danger" onClick={() => void remove()}>
          Delete message
        </MenuItem>
      )}
    </Popover>
  );
};

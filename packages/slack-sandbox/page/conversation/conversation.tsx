import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Channel } from '../../src/answers.ts';
import { useOpened } from '../home/opened.ts';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { Composer } from './composer.tsx';
import { itemsIn, mainItems, repliesIn } from './items.ts';
import { Messages } from './messages.tsx';

const Outside = ({ channel }: { channel: Channel }) => {
  const { me, attempt } = useSandbox();
  const join = () => attempt(() => act('join', { user: me.id, channel: channel.id }));
  return (
    <div class="outside">
      {me.realName} is not in #{channel.name}.
      <button type="button" class="primary" onClick={() => void join()}>
        Join channel
      </button>
    </div>
  );
};

/** Whether the person may write there; a direct message may not have been opened yet. */
export const useWritable = (channel: Channel | undefined): boolean => {
  const { me, app } = useSandbox();
  if (!channel || channel.isIm) return app.hasMessagesTab && !app.isMessagesTabReadOnly;
  return channel.members.includes(me.id) && !channel.isArchived;
};

const Closed = ({ channel }: { channel: Channel | undefined }) => {
  if (!channel || channel.isIm) {
    return <p class="outside">Sending messages to this app has been turned off.</p>;
  }
  return channel.isArchived ? (
    <p class="outside">#{channel.name} is archived.</p>
  ) : (
    <Outside channel={channel} />
  );
};

/** A channel or a direct message, which may not have been opened yet. */
export const Conversation = ({ channel }: { channel: Channel | undefined }) => {
  const { state, me, place, app } = useSandbox();
  useOpened(!channel || channel.isIm ? 'messages' : undefined);
  const items = channel ? itemsIn(state, channel.id, me) : [];
  const name = !channel || channel.isIm ? app.name : `#${channel.name}`;
  const main = mainItems(items);
  const canWrite = useWritable(channel);
  // A direct message is the same before and after it is opened: what is being typed stays.
  const key = `${me.id} ${!channel || channel.isIm ? 'dm' : channel.id}`;
  return (
    <>
      {main.length === 0 && (
        <p class="empty">
          Nothing has been said {channel?.isIm === false ? 'in' : 'by'} {name} yet.
        </p>
      )}
      <Messages key={key} shown={main} all={items} label={`Messages in ${name}`} sought={place.thread} />
      {canWrite ? (
        <Composer key={key} channel={channel?.id ?? 'dm'} placeholder={`Message ${name}`} />
      ) : (
        <Closed channel={channel} />
      )}
    </>
  );
};

/** One message with its replies, beside the channel. */
export const Thread = ({ channel, ts }: { channel: Channel; ts: string }) => {
  const { state, me, go } = useSandbox();
  const items = itemsIn(state, channel.id, me);
  const parent = items.find((item) => item.ts === ts);
  const root = parent?.threadTs ?? ts;
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => panel.current?.querySelector('textarea')?.focus(), [root]);
  if (!parent) return null;
  const close = () => go({ thread: undefined });
  const shown = [...items.filter((item) => item.ts === root), ...repliesIn(items, root)];
  return (
    <aside
      ref={panel}
      class="thread"
      aria-label="Thread"
      onKeyDown={({ key }) => key === 'Escape' && !document.querySelector(':popover-open') && close()}
    >
      <header>
        <h2>Thread</h2>
        <small>{channel.isIm ? '' : `#${channel.name}`}</small>
        <button type="button" class="tool" aria-label="Close thread" onClick={close}>
          ✕
        </button>
      </header>
      <Messages key={root} shown={shown} all={items} label="Messages in this thread" isInThread />
      {useWritable(channel) && (
        <Composer key={`${me.id}${root}`} channel={channel.id} threadTs={root} placeholder="Reply…" />
      )}
    </aside>
  );
};

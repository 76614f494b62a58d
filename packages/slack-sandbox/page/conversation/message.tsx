import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { User } from '../../src/answers.ts';
import type { JsonObject } from '../../src/json.ts';
import { Blocks } from '../blocks/block.tsx';
import { Emoji, quickReaction } from '../blocks/emoji.tsx';
import { Mrkdwn, spokenText, typedText } from '../blocks/mrkdwn.tsx';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { Avatar } from '../people/avatar-image.tsx';
import { dayAndTimeIn, msOf, timeIn } from '../time.ts';
import { type Item, isBroadcast } from './items.ts';
import { MessageMenu } from './message-menu.tsx';
import { ReactionPicker, Reactions, useReact } from './reactions.tsx';
import { useMessageSurface } from './surface.ts';

interface MessageProps {
  item: Item;
  replies: readonly Item[];
  /** Follows another of the same author at once. */
  isContinued?: boolean;
  isInThread?: boolean;
}

const nameOf = (author: User | undefined, item: Item) => author?.realName ?? item.username ?? 'Somebody';

const Author = ({ author, item }: { author: User | undefined; item: Item }) => {
  const { me, state } = useSandbox();
  const at = msOf(item.ts);
  const isExternal = author?.teamId !== undefined && author.teamId !== state.team.id;
  return (
    <div class="author">
      <strong>{nameOf(author, item)}</strong>
      {(author?.isBot || item.username) && <span class="badge">APP</span>}
      {isExternal && <span class="badge">EXTERNAL</span>}
      <time dateTime={new Date(at).toISOString()} title={dayAndTimeIn(at, me.tz)}>
        {timeIn(at, me.tz)}
      </time>
    </div>
  );
};

const Editor = ({ item, onDone }: { item: Item; onDone: () => void }) => {
  const { me, attempt, state } = useSandbox();
  const [text, setText] = useState(() => {
    const names = new Map([...state.users, ...state.channels].map(({ id, name }) => [id, name]));
    for (const { id, handle } of state.userGroups) names.set(id, handle);
    return typedText(item.text, names);
  });
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const save = () =>
    attempt(async () => {
      await act('edit-message', { user: me.id, channel: item.channel, ts: item.ts, text });
      onDone();
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void save();
  };
  return (
    <div class="editor">
      <textarea
        ref={field}
        aria-label="Edit message"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="buttons">
        <button type="button" onClick={onDone}>
          Cancel
        </button>
        <button type="button" class="primary" onClick={() => void save()}>
          Save
        </button>
      </div>
    </div>
  );
};

/** As much of an old-fashioned attachment, or of a link's preview, as says what it is about. */
const Attachment = ({ attachment: { title, text, fallback } }: { attachment: JsonObject }) => {
  const words = [title, text ?? fallback].filter((part) => typeof part === 'string');
  return (
    <blockquote class="attachment">
      <Mrkdwn text={words.join('\n')} />
    </blockquote>
  );
};

const Content = ({ item }: { item: Item }) => {
  const surface = useMessageSurface(item);
  if (item.deleted) return <p class="tombstone">This message was deleted.</p>;
  return (
    <>
      {item.blocks?.length ? <Blocks blocks={item.blocks} surface={surface} /> : <Mrkdwn text={item.text} />}
      {item.attachments?.map((attachment) => (
        <Attachment attachment={attachment} />
      ))}
      {item.files && (
        <ul class="files">
          {item.files.map(({ name }) => (
            <li>📎 {name}</li>
          ))}
        </ul>
      )}
    </>
  );
};

const Thread = ({ item, replies }: { item: Item; replies: readonly Item[] }) => {
  const { go, me } = useSandbox();
  const last = replies.at(-1);
  if (!last) return null;
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return (
    <button type="button" class="replies" onClick={() => go({ thread: item.ts })}>
      <strong>{count}</strong> last at {dayAndTimeIn(msOf(last.ts), me.tz)}
    </button>
  );
};

export const Message = ({ item, replies, isContinued, isInThread }: MessageProps) => {
  const { state, userOf, go, place } = useSandbox();
  const [isEditing, setEditing] = useState(false);
  const [isRead, setRead] = useState(false);
  const react = useReact(item);
  const author = userOf(item.user);
  const names = new Map(state.users.map(({ id, realName }) => [id, realName]));
  for (const { id, name } of state.channels) names.set(id, name);
  for (const { id, handle } of state.userGroups) names.set(id, handle);
  const spoken = spokenText(item.text, names);
  const kind = ['message', isContinued && 'is-continued', item.isEphemeral && 'is-ephemeral'].filter(Boolean);
  return (
    <article
      class={kind.join(' ')}
      data-ts={item.ts}
      aria-label={`${nameOf(author, item)}: ${spoken.slice(0, 80)}`}
      aria-current={place.thread === item.ts && !isInThread}
    >
      <Avatar user={author} />
      <div class="body">
        {item.isEphemeral && <p class="only-you">Only visible to you</p>}
        {!isInThread && isBroadcast(item) && (
          <button type="button" class="replies" onClick={() => go({ thread: item.threadTs ?? item.ts })}>
            replied to a thread
          </button>
        )}
        <Author author={author} item={item} />
        {isEditing ? (
          <Editor item={item} onDone={() => setEditing(false)} />
        ) : (
          <div class="content">
            <Content item={item} />
            {item.edited && !author?.isBot && <small class="edited"> (edited)</small>}
          </div>
        )}
        {isRead && (
          <p class="spoken" role="status">
            A screen reader says: {spoken}
          </p>
        )}
        <Reactions item={item} />
        {!isInThread && <Thread item={item} replies={replies} />}
      </div>
      {!item.deleted && (
        <div class="tools" role="toolbar" aria-label="Message actions">
          {!item.isEphemeral && (
            <>
              <button
                type="button"
                class="tool"
                aria-label={`React with ${quickReaction}`}
                title={`React with :${quickReaction}:`}
                onClick={() => react(quickReaction)}
              >
                <Emoji name={quickReaction} />
              </button>
              <ReactionPicker item={item} />
              {!isInThread && (
                <button
                  type="button"
                  class="tool"
                  aria-label="Reply in thread"
                  title="Reply in thread"
                  onClick={() => go({ thread: item.threadTs ?? item.ts })}
                >
                  💬
                </button>
              )}
            </>
          )}
          <MessageMenu item={item} onEdit={() => setEditing(true)} onRead={() => setRead(!isRead)} />
        </div>
      )}
    </article>
  );
};

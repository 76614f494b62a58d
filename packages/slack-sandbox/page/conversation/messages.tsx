import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSandbox } from '../live/sandbox.ts';
import { dayIn, msOf } from '../time.ts';
import { focusComposer } from './focus-composer.ts';
import { type Item, repliesIn } from './items.ts';
import { useKeptFocus } from './kept-focus.ts';
import { Message } from './message.tsx';

/** Older ones are in /_sandbox/state. */
const MOST_SHOWN = 150;
/** Above a message that is taller than the list, so that its beginning is read first. */
const HEADROOM_PX = 48;
const NEAR_PX = 60;
const CONTINUED_WITHIN_MS = 5 * 60_000;

const isContinuation = (item: Item, before: Item | undefined): boolean =>
  before !== undefined &&
  before.user === item.user &&
  !item.blocks &&
  before.isEphemeral === item.isEphemeral &&
  msOf(item.ts) - msOf(before.ts) < CONTINUED_WITHIN_MS;

interface MessagesProps {
  shown: readonly Item[];
  /** Everything in the channel, to count replies from. */
  all: readonly Item[];
  label: string;
  isInThread?: boolean;
  /** A message to be brought into sight. */
  sought?: string | undefined;
}

/** A list that stays at the newest message, from its beginning on, as long as one has not scrolled away. */
export const Messages = ({ shown, all, label, isInThread = false, sought }: MessagesProps) => {
  const { me } = useSandbox();
  const list = useRef<HTMLDivElement>(null);
  useKeptFocus(list, () => focusComposer(list.current?.parentElement));
  const isAtEnd = useRef(true);
  const end = useRef(0);
  useEffect(() => {
    const view = list.current;
    const newest = [...(view?.querySelectorAll<HTMLElement>('.message') ?? [])].at(-1);
    if (!view || !newest || !isAtEnd.current) return;
    end.current = Math.min(newest.offsetTop - HEADROOM_PX, view.scrollHeight - view.clientHeight);
    view.scrollTop = end.current;
  });
  useEffect(() => {
    const found = sought && list.current?.querySelector(`[data-ts="${sought}"]`);
    if (found) found.scrollIntoView({ block: 'nearest' });
  }, [sought]);
  return (
    <div
      ref={list}
      role="log"
      class="messages"
      aria-label={label}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        const isWhereWeScrolled = Math.abs(scrollTop - end.current) < NEAR_PX;
        isAtEnd.current = isWhereWeScrolled || scrollHeight - scrollTop - clientHeight < NEAR_PX;
      }}
    >
      {shown.slice(-MOST_SHOWN).map((item, index, part) => {
        const before = part[index - 1];
        const day = dayIn(msOf(item.ts), me.tz);
        const isNewDay = !before || dayIn(msOf(before.ts), me.tz) !== day;
        return (
          <Fragment key={item.ts}>
            {isNewDay && <h2 class="day">{day}</h2>}
            <Message
              item={item}
              replies={repliesIn(all, item.ts)}
              isInThread={isInThread}
              isContinued={!isNewDay && isContinuation(item, before)}
            />
          </Fragment>
        );
      })}
    </div>
  );
};

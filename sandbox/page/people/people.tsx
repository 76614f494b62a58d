import type { Unread } from '../channels/unread.ts';
import { isActor, useSandbox } from '../live/sandbox.ts';
import { cityOf, timeIn } from '../time.ts';
import { Avatar } from './avatar-image.tsx';

const roleOf = ({
  isAdmin,
  isRestricted,
  isBot,
}: {
  isAdmin: boolean;
  isRestricted: boolean;
  isBot: boolean;
}) => (isAdmin && 'admin') || (isRestricted && 'guest') || (isBot && 'app') || '';

/** Everybody one can be, with their local time; what the bot told them alone is counted. */
export const People = ({ unread }: { unread: Unread }) => {
  const { state, me, go, nowMs } = useSandbox();
  return (
    <nav class="people" aria-label="Be somebody else">
      {state.users
        .filter((user) => isActor(user, state.bot.userId))
        .map((user) => {
          const dm = state.channels.find(({ isIm, user: whose }) => isIm && whose === user.id);
          const count = dm && user.id !== me.id ? unread.in(dm, user) : 0;
          const role = roleOf(user);
          const about = `${user.realName}${role && `, ${role}`}, ${cityOf(user.tz)} ${timeIn(nowMs(), user.tz)}`;
          return (
            <button
              key={user.id}
              type="button"
              class="person"
              aria-pressed={user.id === me.id}
              aria-label={`Be ${about}${count ? `, ${count} new direct messages` : ''}`}
              title={`Be ${about}`}
              onClick={() => go({ as: user.name })}
            >
              <Avatar user={user} />
              <span class="name">{user.name}</span>
              <span class="time">{timeIn(nowMs(), user.tz)}</span>
              {count > 0 && <span class="count">{count}</span>}
            </button>
          );
        })}
    </nav>
  );
};

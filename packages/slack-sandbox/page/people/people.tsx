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
          const about = `${user.realName}${role && `, ${role}`}, ${cityOf(user.tz)}`;
          return (
            <button
              key={user.id}
              type="button"
              class="person"
              aria-pressed={user.id === me.id}
              title={about}
              onClick={() => go({ as: user.name })}
            >
              <Avatar user={user} />
              <span class="name">
                <span class="unseen">Be </span>
                {user.name}
              </span>
              <span class="time">{timeIn(nowMs(), user.tz)}</span>
              <span class="unseen">, {about}</span>
              {count > 0 && (
                <span class="count">
                  {count} <span class="unseen">new direct messages</span>
                </span>
              )}
            </button>
          );
        })}
    </nav>
  );
};

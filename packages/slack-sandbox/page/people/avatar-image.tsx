import type { User } from '../../src/answers.ts';

/** Decoration: a name stands beside it. */
export const Avatar = ({ user }: { user: User | undefined }) => (
  <img class="avatar" src={user ? `/avatars/${user.id}.svg` : '/page/icon.svg'} alt="" />
);

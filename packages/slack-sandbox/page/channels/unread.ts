import { useEffect, useState } from 'preact/hooks';
import type { Channel, User } from '../../src/answers.ts';
import type { Snapshot } from '../live/live.ts';

interface Seen {
  [personAndChannel: string]: number;
}

export interface Unread {
  in(channel: Channel, person: User): number;
}

const newestOf = ({ state }: Snapshot): number => Math.max(0, ...state.messages.map(({ ts }) => Number(ts)));

/** What has come since this window was opened, or since the person last looked. */
export const useUnread = (snapshot: Snapshot, me: User, channelId: string | undefined): Unread => {
  const [start] = useState(() => newestOf(snapshot));
  const [seen, setSeen] = useState<Seen>({});
  const newest = newestOf(snapshot);
  const key = `${me.id} ${channelId}`;
  useEffect(() => {
    setSeen((all) => ({ ...all, [key]: newest }));
  }, [key, newest]);
  return {
    in: (channel, person) =>
      snapshot.state.messages.filter(
        ({ channel: where, ts, user, deleted }) =>
          where === channel.id &&
          !deleted &&
          user !== person.id &&
          Number(ts) > (seen[`${person.id} ${channel.id}`] ?? start),
      ).length,
  };
};

import type { ComponentChildren } from 'preact';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import type { Unread } from './unread.ts';

const Entry = (props: {
  at: string;
  mark: ComponentChildren;
  unread: number;
  children: ComponentChildren;
}) => {
  const { place, go } = useSandbox();
  const { at, mark, unread, children } = props;
  return (
    <li>
      <button
        type="button"
        class={unread ? 'entry is-unread' : 'entry'}
        aria-current={place.at === at ? 'page' : undefined}
        onClick={() => go({ at, thread: undefined })}
      >
        <span class="mark" aria-hidden="true">
          {mark}
        </span>
        {children}
        {unread > 0 && (
          <span class="count">
            {unread}
            <span class="unseen"> new</span>
          </span>
        )}
      </button>
    </li>
  );
};

const NewChannel = () => {
  const { me, attempt, go } = useSandbox();
  const create = (field: HTMLInputElement) =>
    attempt(async () => {
      const { id = '' } = await act('channel', { action: 'create', name: field.value });
      await act('join', { user: me.id, channel: id });
      field.value = '';
      go({ at: id });
    });
  return (
    <form
      class="new-channel"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.querySelector('input');
        if (field) void create(field);
      }}
    >
      <input
        name="name"
        required
        placeholder="+ new-channel"
        aria-label="Name of a new channel"
        onInput={({ currentTarget }) => {
          currentTarget.value = currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '-');
        }}
      />
    </form>
  );
};

export const Sidebar = ({ unread }: { unread: Unread }) => {
  const { state, me, app, place } = useSandbox();
  const channels = state.channels
    .filter(({ isIm, isPrivate, members }) => !isIm && (!isPrivate || members.includes(me.id)))
    .sort((a, b) => a.name.localeCompare(b.name));
  const dm = state.channels.find(({ isIm, user }) => isIm && user === me.id);
  const isAtDm = dm && place.at === dm.id;
  return (
    <>
      <p class="team">{state.team.name}</p>
      <h2>Channels</h2>
      <ul>
        {channels.map((channel) => (
          <Entry
            key={channel.id}
            at={channel.id}
            mark={channel.isPrivate ? '🔒' : '#'}
            unread={channel.members.includes(me.id) ? unread.in(channel, me) : 0}
          >
            {channel.name}
            {channel.isArchived && ' (archived)'}
          </Entry>
        ))}
      </ul>
      <NewChannel />
      {(app.hasHomeTab || app.hasMessagesTab) && <h2>{app.name}</h2>}
      <ul>
        {app.hasHomeTab && (
          <Entry at="home" mark="⌂" unread={0}>
            Home
          </Entry>
        )}
        {app.hasMessagesTab && (
          <Entry at={isAtDm ? dm.id : 'dm'} mark="✉" unread={dm ? unread.in(dm, me) : 0}>
            Messages
          </Entry>
        )}
      </ul>
    </>
  );
};

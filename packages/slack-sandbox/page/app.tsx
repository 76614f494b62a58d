import { useEffect, useState } from 'preact/hooks';
import { guide } from '#guide';
import { HOME_CHANNEL } from '../src/workspace/home-channel.ts';
import { Sidebar } from './channels/sidebar.tsx';
import { type Unread, useUnread } from './channels/unread.ts';
import { Clock } from './clock/clock.tsx';
import { Conversation, Thread } from './conversation/conversation.tsx';
import { conversationIn } from './conversation/place.ts';
import { Drawer } from './developer/drawer.tsx';
import { Guide, useGuide } from './guide/guide.tsx';
import { Home } from './home/home.tsx';
import type { Snapshot } from './live/live.ts';
import { isActor, type Sandbox, SandboxContext } from './live/sandbox.ts';
import { Modals } from './modal/modal.tsx';
import { People } from './people/people.tsx';
import { hashOf, type Place, readPlace } from './place.ts';
import { SkipLink } from './skip-link.tsx';
import { ThemeButton } from './theme.tsx';
import { cityOf, timeIn } from './time.ts';

const CLOCK_TICK_MS = 5000;
const NOTICE_MS = 8000;

const usePlace = (snapshot: Snapshot) => {
  const { app, state } = snapshot;
  const { users, channels, bot } = state;
  const [wanted, setWanted] = useState(() => readPlace(location.hash));
  useEffect(() => {
    const follow = () =>
      setWanted((before) => ({ ...before, thread: undefined, ...readPlace(location.hash) }));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const actors = users.filter((user) => isActor(user, bot.userId));
  const me =
    actors.find(({ name }) => name === wanted.as) ?? actors.find(({ isAdmin }) => !isAdmin) ?? actors[0];
  const home = channels.find(({ name }) => name === HOME_CHANNEL) ?? channels[0];
  const tabs = [...(app.hasHomeTab ? ['home'] : []), ...(app.hasMessagesTab ? ['dm'] : [])];
  const isThere = [...tabs, ...channels.map(({ id }) => id)].includes(wanted.at ?? '');
  const at = (isThere && wanted.at) || (home?.id ?? 'dm');
  const place: Place = { as: me?.name ?? '', at, thread: isThere ? wanted.thread : undefined };
  const go = (change: Partial<Place>) => {
    const changed = change.at && change.at !== place.at ? { ...place, thread: undefined } : place;
    location.hash = hashOf({ ...changed, ...change });
  };
  return { me, place, go };
};

const useSandboxOf = (snapshot: Snapshot): { sandbox: Sandbox | undefined; notice: string | undefined } => {
  const { me, place, go } = usePlace(snapshot);
  const [notice, setNotice] = useState<string>();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), CLOCK_TICK_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  if (!me) return { sandbox: undefined, notice };
  const sandbox: Sandbox = {
    ...snapshot,
    me,
    place,
    go,
    userOf: (id) => snapshot.state.users.find((user) => user.id === id),
    channelOf: (id) => snapshot.state.channels.find((channel) => channel.id === id),
    nowMs: () => Date.now() + snapshot.offsetMs,
    async attempt(doing) {
      try {
        const failure = await doing();
        setNotice(typeof failure === 'string' ? failure : undefined);
      } catch (error) {
        setNotice(error instanceof Error ? error.message : String(error));
      }
    },
  };
  return { sandbox, notice };
};

const Main = ({ sandbox }: { sandbox: Sandbox }) => {
  const { place, me, state, app, go } = sandbox;
  const { isApp, channel } = conversationIn(sandbox);
  const tab = (at: string, label: string) => (
    <button type="button" aria-pressed={(place.at === 'home') === (at === 'home')} onClick={() => go({ at })}>
      {label}
    </button>
  );
  return (
    <>
      <main tabIndex={-1}>
        <header>
          <h1>{isApp ? app.name : `#${channel?.name ?? 'nowhere'}`}</h1>
          {isApp && app.hasHomeTab && app.hasMessagesTab && (
            <div class="tabs">
              {tab('home', 'Home')}
              {tab('dm', 'Messages')}
            </div>
          )}
          {!isApp && channel && (
            <small>
              {channel.members.length} members
              {!channel.members.includes(state.bot.userId) && `, without ${app.name}`}
            </small>
          )}
          <small class="who">
            You are {me.realName}, {cityOf(me.tz)} {timeIn(sandbox.nowMs(), me.tz)}
          </small>
        </header>
        {place.at === 'home' ? <Home /> : <Conversation channel={channel} />}
      </main>
      {place.thread && channel && <Thread channel={channel} ts={place.thread} />}
    </>
  );
};

interface BarProps {
  unread: Unread;
  onMenu: () => void;
  onGuide: (() => void) | undefined;
}

const Bar = ({ unread, onMenu, onGuide }: BarProps) => (
  <header class="bar">
    <SkipLink />
    <button type="button" class="tool menu-button" aria-label="Channels" onClick={onMenu}>
      ☰
    </button>
    <People unread={unread} />
    <Clock />
    {onGuide && (
      <button
        type="button"
        class="tool"
        aria-label="Show the first minute"
        title="Show the first minute"
        onClick={onGuide}
      >
        ?
      </button>
    )}
    <ThemeButton />
  </header>
);

export const App = ({ snapshot }: { snapshot: Snapshot }) => {
  const { sandbox, notice } = useSandboxOf(snapshot);
  if (!sandbox) return <p>Nobody is left in this workspace.</p>;
  return <Page sandbox={sandbox} notice={notice} />;
};

const Page = ({ sandbox, notice }: { sandbox: Sandbox; notice: string | undefined }) => {
  const { state, me, place, isConnected } = sandbox;
  const [isMenuOpen, setMenuOpen] = useState(false);
  const minute = useGuide();
  const dm = state.channels.find(({ isIm, user }) => isIm && user === me.id);
  const unread = useUnread(sandbox, me, place.at === 'dm' ? dm?.id : place.at);
  const notRunning = !state.bot.ready && `${sandbox.app.name} is not running.`;
  const warning = (!isConnected && 'The sandbox does not answer. Is it still running?') || notRunning;
  const closeMenu = ({ target }: MouseEvent) => {
    const element = target as HTMLElement;
    if (element.closest('.entry') || !element.closest('.sidebar')) setMenuOpen(false);
  };
  return (
    <SandboxContext.Provider value={sandbox}>
      <Bar
        unread={unread}
        onMenu={() => setMenuOpen(!isMenuOpen)}
        onGuide={guide && (() => minute.show(!minute.isShown))}
      />
      {warning && (
        <p class="warning" role="status">
          {warning}
        </p>
      )}
      {guide && minute.isShown && <Guide guide={guide} onDismiss={() => minute.show(false)} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see below. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a choice in the menu, by keyboard as well, closes it. */}
      <div class={isMenuOpen ? 'columns is-menu-open' : 'columns'} onClick={closeMenu}>
        <nav class="sidebar" aria-label="Channels">
          <Sidebar unread={unread} />
        </nav>
        <Main sandbox={sandbox} />
      </div>
      <Drawer />
      <Modals />
      <p class="notice" role="alert" hidden={!notice}>
        {notice}
      </p>
    </SandboxContext.Provider>
  );
};

import { useEffect, useState } from 'preact/hooks';
import { Sidebar } from './channels/sidebar.tsx';
import { type Unread, useUnread } from './channels/unread.ts';
import { Clock } from './clock/clock.tsx';
import { Conversation, Thread } from './conversation/conversation.tsx';
import { Drawer } from './developer/drawer.tsx';
import { Guide } from './guide/guide.tsx';
import { Home } from './home/home.tsx';
import type { Snapshot } from './live/live.ts';
import { isActor, type Sandbox, SandboxContext } from './live/sandbox.ts';
import { Modals } from './modal/modal.tsx';
import { People } from './people/people.tsx';
import { hashOf, type Place, readPlace } from './place.ts';
import { ThemeButton } from './theme.tsx';
import { cityOf, timeIn } from './time.ts';

const CLOCK_TICK_MS = 5000;
const NOTICE_MS = 8000;

const usePlace = (snapshot: Snapshot) => {
  const { users, channels, bot } = snapshot.state;
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
  const wall = channels.find(({ name }) => name === 'brag-wall') ?? channels[0];
  const isThere = ['dm', 'home', ...channels.map(({ id }) => id)].includes(wanted.at ?? '');
  const at = (isThere && wanted.at) || (wall?.id ?? 'dm');
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
  const { place, me, state, app, channelOf, go } = sandbox;
  const dm = state.channels.find(({ isIm, user }) => isIm && user === me.id);
  const isApp = place.at === 'dm' || place.at === 'home' || channelOf(place.at)?.isIm;
  const channel = isApp ? dm : channelOf(place.at);
  const tab = (at: string, label: string) => (
    <button type="button" aria-pressed={(place.at === 'home') === (at === 'home')} onClick={() => go({ at })}>
      {label}
    </button>
  );
  return (
    <>
      <main>
        <header>
          <h1>{isApp ? app.name : `#${channel?.name ?? 'nowhere'}`}</h1>
          {isApp && app.hasHomeTab && (
            <div class="tabs">
              {tab('home', 'Home')}
              {tab('dm', 'Messages')}
            </div>
          )}
          {!isApp && <small>{channel?.members.length} members</small>}
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

const Bar = ({ unread, onMenu }: { unread: Unread; onMenu: () => void }) => (
  <header class="bar">
    <button type="button" class="tool menu-button" aria-label="Channels" onClick={onMenu}>
      ☰
    </button>
    <People unread={unread} />
    <Clock />
    <ThemeButton />
  </header>
);

export const App = ({ snapshot }: { snapshot: Snapshot }) => {
  const { sandbox, notice } = useSandboxOf(snapshot);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const me = sandbox?.me ?? snapshot.state.users[0];
  if (!sandbox || !me) return <p>Nobody is left in this workspace.</p>;
  return <Page sandbox={sandbox} notice={notice} isMenuOpen={isMenuOpen} setMenuOpen={setMenuOpen} />;
};

interface PageProps {
  sandbox: Sandbox;
  notice: string | undefined;
  isMenuOpen: boolean;
  setMenuOpen: (isOpen: boolean) => void;
}

const Page = ({ sandbox, notice, isMenuOpen, setMenuOpen }: PageProps) => {
  const { state, me, place, isConnected } = sandbox;
  const dm = state.channels.find(({ isIm, user }) => isIm && user === me.id);
  const unread = useUnread(sandbox, me, place.at === 'dm' ? dm?.id : place.at);
  const notRunning = !state.bot.ready && `${sandbox.app.name} is not running.`;
  const warning = (!isConnected && 'The sandbox does not answer. Is it still running?') || notRunning;
  return (
    <SandboxContext.Provider value={sandbox}>
      <Bar unread={unread} onMenu={() => setMenuOpen(!isMenuOpen)} />
      {warning && (
        <p class="warning" role="status">
          {warning}
        </p>
      )}
      <Guide />
      <div class={isMenuOpen ? 'columns is-menu-open' : 'columns'}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: a choice inside, by keyboard as well, closes the menu. */}
        <nav
          class="sidebar"
          aria-label="Channels"
          onClick={({ target }) => (target as HTMLElement).closest('.entry') && setMenuOpen(false)}
        >
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

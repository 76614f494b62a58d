import { useEffect } from 'preact/hooks';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';

/** Tells the bot that the person opened that tab of the app; nothing while there is none. */
export const useOpened = (tab: 'home' | 'messages' | undefined): void => {
  const { me, app, attempt } = useSandbox();
  const isThere = (tab === 'home' && app.hasHomeTab) || (tab === 'messages' && app.hasMessagesTab);
  useEffect(() => {
    if (isThere) void attempt(() => act('open-home', { user: me.id, tab }));
  }, [me.id, tab, isThere]);
};

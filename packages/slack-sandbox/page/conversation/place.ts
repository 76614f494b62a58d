import type { Sandbox } from '../live/sandbox.ts';

/** The conversation in which one is; undefined where none has been opened with the app yet. */
export const conversationIn = ({ place, me, state, channelOf }: Sandbox) => {
  const dm = state.channels.find(({ isIm, user }) => isIm && user === me.id);
  const isApp = place.at === 'dm' || place.at === 'home' || channelOf(place.at)?.isIm === true;
  return { isApp, channel: isApp ? dm : channelOf(place.at) };
};

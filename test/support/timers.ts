import sinon from 'sinon';

/** Timers that a test moves, for a bot whose database and connections keep the real ones that they set before. */
export const fakeTimers = (): sinon.SinonFakeTimers =>
  sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });

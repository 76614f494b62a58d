import sinon from 'sinon';

/**
 * The clock and the timers in a test's hands. Immediates stay real, because the database answers by them, and so do
 * the timers that it set before.
 */
export const fakeTime = (now: string): sinon.SinonFakeTimers =>
  sinon.useFakeTimers({
    now: Date.parse(now),
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    shouldClearNativeTimers: true,
  });

/** The timers alone in a test's hands, for a bot that has a clock of its own. */
export const fakeTimers = (): sinon.SinonFakeTimers =>
  sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });

import type { Guide } from '../../../src/guide.ts';

const HOUR_MS = 3_600_000;

/** A guide such as the owner of a bot may give to the page. */
export const guide: Guide = {
  steps: ({ state, me }) => [
    {
      say: `You are *${me.realName}*. Say hello.`,
      buttons: [{ label: 'Type it for me', press: (hands) => hands.type('Hello :tada:') }],
      isDone: state.messages.some(({ text }) => text.startsWith('Hello')),
    },
    {
      say: 'Wait for it.',
      buttons: [{ label: 'Be sam', press: (hands) => hands.go({ as: 'sam', at: 'home' }) }],
      isDone: false,
    },
  ],
  scenes: [
    {
      label: 'Let two talk',
      playing: 'They talk…',
      title: 'A short talk',
      async play(_view, act) {
        for (const user of ['ria', 'mia']) {
          await act('message', { user, channel: 'brag-wall', text: `${user} was here` });
        }
      },
    },
  ],
  moments: [{ label: 'Three hours on', next: (nowMs) => nowMs + 3 * HOUR_MS }],
  reactions: { heading: 'Its own', names: ['rocket', 'star'] },
};

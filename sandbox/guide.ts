import { DateTime } from 'luxon';
import type { Guide, GuideStep, GuideView, Message } from 'slack-sandbox';
import { keyOf } from './lively-hands.ts';
import { playLivelyMonth } from './lively-month.ts';

const EXAMPLE = '/brag called Mrs Lee back on my lunch break, she laughed and stayed';
const nine = { hour: 9, minute: 0, second: 0, millisecond: 0 } as const;

const isWin = (message: Message) => !message.deleted && keyOf(message).startsWith('win:');
const isDigest = (message: Message) => keyOf(message).startsWith('digest:');

const votesOf = ({ reactions }: Message) => new Set(reactions.flatMap(({ users }) => users)).size;
const isNominated = (win: Message) => votesOf(win) >= 2 || /\b(?:[2-9]|\d{2,}) nominations/.test(win.text);

const wallOf = ({ state }: GuideView) => state.channels.find(({ name }) => name === 'brag-wall')?.id ?? 'dm';

/** The Monday on which the present week is over. */
const nextMonday = (ms: number, zone: string): number =>
  DateTime.fromMillis(ms, { zone }).startOf('week').plus({ weeks: 1 }).set(nine).toMillis();

const serviceMonday = (year: number, zone: string): DateTime => {
  const first = DateTime.fromObject({ year, month: 10, day: 1, ...nine }, { zone });
  return first.plus({ days: (8 - first.weekday) % 7 });
};

/** Customer Service Week begins on the first Monday on or after 1 October. */
const nextServiceWeek = (ms: number, zone: string): number => {
  const { year } = DateTime.fromMillis(ms, { zone });
  const thisYear = serviceMonday(year, zone).toMillis();
  return thisYear > ms ? thisYear : serviceMonday(year + 1, zone).toMillis();
};

const steps = (view: GuideView): GuideStep[] => {
  const { state, me, nowMs, zone } = view;
  const wall = wallOf(view);
  const wins = state.messages.filter(isWin);
  const others = ['sam', 'mia', 'ria'].filter((name) => name !== me.name).slice(0, 2);
  return [
    {
      say: `You are *${me.realName}*. Type \`/brag\` and what you did for a customer.`,
      buttons: [{ label: 'Type one for me', press: (hands) => hands.type(EXAMPLE) }],
      isDone: wins.length > 0,
    },
    {
      say: 'It is on the wall. Be two others, and react to it with 🏆 or press Nominate.',
      buttons: others.map((as) => ({ label: `Be ${as}`, press: (hands) => hands.go({ as, at: wall }) })),
      isDone: wins.some(isNominated),
    },
    {
      say: 'It is nominated. On Monday at 09:00 the week is summed up.',
      buttons: [{ label: 'Jump to Monday', press: (hands) => hands.passTime(nextMonday(nowMs, zone)) }],
      isDone: state.messages.some(isDigest),
    },
    {
      say: 'Read the digest on the wall. Managers get their own, in their note. A 🏆 on any message in #general or #support makes it a win, too.',
      buttons: [
        { label: 'Show the digest', press: (hands) => hands.go({ at: wall }) },
        { label: 'Be ann, a manager', press: (hands) => hands.go({ as: 'ann', at: 'dm' }) },
      ],
      isDone: false,
    },
  ];
};

/** A first minute with the bot, on the sandbox's page. */
export const guide: Guide = {
  steps,
  scenes: [
    {
      label: 'Fill with a lively month',
      playing: 'A month passes…',
      title: 'Four weeks of wins, treats, amends and lessons, from next Monday on',
      play: (view, act) => playLivelyMonth(act, view.nowMs, view.zone, wallOf(view)),
    },
  ],
  moments: [{ label: 'Customer Service Week', next: nextServiceWeek }],
  reactions: { heading: 'To nominate', names: ['trophy', 'star2'] },
};

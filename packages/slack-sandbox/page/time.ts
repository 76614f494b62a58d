import { DateTime } from 'luxon';

const inZone = (ms: number, zone: string) => DateTime.fromMillis(ms, { zone, locale: 'en-GB' });

export const msOf = (ts: string): number => Number(ts) * 1000;
export const timeIn = (ms: number, zone: string): string => inZone(ms, zone).toFormat('HH:mm');
export const dayIn = (ms: number, zone: string): string => inZone(ms, zone).toFormat('cccc, d LLLL yyyy');
export const dayAndTimeIn = (ms: number, zone: string): string =>
  inZone(ms, zone).toFormat('ccc d LLL yyyy, HH:mm');
export const momentIn = (ms: number, zone: string): string => inZone(ms, zone).toFormat('d LLL, HH:mm:ss');

/** "London", for Europe/London. */
export const cityOf = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

const nine = { hour: 9, minute: 0, second: 0, millisecond: 0 } as const;

export const nextMorning = (ms: number, zone: string): number => {
  const today = inZone(ms, zone).set(nine);
  return (today.toMillis() > ms ? today : today.plus({ days: 1 })).toMillis();
};

/** The Monday on which the present week is over. */
export const nextMonday = (ms: number, zone: string): number =>
  inZone(ms, zone).startOf('week').plus({ weeks: 1 }).set(nine).toMillis();

const dateTokens: { [token: string]: string } = {
  date_num: 'yyyy-LL-dd',
  date: 'd LLLL yyyy',
  date_short: 'd LLL yyyy',
  date_long: 'cccc, d LLLL yyyy',
  time: 'HH:mm',
  time_secs: 'HH:mm:ss',
};

const prettyDay = (at: DateTime, now: DateTime, format: string): string => {
  const days = Math.round(at.startOf('day').diff(now.startOf('day'), 'days').days);
  return { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' }[days] ?? at.toFormat(format);
};

/** `<!date^…>` as Slack's client shows it in the reader's zone. */
export const slackDate = (seconds: number, format: string, zone: string, nowMs: number): string => {
  const at = inZone(seconds * 1000, zone);
  const now = inZone(nowMs, zone);
  return format.replaceAll(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === 'ago') return at.toRelative({ base: now }) ?? '';
    const known = dateTokens[token.replace(/_pretty$/, '')];
    if (!known) return whole;
    return token.endsWith('_pretty') ? prettyDay(at, now, known) : at.toFormat(known);
  });
};

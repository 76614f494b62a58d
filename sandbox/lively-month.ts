import { DateTime } from 'luxon';
import type { Act, State } from 'slack-sandbox';
import { deeds } from './lively-deeds.ts';
import { awaited, type Hands, settle, type } from './lively-hands.ts';

/** Who tells it, what they type after /brag, and who nominates it afterwards. */
const stories: readonly (readonly [author: string, text: string, nominators: string])[] = [
  ['jo', 'called Mrs Lee back on my lunch break, she laughed and stayed', 'sam mia ann'],
  ['sam', 'stayed on the line until the new router blinked green', 'jo'],
  ['mia', '@tom drove the missing parcel over on his way home', 'ria lee kai'],
  ['tom', 'found the lost invoice and sent it before they asked', ''],
  ['lee', 'wrote a card for a regular who was ill, in my own hand', 'jo ria sam mia'],
  ['ria', 'explained the bill line by line, and twice', 'tom'],
  ['ann', '@jo owned our mistake before anybody noticed it', 'kai sam lee'],
  ['kai', 'opened ten minutes early because somebody stood in the rain', 'mia'],
  ['jo', 'sent a photo of the repaired bicycle before they came for it', 'lee'],
  ['sam', 'waited for the taxi together with an old gentleman', 'ann ria jo tom'],
  ['mia', 'called three people who had not heard from us since spring', ''],
  ['tom', 'put the spare part aside, in case they come back on Friday', 'sam'],
  ['lee', '@ria and @sam rebuilt the order by hand when the system was down', 'jo mia tom'],
  ['ria', 'translated the manual for a family over the phone', 'ann'],
  ['jo', 'remembered the name of the dog', 'mia sam'],
  ['ann', 'asked what went wrong, and wrote it down in their words', ''],
  ['kai', 'gave the window seat to a couple on their anniversary', 'lee ria tom'],
  ['sam', 'tested the fix with the customer instead of closing the ticket', 'jo'],
  ['mia', 'sent a replacement before the broken one was back', 'kai'],
  ['tom', 'drew a map to the back entrance for the delivery driver', 'ria mia'],
  ['lee', '@jo calmed an angry caller, who ended by thanking us', 'ann sam kai ria'],
  ['ria', 'wrapped it as a present, nobody had asked', 'tom jo'],
  ['jo', 'rang back on Saturday to hear whether it still works', ''],
  ['sam', 'carried the boxes up to the third floor', 'lee mia ria'],
];

/** In #support, and nominated there by reacting. */
const remarks: readonly (readonly [author: string, text: string, nominators: string])[] = [
  ['tom', 'The printer at the clinic works again, I went over at lunch.', 'jo'],
  ['ria', 'Mr Brown has his ticket, the night train waits for nobody.', 'sam mia'],
];

const WEEKS = 4;
const WORKING_DAYS = 5 * WEEKS;

const nominate = async (act: Act, channel: string, ts: string, nominators: string) => {
  for (const [index, user] of nominators.split(' ').filter(Boolean).entries()) {
    const name = index % 2 === 0 ? 'trophy' : 'star2';
    await act('reaction', { user, channel, ts, name, present: true });
  }
};

/** The clock may move on once it is on the wall and its author was told. */
const brag = async (hands: Hands, [user, text, nominators]: (typeof stories)[number]) => {
  const { act, wall } = hands;
  const before = (await act<State>('state')).ephemerals.length;
  await type(hands, user, text);
  const tail = text.split(' ').slice(-4).join(' ');
  const ts = await awaited(act, ({ messages, ephemerals }) => {
    const found = messages.findLast((message) => message.channel === wall && message.text.includes(tail));
    return ephemerals.length > before ? found?.ts : undefined;
  });
  if (ts) await nominate(act, wall, ts, nominators);
};

const remark = async (act: Act, [user, text, nominators]: (typeof remarks)[number]) => {
  const { ts } = await act('message', { user, channel: 'support', text });
  if (ts) await nominate(act, 'support', ts, nominators);
};

/** Four weeks of a team that brags, plans, makes right and learns: the same every time, from the Monday after the given instant. */
export const playLivelyMonth = async (act: Act, nowMs: number, zone: string, wall: string): Promise<void> => {
  const monday = DateTime.fromMillis(nowMs, { zone }).startOf('week').plus({ weeks: 1 });
  for (let day = 0; day < WORKING_DAYS; day += 1) {
    const date = monday.plus({ weeks: Math.floor(day / 5), days: day % 5 });
    const hands = { act, wall, today: date };
    // The digest is read at its time; whatever else is due comes with the first move of the day.
    if (date.weekday === 1) await act('clock', { now: date.set({ hour: 9 }).toMillis() });
    const told = stories.filter((_, index) => Math.floor((index * WORKING_DAYS) / stories.length) === day);
    for (const [index, story] of told.entries()) {
      await act('clock', { now: date.set({ hour: 10 + 2 * index, minute: (day * 7) % 60 }).toMillis() });
      await brag(hands, story);
    }
    const said = remarks[(day - 3) / 10];
    if (said) await remark(act, said);
    for (const deed of deeds[day] ?? []) await deed(hands);
    if (deeds[day]) await settle(act);
  }
  await act('clock', { now: monday.plus({ weeks: WEEKS }).set({ hour: 9 }).toMillis() });
};

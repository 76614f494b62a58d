import type { DateTime } from 'luxon';
import type { Act, Acted, Ephemeral, Message, State, View } from 'slack-sandbox';

/** Where people act, and what day it is there. */
export interface Hands {
  act: Act;
  wall: string;
  today: DateTime;
}

/** What has buttons, and how it is clicked. */
interface Shown {
  path: 'click' | 'click-view';
  at: { channel: string; ts: string } | { viewId: string };
  blocks: unknown;
}

/** Where something is found that a person may click. */
type Place = (state: State, userId: string | undefined) => Shown | undefined;

interface Element {
  action_id: string;
  value?: unknown;
}

const POLL_MS = 20;
const PATIENCE = 250;

/** What is looked for in the workspace, once it is there; undefined when it does not come. */
export const awaited = async <T>(act: Act, find: (state: State) => T | undefined): Promise<T | undefined> => {
  for (let tries = 0; tries < PATIENCE; tries += 1) {
    const found = find(await act<State>('state'));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return undefined;
};

/** The bot has done all that it had begun, its private answers included: their address is of no use an hour later. */
export const settle = (act: Act): Promise<Acted> => act('clock', { by: 0 });

const idOf = ({ users }: State, name: string): string | undefined =>
  users.find((user) => user.name === name)?.id;

const says = (shown: unknown, words: string): boolean => JSON.stringify(shown ?? '').includes(words);

const isElement = (value: object): value is Element =>
  'action_id' in value && typeof value.action_id === 'string';

const elementsIn = (value: unknown): Element[] => {
  if (typeof value !== 'object' || value === null) return [];
  return isElement(value) ? [value] : Object.values(value).flatMap(elementsIn);
};

const inView = ({ id, view }: View): Shown => ({
  path: 'click-view',
  at: { viewId: id },
  blocks: view.blocks,
});

const inMessage = ({ channel, ts, blocks }: Message | Ephemeral): Shown => ({
  path: 'click',
  at: { channel, ts },
  blocks,
});

/** By which the bot finds what it said on its own account. */
export const keyOf = ({ metadata }: Message): string => {
  const key = metadata?.event_payload.key;
  return typeof key === 'string' ? key : '';
};

const modalOf = ({ views }: State, userId: string | undefined): View | undefined =>
  views.findLast(({ type, open, user }) => type === 'modal' && open && user === userId);

/** The form before somebody, or what else is. */
export const modal: Place = (state, userId) => {
  const found = modalOf(state, userId);
  return found && inView(found);
};

/** Where what waits for somebody is. */
const home: Place = ({ views }, userId) => {
  const found = views.find(({ type, user }) => type === 'home' && user === userId);
  return found && inView(found);
};

/** What only they were told last. */
export const told: Place = ({ ephemerals }, userId) => {
  const found = ephemerals.findLast(({ deleted, user }) => !deleted && user === userId);
  return found && inMessage(found);
};

/** A lesson on the wall. */
export const lesson =
  (words: string): Place =>
  ({ messages }) => {
    const found = messages.findLast(
      (each) => !each.deleted && keyOf(each).startsWith('lesson:') && says(each.blocks, words),
    );
    return found && inMessage(found);
  };

/** Their card of what is made right for a customer. */
export const cardFor =
  (alias: string): Place =>
  ({ messages }, userId) => {
    const found = messages.findLast(
      (each) =>
        keyOf(each).startsWith('recovery:') && keyOf(each).endsWith(`:${userId}`) && says(each.blocks, alias),
    );
    return found && inMessage(found);
  };

/** Presses a button there once there is one, the one that has these words. */
export const press = async (
  { act }: Hands,
  user: string,
  place: Place,
  actionId: string,
  words = '',
): Promise<void> => {
  const isMeant = (each: Element) => each.action_id === actionId && says(each, words);
  const found = await awaited(act, (state) => {
    const shown = place(state, idOf(state, user));
    const element = elementsIn(shown?.blocks).find(isMeant);
    return shown && element && { ...shown, value: element.value };
  });
  if (!found) return;
  const { path, at, value } = found;
  await act(path, { user, ...at, actionId, ...(value !== undefined && { value }) });
};

/** The same on Home, which is shown anew when somebody comes to it. */
export const pressOnHome = async (
  hands: Hands,
  user: string,
  actionId: string,
  words?: string,
): Promise<void> => {
  await hands.act('open-home', { user });
  await press(hands, user, home, actionId, words);
};

export const type = ({ act }: Hands, user: string, text: string): Promise<Acted> =>
  act('command', { user, channel: 'general', command: '/brag', text });

/** Waits until what is before somebody says so. */
export const reads = ({ act }: Hands, user: string, words: string): Promise<true | undefined> =>
  awaited(act, (state) => says(modalOf(state, idOf(state, user))?.view, words) || undefined);

/** Whatever is still open before somebody is closed: whoever comes to be them would find it there. */
export const closeForms = async ({ act }: Hands, user: string): Promise<void> => {
  const state = await act<State>('state');
  const userId = idOf(state, user);
  const open = state.views.filter((each) => each.type === 'modal' && each.open && each.user === userId);
  for (const { id } of open.reverse()) await act('close-view', { user, viewId: id });
};

/** Sends a form once it is before them: the value of each block. It is stored then. */
export const submit = async (
  hands: Hands,
  user: string,
  callbackId: string,
  given: Record<string, unknown>,
): Promise<void> => {
  const form = await awaited(hands.act, (state) => {
    const found = modalOf(state, idOf(state, user));
    return found?.view.callback_id === callbackId ? found : undefined;
  });
  if (!form) return;
  const values = Object.fromEntries(Object.entries(given).map(([block, value]) => [block, { value }]));
  await hands.act('submit', { user, viewId: form.id, values });
};

/** The same, with nothing left open behind it. */
export const finish: typeof submit = async (hands, user, callbackId, given) => {
  await submit(hands, user, callbackId, given);
  await closeForms(hands, user);
};

export const dayAfter = ({ today }: Hands, days: number): string => today.plus({ days }).toISODate() ?? '';

import type { Sandbox } from '../live/sandbox.ts';

export interface Suggestion {
  /** What the typed word becomes. */
  insert: string;
  label: string;
  note: string;
}

const MOST = 8;

/** Slack's own commands, as far as the sandbox has them; a word is what follows. */
export const builtIn: { [command: string]: { path: string; note: string; takesPerson: boolean } } = {
  '/invite': { path: 'invite', note: 'Bring somebody, or the app, into this channel', takesPerson: true },
  '/remove': { path: 'kick', note: 'Take somebody, or the app, out of this channel', takesPerson: true },
  '/leave': { path: 'leave', note: 'Leave this channel', takesPerson: false },
};

const commands = ({ app }: Sandbox): Suggestion[] => [
  ...app.commands.map(({ name, description, usageHint }) => ({
    insert: `${name} `,
    label: `${name} ${usageHint}`,
    note: `${description} · ${app.name}`,
  })),
  ...Object.entries(builtIn).map(([name, { note }]) => ({ insert: `${name} `, label: name, note })),
];

const people = ({ state }: Sandbox): Suggestion[] => [
  ...state.users
    .filter(({ deleted }) => !deleted)
    .map(({ name, realName }) => ({ insert: `@${name} `, label: `@${name}`, note: realName })),
  ...state.userGroups
    .filter(({ deleted }) => !deleted)
    .map(({ handle, name, users }) => ({
      insert: `@${handle} `,
      label: `@${handle}`,
      note: `${name}, ${users.length} people`,
    })),
  { insert: '@here ', label: '@here', note: 'Everybody who is active in this channel' },
  { insert: '@channel ', label: '@channel', note: 'Everybody in this channel' },
];

const channels = ({ state, me }: Sandbox): Suggestion[] =>
  state.channels
    .filter(({ isIm, isPrivate, members }) => !isIm && (!isPrivate || members.includes(me.id)))
    .map(({ name }) => ({ insert: `#${name} `, label: `#${name}`, note: '' }));

/** The word before the caret, when it is one that can be completed. */
export const wordBefore = (text: string): string | undefined =>
  /^\/\S*$/.exec(text)?.[0] ?? /(?:^|\s)([@#][\w.-]*)$/.exec(text)?.[1];

const sources: { [mark: string]: (sandbox: Sandbox) => Suggestion[] } = {
  '/': commands,
  '@': people,
  '#': channels,
};

export const suggestionsFor = (sandbox: Sandbox, word: string): Suggestion[] => {
  const wanted = word.slice(1).toLowerCase();
  const isMatch = ({ label, note }: Suggestion) =>
    label.slice(1).toLowerCase().startsWith(wanted) ||
    (word[0] === '@' && note.toLowerCase().startsWith(wanted));
  return sources[word[0] ?? '']?.(sandbox).filter(isMatch).slice(0, MOST) ?? [];
};

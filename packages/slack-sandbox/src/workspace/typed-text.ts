import { findChannel, findPerson, findUserGroup } from './lookup.ts';
import type { Workspace } from './types.ts';

interface Typing {
  /** Commands carry names beside ids, as in `<@U1|jo>`; messages do not. */
  withNames: boolean;
  /** Messages have the addresses that people type made into links. */
  withLinks: boolean;
}

/** What Slack's client has made already of a person, a channel, a group, a date or a link. */
const TOKEN =
  /<(?:@[UW]\w+|#C\w+|!(?:here|channel|everyone|subteam\^\w+|date\^[^<>|]+)|(?:https?|mailto|tel):[^<>|\s]+)(?:\|[^<>]*)?>/;
const PERSON = /(?<![\w.])@[\w][\w.-]*/;
const CHANNEL = /(?<![\w#])#[\w-]+/;
const ADDRESS = /https?:\/\/[^\s<>|]+/;
const PARTS = new RegExp(
  [TOKEN, PERSON, CHANNEL, ADDRESS, /[&<>]/].map(({ source }) => source).join('|'),
  'g',
);

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replace(/[&<>]/g, (character) => entities[character] ?? character);

const broadcasts: { [typed: string]: string } = {
  '@here': '<!here>',
  '@channel': '<!channel>',
  '@everyone': '<!everyone>',
};

/** The longest beginning that names somebody, so that "@jo." at the end of a sentence is jo. */
const mention = (workspace: Workspace, typed: string, withNames: boolean): string => {
  for (let end = typed.length; end > 1; end -= 1) {
    const name = typed.slice(0, end);
    const rest = typed.slice(end);
    if (/^[\w]/.test(rest)) continue;
    if (broadcasts[name]) return `${broadcasts[name]}${rest}`;
    const person = findPerson(workspace, name);
    if (person) return `<@${person.id}${withNames ? `|${person.name}` : ''}>${rest}`;
    const group = findUserGroup(workspace, name);
    if (group && !group.deleted) {
      return `<!subteam^${group.id}${withNames ? `|@${group.handle}` : ''}>${rest}`;
    }
  }
  return typed;
};

const channelLink = (workspace: Workspace, typed: string): string => {
  const channel = findChannel(workspace, typed);
  return channel ? `<#${channel.id}|${channel.name}>` : typed;
};

/** What Slack makes of what a person types. */
export const typedText = (workspace: Workspace, text: string, { withNames, withLinks }: Typing): string =>
  text.replace(PARTS, (part) => {
    if (part.length > 1 && part.startsWith('<')) return part;
    if (part.startsWith('@')) return mention(workspace, part, withNames);
    if (part.startsWith('#')) return channelLink(workspace, part);
    if (part.startsWith('http')) return withLinks ? `<${escaped(part)}>` : escaped(part);
    return escaped(part);
  });

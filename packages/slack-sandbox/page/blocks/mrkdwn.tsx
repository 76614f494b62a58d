import type { ComponentChildren, VNode } from 'preact';
import { useSandbox } from '../live/sandbox.ts';
import { placeOfLink } from '../place.ts';
import { slackDate } from '../time.ts';
import { Emoji } from './emoji.tsx';

const entities: { [entity: string]: string } = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
export const unescaped = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt);/g, (one) => entities[one] ?? one);

export const UserMention = ({ id }: { id: string }) => {
  const { userOf, me } = useSandbox();
  return <span class={id === me.id ? 'mention of-me' : 'mention'}>@{userOf(id)?.realName ?? 'someone'}</span>;
};

export const ChannelMention = ({ id }: { id: string }) => {
  const { channelOf, go } = useSandbox();
  const channel = channelOf(id);
  if (!channel) return <span class="mention">#private-channel</span>;
  return (
    <button type="button" class="mention" onClick={() => go({ at: id, thread: undefined })}>
      #{channel.name}
    </button>
  );
};

export const Link = ({ href, children }: { href: string; children: ComponentChildren }) => {
  const { go } = useSandbox();
  const place = placeOfLink(href);
  const onClick = (event: MouseEvent) => {
    if (!place) return;
    event.preventDefault();
    go(place);
  };
  return (
    <a href={href} {...(!place && { target: '_blank', rel: 'noreferrer' })} onClick={onClick}>
      {children}
    </a>
  );
};

export const SlackDate = (props: { seconds: number; format: string; link?: string | undefined }) => {
  const { me, nowMs } = useSandbox();
  const words = slackDate(props.seconds, props.format, me.tz, nowMs());
  const time = <time dateTime={new Date(props.seconds * 1000).toISOString()}>{words}</time>;
  return props.link ? <Link href={props.link}>{time}</Link> : time;
};

export const GroupMention = ({ id }: { id: string }) => {
  const { state, me } = useSandbox();
  const group = state.userGroups.find((candidate) => candidate.id === id);
  const isOfMe = group?.users.includes(me.id) === true;
  return <span class={isOfMe ? 'mention of-me' : 'mention'}>@{group?.handle ?? 'group'}</span>;
};

/** What stands between < and >: a mention, a date or a link. */
const Token = ({ token }: { token: string }) => {
  const [target = '', label] = token.split('|');
  if (/^@[UW]/.test(target)) return <UserMention id={target.slice(1)} />;
  if (target.startsWith('#C')) return <ChannelMention id={target.slice(1)} />;
  const [, seconds, format, link] = /^!date\^(\d+)\^([^^]*)(?:\^(.*))?$/.exec(target) ?? [];
  if (seconds && format) return <SlackDate seconds={Number(seconds)} format={format} link={link} />;
  if (target.startsWith('!subteam^')) return <GroupMention id={target.slice('!subteam^'.length)} />;
  if (target.startsWith('!')) return <span class="mention">@{label ?? target.slice(1).split('^')[0]}</span>;
  return <Link href={unescaped(target)}>{unescaped(label ?? target).replace(/^mailto:/, '')}</Link>;
};

type Rule = [RegExp, (inner: string) => VNode];

const emojiRule: Rule = [
  /:((?:[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*|[+-]1|100)(?:::skin-tone-[2-6])?):/,
  (inner) => <Emoji name={inner} />,
];

const rules: Rule[] = [
  [/```\n?([\s\S]+?)\n?```/, (inner) => <pre>{unescaped(inner)}</pre>],
  [/`([^`\n]+)`/, (inner) => <code>{unescaped(inner)}</code>],
  [/<([^<>]+)>/, (inner) => <Token token={inner} />],
  emojiRule,
  [/(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])/, (inner) => <strong>{inline(inner)}</strong>],
  [/(?<![\w_])_([^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])/, (inner) => <em>{inline(inner)}</em>],
  [/(?<![\w~])~([^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])/, (inner) => <s>{inline(inner)}</s>],
];

/** The rule that applies first in the text; of two at one place, the earlier in the list. */
const firstMatch = (text: string, among: readonly Rule[]) => {
  const found = among.flatMap(([pattern, draw]) => {
    const match = pattern.exec(text);
    return match ? [{ match, draw }] : [];
  });
  return found.sort((a, b) => a.match.index - b.match.index)[0];
};

const drawn = (
  text: string,
  among: readonly Rule[],
  textOf: (text: string) => string,
): ComponentChildren[] => {
  const parts: ComponentChildren[] = [];
  let rest = text;
  for (let found = firstMatch(rest, among); found; found = firstMatch(rest, among)) {
    const { match, draw } = found;
    parts.push(textOf(rest.slice(0, match.index)), draw(match[1] ?? ''));
    rest = rest.slice(match.index + match[0].length);
  }
  return [...parts, textOf(rest)];
};

const inline = (text: string) => drawn(text, rules, unescaped);

/** Text without markup; emoji are drawn all the same. */
export const PlainText = ({ text }: { text: string }) => <>{drawn(text, [emojiRule], (plain) => plain)}</>;

const QUOTE = /^(?:&gt;|>) ?/;

/** Lines that quote, together, and all others as they are. */
export const Mrkdwn = ({ text }: { text: string }) => {
  const groups: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = QUOTE.test(line);
    const last = groups.at(-1);
    if (last?.isQuote === isQuote) last.lines.push(line.replace(QUOTE, ''));
    else groups.push({ isQuote, lines: [isQuote ? line.replace(QUOTE, '') : line] });
  }
  return (
    <>
      {groups.map(({ isQuote, lines }) =>
        isQuote ? (
          <blockquote>{inline(lines.join('\n'))}</blockquote>
        ) : (
          <span>{inline(lines.join('\n'))}</span>
        ),
      )}
    </>
  );
};

const named = (id: string, names: ReadonlyMap<string, string>) => names.get(id) ?? 'someone';

/** The text as somebody would type it. */
export const typedText = (text: string, names: ReadonlyMap<string, string>): string =>
  unescaped(
    text
      .replaceAll(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${named(id, names)}`)
      .replaceAll(/<#(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `#${named(id, names)}`)
      .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
      .replaceAll(/<!subteam\^(\w+)[^>]*>/g, (_, id: string) => `@${named(id, names)}`)
      .replaceAll(/<!(\w+)[^>]*>/g, '@$1')
      .replaceAll(/<[^|>]+\|([^>]*)>/g, '$1')
      .replaceAll(/<([^>]+)>/g, '$1'),
  );

/** The text without its markup: what a screen reader is given. */
export const spokenText = (text: string, names: ReadonlyMap<string, string>): string =>
  typedText(text, names)
    .replaceAll(/:([a-z_]+\d*):/g, (_, name: string) => name.replaceAll('_', ' '))
    .replaceAll(/[*`]/g, '');

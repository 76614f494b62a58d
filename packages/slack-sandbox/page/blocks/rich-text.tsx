import type { ComponentChildren } from 'preact';
import type { RichElement } from '../../src/block-kit.ts';
import { Emoji } from './emoji.tsx';
import { ChannelMention, GroupMention, Link, SlackDate, UserMention } from './mrkdwn.tsx';

const styled = (children: ComponentChildren, style: RichElement['style']): ComponentChildren => {
  if (typeof style !== 'object') return children;
  let drawn = children;
  if (style.code) drawn = <code>{drawn}</code>;
  if (style.bold) drawn = <strong>{drawn}</strong>;
  if (style.italic) drawn = <em>{drawn}</em>;
  if (style.strike) drawn = <s>{drawn}</s>;
  return drawn;
};

const Piece = ({ piece }: { piece: RichElement }) => {
  const { type, text = '', url = '', fallback, format, timestamp } = piece;
  if (type === 'user') return <UserMention id={piece.user_id ?? ''} />;
  if (type === 'channel') return <ChannelMention id={piece.channel_id ?? ''} />;
  if (type === 'usergroup') return <GroupMention id={piece.usergroup_id ?? ''} />;
  if (type === 'emoji') {
    return <Emoji name={`${piece.name}${piece.skin_tone ? `::skin-tone-${piece.skin_tone}` : ''}`} />;
  }
  if (type === 'link') return <Link href={url}>{styled(text || url, piece.style)}</Link>;
  if (type === 'broadcast') return <span class="mention">@{piece.range}</span>;
  if (type === 'date' && timestamp && format)
    return <SlackDate seconds={timestamp} format={format} link={url} />;
  return <>{styled(text || fallback || piece.value, piece.style)}</>;
};

const pieces = (elements: RichElement[] = []) => elements.map((piece) => <Piece piece={piece} />);

const Part = ({ part }: { part: RichElement }) => {
  if (part.type === 'rich_text_list') {
    const items = part.elements?.map((item) => <li>{pieces(item.elements)}</li>);
    const indent = { marginInlineStart: `${(part.indent ?? 0) * 1.5}rem` };
    return part.style === 'ordered' ? <ol style={indent}>{items}</ol> : <ul style={indent}>{items}</ul>;
  }
  if (part.type === 'rich_text_quote') return <blockquote>{pieces(part.elements)}</blockquote>;
  if (part.type === 'rich_text_preformatted') return <pre>{pieces(part.elements)}</pre>;
  return <div>{pieces(part.elements)}</div>;
};

export const RichText = ({ parts }: { parts: RichElement[] }) => (
  <>
    {parts.map((part) => (
      <Part part={part} />
    ))}
  </>
);

import type { Channel, Message, Workspace } from '../workspace/types.ts';
import { displayName } from '../workspace/user-json.ts';
import type { World } from '../world.ts';

const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Slack's own entities first become what they stand for. */
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const authorName = (workspace: Workspace, message: Message): string => {
  const person = workspace.people.get(message.user ?? '');
  return message.username ?? (person ? displayName(person) || person.realName : 'Somebody');
};

const messageItem = (workspace: Workspace, message: Message): string => {
  const at = new Date(Number(message.ts) * 1000).toISOString();
  const reactions = message.reactions.map(({ name, users }) => `:${name}: ${users.length}`).join(' ');
  return `<li id="${message.channel}-p${message.ts.replace('.', '')}">
    <strong>${escapeHtml(authorName(workspace, message))}</strong> <time datetime="${at}">${at}</time>
    <p>${escapeHtml(plain(message.text))}</p>${reactions ? `<p>${escapeHtml(reactions)}</p>` : ''}
  </li>`;
};

const titleOf = (workspace: Workspace, channel: Channel): string =>
  channel.isIm
    ? `Direct message with ${workspace.people.get(channel.user ?? '')?.realName ?? 'somebody'}`
    : `#${channel.name}${channel.isPrivate ? ' (private)' : ''}${channel.isArchived ? ' (archived)' : ''}`;

const channelSection = (workspace: Workspace, channel: Channel): string => {
  const messages = [...channel.messages.values()].filter((message) => !message.deleted);
  const list = messages.map((message) => messageItem(workspace, message)).join('\n');
  return `<section aria-labelledby="${channel.id}">
  <h2 id="${channel.id}">${escapeHtml(titleOf(workspace, channel))}</h2>
  ${messages.length > 0 ? `<ol>${list}</ol>` : '<p>No messages yet.</p>'}
</section>`;
};

/** Every channel with its messages, as plain HTML. */
export const listingPage = ({ workspace }: World): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(workspace.team.name)}</title></head>
<body>
<main>
<h1>${escapeHtml(workspace.team.name)}</h1>
${[...workspace.channels.values()].map((channel) => channelSection(workspace, channel)).join('\n')}
</main>
</body>
</html>
`;

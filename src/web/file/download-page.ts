import { html } from 'hono/html';
import type { Process } from '../../deps.ts';
import { downloadTokenHash } from '../../operations/file/download-token.ts';
import { unpacked } from '../../operations/file/packed-content.ts';
import { showPage, showWords } from '../page.ts';
import type { WebContext } from '../web-part.ts';
import { sendFile } from './send-file.ts';

type DownloadDeps = Pick<Process, 'models' | 'clock'>;

/** The same for a link that was used, is over, or never was one: nobody learns which. */
const gone = (context: WebContext) =>
  showWords(
    context,
    404,
    'There is nothing here',
    html`<p>A link to files works for an hour, and once for each file. This one is used up, has ended, or is not whole.</p><p>In Slack, ask Brag Wall for the files again: you get a new link.</p>`,
  );

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What a link leads to. Looking takes nothing, since chats and scanners look at every link. */
export const showDownloads = async (context: WebContext, { models, clock }: DownloadDeps, token: string) => {
  const set = await models.downloads.listed(downloadTokenHash(token), clock.now());
  if (!set) return gone(context);
  const title = `Brag Wall: ${set.what}`;
  const rows = set.files.map(
    ({ index, name, size }) =>
      html`<li><form method="post" action="/files/${token}/${index}"><button>Download ${name}</button> ${sizeInWords(size)}</form></li>`,
  );
  return showPage(context, {
    title,
    body: html`<h1>${title}</h1>
<p>Each file can be downloaded once, within an hour of asking for it. Keep it where only you can read it.</p><ul>${rows}</ul>`,
  });
};

/** Download: whoever presses first has the file. */
export const serveDownload = async (
  context: WebContext,
  { models, clock }: DownloadDeps,
  token: string,
  index: number,
) => {
  const file = await models.downloads.take(downloadTokenHash(token), index, clock.now());
  return file ? sendFile(context, { ...file, content: await unpacked(file.content) }) : gone(context);
};

import type { Process } from '../deps.ts';
import { downloadTokenHash } from '../operations/file/download-token.ts';
import { unpacked } from '../operations/file/packed-content.ts';
import { escapeHtml } from './page.ts';
import { fileReply, pageReply, type Reply } from './reply.ts';

export type DownloadDeps = Pick<Process, 'models' | 'clock'>;

/** The same for a link that was used, is over, or never was one: nobody learns which. */
const gone = (): Reply =>
  pageReply(
    404,
    'There is nothing here',
    '<p>A link to files works for an hour, and once for each file. This one is used up, has ended, or is not whole.</p><p>In Slack, ask Brag Wall for the files again: you get a new link.</p>',
  );

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What a link leads to. Looking takes nothing, since chats and scanners look at every link. */
export const showDownloads = async ({ models, clock }: DownloadDeps, token: string): Promise<Reply> => {
  const set = await models.downloads.listed(downloadTokenHash(token), clock.now());
  if (!set) return gone();
  const rows = set.files.map(
    ({ index, name, size }) =>
      `<li><form method="post" action="/files/${token}/${index}"><button>Download ${escapeHtml(name)}</button> ${sizeInWords(size)}</form></li>`,
  );
  return pageReply(
    200,
    `Brag Wall: ${set.what}`,
    `<p>Each file can be downloaded once, within an hour of asking for it. Keep it where only you can read it.</p><ul>${rows.join('')}</ul>`,
  );
};

/** Download: whoever presses first has the file. */
export const serveDownload = async (
  { models, clock }: DownloadDeps,
  token: string,
  index: string,
): Promise<Reply> => {
  const file = await models.downloads.take(downloadTokenHash(token), Number(index), clock.now());
  return file ? fileReply(file.name, file.mediaType, await unpacked(file.content)) : gone();
};

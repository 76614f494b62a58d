import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Process } from '../deps.ts';
import { type DownloadDeps, serveDownload, showDownloads } from './download-page.ts';
import { pageReply, type Reply, safeHeaders } from './reply.ts';

type PagesDeps = DownloadDeps & Pick<Process, 'logger' | 'background'>;

interface Page {
  /** Names the address in the log, which must not have what is secret in it. */
  name: string;
  path: RegExp;
  method: 'GET' | 'POST';
  answer: (deps: PagesDeps, ...found: string[]) => Promise<Reply>;
}

/** The table of pages. HEAD is answered as GET, without what it shows. */
const table: readonly Page[] = [
  { name: 'files', path: /^\/files\/([\w-]{43})$/, method: 'GET', answer: showDownloads },
  {
    name: 'file',
    path: /^\/files\/([\w-]{43})\/(\d{1,3})$/,
    method: 'POST',
    answer: (deps, token = '', index = '') => serveDownload(deps, token, index),
  },
];

const noPage = (): Reply =>
  pageReply(
    404,
    'There is nothing here',
    '<p>Is the address whole? Ask Brag Wall in Slack for a new link.</p>',
  );

const wrongMethod = (allowed: string): Reply => {
  const reply = pageReply(
    405,
    'Not in this way',
    '<p>Go back to the page with the button, and press it there.</p>',
  );
  return { ...reply, headers: { ...reply.headers, allow: allowed } };
};

const failed = (): Reply =>
  pageReply(500, 'Something went wrong', '<p>It is not your fault. Try again in a minute.</p>');

const answered = async (
  deps: PagesDeps,
  { method, url = '' }: IncomingMessage,
): Promise<{ name: string; reply: Reply }> => {
  const [path = ''] = url.split('?');
  const found = table.find((each) => each.path.test(path));
  if (!found) return { name: 'none', reply: noPage() };
  const { name } = found;
  const allowed = found.method === 'GET' ? ['GET', 'HEAD'] : [found.method];
  if (!allowed.includes(method ?? '')) return { name, reply: wrongMethod(allowed.join(', ')) };
  return { name, reply: await found.answer(deps, ...(found.path.exec(path)?.slice(1) ?? [])) };
};

const write = (request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply) => {
  const content = Buffer.from(body);
  response.writeHead(status, { ...safeHeaders, ...headers, 'content-length': content.length });
  response.end(request.method === 'HEAD' ? undefined : content);
};

/** Answers whatever comes to the pages for people without Slack. */
export const createPages = (deps: PagesDeps): RequestListener => {
  const log = deps.logger.child({ feature: 'web' });
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Nothing that is sent to a page is read.
    request.resume();
    const { name, reply } = await answered(deps, request).catch((error: unknown) => {
      log.error({ err: error }, 'a page could not be shown');
      return { name: 'failed', reply: failed() };
    });
    log.info({ page: name, method: request.method, status: reply.status }, 'page');
    write(request, response, reply);
  };
  return (request, response) => deps.background.run('web', () => respond(request, response));
};

import type { WebPart } from '../web-part.ts';
import { serveDownload, showDownloads } from './download-page.ts';

/** Files that somebody asked for in Slack, behind a link that only they have. */
export const filePart: WebPart = {
  name: 'files',
  path: '/files',
  register(app, deps) {
    app.get('/:token{[\\w-]{43}}', (context) => showDownloads(context, deps, context.req.param('token')));
    app.post('/:token{[\\w-]{43}}/:index{\\d{1,3}}', (context) => {
      context.set('page', 'file');
      const { token, index } = context.req.param();
      return serveDownload(context, deps, token, Number(index));
    });
  },
};

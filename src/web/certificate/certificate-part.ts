import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import { NotInstalledError } from '../../errors.ts';
import { certificateBehind, linkedCertificate } from '../../operations/challenge/certificate.ts';
import type { CertificateWords } from '../../picture/certificate-words.ts';
import { disposition } from '../file/send-file.ts';
import { showWords } from '../page.ts';
import type { WebContext, WebDeps, WebPart } from '../web-part.ts';

/** Another one whenever a certificate looks otherwise: then nobody goes on showing what they kept. */
const drawing = 1;

const kindOf = (words: CertificateWords): string =>
  `"${createHash('sha256')
    .update(JSON.stringify([drawing, words]))
    .digest('base64url')
    .slice(0, 22)}"`;

/** The same whether there never was one or it is there no more. */
const gone = (context: WebContext) =>
  showWords(
    context,
    404,
    'There is no certificate here',
    html`<p>Is the address whole? A certificate is there as long as every day of its challenge is done.</p><p>In Slack, it is in the messages of Brag Wall.</p>`,
  );

const wordsOf = async (deps: WebDeps, token: string): Promise<CertificateWords | undefined> => {
  const participant = await linkedCertificate(deps, token);
  if (!participant) return undefined;
  try {
    return await certificateBehind(await deps.workspaces.of(participant.teamId), participant);
  } catch (error) {
    if (error instanceof NotInstalledError) return undefined;
    throw error;
  }
};

/** What a file may be called on every system. */
const fileName = ({ name, challenge }: CertificateWords): string =>
  `${[name, challenge].filter(Boolean).join(' - ')}.png`.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ');

const isKnown = (context: WebContext, kind: string): boolean =>
  (context.req.header('if-none-match') ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .includes(kind);

const showCertificate = async (context: WebContext, deps: WebDeps, token: string) => {
  const words = await wordsOf(deps, token);
  if (!words) return gone(context);
  const kind = kindOf(words);
  // Names change and people have their data deleted, so that it is asked about again soon.
  const kept = { etag: kind, 'cache-control': 'private, max-age=600' };
  if (isKnown(context, kind)) return context.body(null, 304, kept);
  const picture = await deps.pictures.certificate(words);
  return context.body(new Uint8Array(picture), 200, {
    ...kept,
    'content-type': 'image/png',
    'cross-origin-resource-policy': 'cross-origin',
    ...(context.req.query('download') !== undefined && {
      'content-disposition': disposition(fileName(words)),
    }),
  });
};

/** The picture of a certificate, which Slack shows beside the message about it, and whoever has it can download. */
export const certificatePart: WebPart = {
  name: 'certificates',
  path: '/certificates',
  // Slack fetches those of a whole team at once, from few addresses.
  perMinute: { address: 600, link: 60 },
  register(app, deps) {
    app.get('/:file{[\\w-]{22}\\.png}', (context) =>
      showCertificate(context, deps, context.req.param('file').replace(/\.png$/, '')),
    );
  },
};

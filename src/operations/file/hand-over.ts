import { createHash, randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import type { HandedFile } from '../../domain/file-part.ts';
import type { NewDownload } from '../../models/download.ts';
import { handedAlready, handedByLink, handedByMessage, notHanded, unitsInPart } from '../../views/file.ts';
import { type Message, messageLink } from '../../views/message.ts';
import { downloadTokenHash, newDownloadToken } from './download-token.ts';
import { partsOf, planFiles } from './file-delivery.ts';
import { packed } from './packed-content.ts';

export type HandOverDeps = Pick<
  Deps,
  'store' | 'installation' | 'clock' | 'outbox' | 'background' | 'publicUrl'
>;

export interface HandOver {
  /** Whom alone they reach. */
  userId: string;
  files: readonly HandedFile[];
  /** What they are, as it is said to the person: "your wins". */
  reason: string;
}

const hourMs = 3_600_000;
/** Whoever presses twice gets one set. Messages take longer to arrive than a link. */
const sameOrderMs = { link: 10_000, messages: 120_000 } as const;
/** A document of the database holds 16 MB. */
const mostStored = 12_000_000;
/** About a minute of Slack's own pace, and as much as anybody copies. */
const mostMessages = 30;

/** What one person asked for: the same twice is the same order. */
const orderOf = ({ files, reason }: HandOver): string =>
  createHash('sha256')
    .update(JSON.stringify([reason, files.map(({ name }) => name)]))
    .digest('hex')
    .slice(0, 32);

const filesToStore = (files: readonly HandedFile[]): Promise<NewDownload['files']> =>
  Promise.all(
    files.map(async ({ name, mediaType, content }) => ({
      name,
      mediaType,
      size: Buffer.byteLength(content),
      content: await packed(content),
    })),
  );

const stored = async (
  { store, clock }: HandOverDeps,
  order: HandOver,
  set: { setId: string; tokenHash?: string },
  windowMs: number,
): Promise<'stored' | 'asked-already' | 'too-large'> => {
  const files = await filesToStore(order.files);
  if (files.reduce((sum, { content }) => sum + content.length, 0) > mostStored) return 'too-large';
  const handedAt = clock.now();
  const isFirst = await store.downloads.replace(
    {
      ...set,
      order: orderOf(order),
      userId: order.userId,
      what: order.reason,
      files,
      handedAt,
      expiresAt: new Date(handedAt.getTime() + hourMs),
    },
    windowMs,
  );
  return isFirst ? 'stored' : 'asked-already';
};

const said = ({ files, reason }: HandOver) => ({ what: reason, names: files.map(({ name }) => name) });

const byLink = async (deps: HandOverDeps, order: HandOver, publicUrl: string): Promise<Message> => {
  const token = newDownloadToken();
  const set = { setId: randomUUID(), tokenHash: downloadTokenHash(token) };
  const outcome = await stored(deps, order, set, sameOrderMs.link);
  if (outcome === 'asked-already') return handedAlready;
  if (outcome === 'too-large') return notHanded[outcome];
  return handedByLink({ ...said(order), link: `${publicUrl}/files/${token}` });
};

const isTooLong = (files: readonly HandedFile[]): boolean => {
  const units = files.reduce((sum, { content }) => sum + content.length, 0);
  return units > mostMessages * unitsInPart || partsOf(files).length > mostMessages;
};

const isRefused = async ({ store }: HandOverDeps, key: string): Promise<boolean> => {
  const delivery = await store.deliveries.find(key);
  return delivery?.state === 'failed' || delivery?.refused !== undefined;
};

const byMessage = async (deps: HandOverDeps, order: HandOver): Promise<Message> => {
  const { clock, outbox, installation, background } = deps;
  if (isTooLong(order.files)) return notHanded['too-many-messages'];
  const setId = randomUUID();
  const outcome = await stored(deps, order, { setId }, sameOrderMs.messages);
  if (outcome === 'asked-already') return handedAlready;
  if (outcome === 'too-large') return notHanded[outcome];
  const now = clock.now();
  const tooLateAt = new Date(now.getTime() + hourMs);
  const key = await planFiles(deps, { setId, userId: order.userId, tooLateAt }, now);
  const place = await outbox.deliver(key);
  // Each of the others is due once the one before it is there.
  background.run('file', () => outbox.deliverDue());
  if (!place && (await isRefused(deps, key))) return notHanded.refused;
  return handedByMessage({
    ...said(order),
    link: place && messageLink(installation.url, place),
  });
};

/**
 * Gives files to one person and nobody else: behind a link that works once a file, or, where the bot has no address, as
 * messages in their direct message with it, which needs no right to upload. Resolves with what they are answered. Asked
 * for twice at one moment, it is given once.
 */
export const handOver = (deps: HandOverDeps, order: HandOver): Promise<Message> =>
  deps.publicUrl === undefined ? byMessage(deps, order) : byLink(deps, order, deps.publicUrl);

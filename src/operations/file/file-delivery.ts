import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { filePartsOf, type HandedFile } from '../../domain/file-part.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { Download } from '../../models/download.ts';
import { type FilePart, filePartMessage, filesMessage, unitsInPart } from '../../views/file.ts';
import { type DeliveryRow, type RecordSent, send, skip } from '../delivery/delivery-row.ts';
import { unpacked } from './packed-content.ts';

/** The messages that files take, in their order. Whoever copies a text wants no mark before its first character. */
export const partsOf = (files: readonly HandedFile[]): FilePart[] =>
  files.flatMap((file) => {
    const texts = filePartsOf({ ...file, content: file.content.replace(/^\uFEFF/, '') }, unitsInPart);
    return texts.map((text, index) => ({ name: file.name, text, index, count: texts.length }));
  });

const unpackedFiles = ({ files }: Pick<Download, 'files'>): Promise<HandedFile[]> =>
  Promise.all(
    files.map(async ({ name, mediaType, content }) => ({
      name,
      mediaType,
      content: (await unpacked(content)).toString('utf8'),
    })),
  );

const setOf = async ({ store, clock }: Pick<Deps, 'store' | 'clock'>, { setId, userId }: Delivery) => {
  const set = setId && userId ? await store.downloads.find(setId, userId, clock.now()) : undefined;
  return set ? { what: set.what, parts: partsOf(await unpackedFiles(set)) } : undefined;
};

interface Plan {
  setId: string;
  userId: string;
  tooLateAt: Date;
  part: number;
}

const planPart = async (
  { store }: Pick<Deps, 'store'>,
  plan: Plan & { channelId?: string; threadTs?: string },
  now: Date,
): Promise<string> => {
  const key = deliveryKey.file(plan.setId, plan.part);
  await store.deliveries.plan({ key, kind: 'file', ...plan }, now);
  return key;
};

/** Writes down the message that the others are to be below. Resolves with its key. */
export const planFiles = (deps: Pick<Deps, 'store'>, set: Omit<Plan, 'part'>, now: Date): Promise<string> =>
  planPart(deps, { ...set, part: 0 }, now);

/** The first goes to the person, the others below it: nobody's conversation is flooded. */
export const toFileThread: DeliveryRow['to'] = async (_deps, { userId, channelId, threadTs }) => {
  if (channelId && threadTs) return { kind: 'to', channelId, threadTs };
  return userId ? { kind: 'to', channelId: userId } : skip('it is for nobody');
};

export const composeFilePart: DeliveryRow['compose'] = async (deps, delivery) => {
  const set = await setOf(deps, delivery);
  if (!set) return skip('it is not kept any more');
  if (!delivery.part) return send(filesMessage(set));
  const part = set.parts[delivery.part - 1];
  return part ? send(filePartMessage(part)) : skip('there is no such part');
};

/** One after the other, so that they are read in their order. */
export const planNextPart: RecordSent = async (deps, delivery, place) => {
  const { setId, userId, tooLateAt } = delivery;
  const part = (delivery.part ?? 0) + 1;
  const set = await setOf(deps, delivery);
  if (!setId || !userId || !tooLateAt || !set || part > set.parts.length) return;
  const below = { channelId: place.channelId, threadTs: delivery.threadTs ?? place.ts };
  await planPart(deps, { setId, userId, tooLateAt, part, ...below }, deps.clock.now());
};

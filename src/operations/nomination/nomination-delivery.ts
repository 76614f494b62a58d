import { customerDataMask } from '../../domain/customer-data.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { isExceptional, isNews } from '../../domain/win.ts';
import type { Place, Win } from '../../models/win-schema.ts';
import { type Message, messageLink } from '../../views/message.ts';
import {
  copiedNotice,
  exceptionalAnnouncement,
  praise,
  praiseGone,
} from '../../views/nomination-announcement.ts';
import {
  type DeliveryDeps,
  type DeliveryRow,
  type NotNow,
  type RecordSent,
  send,
  skip,
} from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { seesWall } from '../wall/wall-audience.ts';
import { showPosted } from '../win/unposted-win.ts';
import { type AboutWin, recordWinPosted, winOf } from '../win/win-delivery.ts';
import { namesInWin, typedWin } from '../win/win-message.ts';
import { decidePendingAt } from './pending-reaction.ts';

/** Whoever comes back after that looks at something else by then. */
const noticeLateAfterMs = 24 * 3_600_000;

/** Who wrote the message that a win was made from; undefined when they put it on the wall themselves. */
const unawareWriter = ({ source, authorId }: Win): string | undefined =>
  source?.writerId ?? (source?.nominatedBy ? authorId : undefined);

/** Once, by its key, and not before there is something to see. */
const planCopiedNotice = async ({ store, clock }: DeliveryDeps, win: Win): Promise<void> => {
  if (win.source?.kind !== 'message') return;
  const { _id } = win;
  const userId = unawareWriter(win);
  if (userId === undefined) return;
  await store.deliveries.plan(
    {
      key: deliveryKey.copied(_id),
      kind: 'copied',
      winId: _id,
      userId,
      tooLateAt: new Date(clock.now().getTime() + noticeLateAfterMs),
    },
    clock.now(),
  );
};

/** Beside what they wrote, and nobody else sees it. */
export const toWriter: DeliveryRow['to'] = async (deps, delivery) => {
  const win = await winOf(deps, delivery);
  const { channelId } = win?.source ?? {};
  const writerId = win && unawareWriter(win);
  return channelId && writerId
    ? { kind: 'to', channelId, onlyFor: writerId }
    : skip('the win was taken down');
};

export const composeCopied: DeliveryRow['compose'] = async (deps, delivery) => {
  const win = await winOf(deps, delivery);
  const writerId = win && unawareWriter(win);
  if (!win?.wall || !win.source?.channelId || !writerId) return skip('the win was taken down');
  const { channelId, nominatedBy, isRetold } = win.source;
  const isOpen = await seesWall(deps, writerId, [win.wall.channelId]);
  const copied = {
    winId: win._id,
    channelId,
    byName: namesInWin(win).get(nominatedBy ?? win.authorId) ?? 'Somebody',
    how: nominatedBy ? ('nominated' as const) : isRetold ? ('retold' as const) : ('copied' as const),
    isHero: win.heroIds.includes(writerId),
    link: isOpen ? messageLink(deps.installation.url, win.wall) : undefined,
    isMasked: win.text.includes(customerDataMask),
  };
  return send(copiedNotice(copied, await deps.workspace()));
};

/** Where one nomination is enough, that of an author who bragged about somebody else is: nobody else counts it then. */
const announceFromBeginning = async (deps: DeliveryDeps, win: Win): Promise<void> => {
  const { nominationCount, exceptionalAnnouncedAt } = win;
  if (nominationCount === 0 || exceptionalAnnouncedAt) return;
  if (isExceptional(await deps.workspace(), nominationCount)) await deps.recountWin(win._id);
};

/** Somebody can react to a wall message before it is written down where that is: then it is decided now. */
export const recordPostedWin: RecordSent = async (deps, delivery, place, revision) => {
  const win = await recordWinPosted(deps, delivery, place, revision);
  if (win) await planCopiedNotice(deps, win);
  if (win && (delivery.refused || delivery.silentSince))
    deps.background.run('win', () => showPosted(deps, win._id));
  if (win) await announceFromBeginning(deps, win);
  deps.background.run('nomination', () => decidePendingAt(deps, place, deps.clock.now()));
};

const nominatorNames = async ({ people }: Pick<DeliveryDeps, 'people'>, win: Win): Promise<string[]> => {
  const { people: known } = await people.findAll(win.nominatorIds);
  return win.nominatorIds.map((userId) => known.get(userId)?.name ?? 'someone');
};

/** Enough people may nominate a message before its win is on the wall, and some take it back before that is said. */
const notYet: NotNow = { kind: 'wait', why: 'the win is not on the wall, or not exceptional, yet' };

/** It may have waited for a vote so long that it became exceptional by another threshold. */
const isToldOf = async ({ workspace, clock }: DeliveryDeps, win: Win): Promise<boolean> =>
  isExceptional(await workspace(), win.nominationCount) &&
  isNews({ ...win, isEarned: win.isEarned ?? true }, clock.now());

const exceptionalWin = async (
  deps: DeliveryDeps,
  about: AboutWin,
): Promise<{ kind: 'found'; win: Win; wall: Place } | NotNow> => {
  const win = await winOf(deps, about);
  if (!win) return skip('the win was taken down');
  if (!win.wall || win.folded || !(await isToldOf(deps, win))) return notYet;
  return { kind: 'found', win, wall: win.wall };
};

/** What is said in its thread, with those who nominate it now. */
export const announcementOf = async (
  deps: Pick<DeliveryDeps, 'people' | 'workspace'>,
  win: Win,
): Promise<Message> =>
  exceptionalAnnouncement(win.heroIds, await nominatorNames(deps, win), await deps.workspace());

export const composeExceptional: DeliveryRow['compose'] = async (deps, delivery) => {
  const found = await exceptionalWin(deps, delivery);
  if (found.kind !== 'found') return found;
  return send(await announcementOf(deps, found.win));
};

export const toThreadOfWin: DeliveryRow['to'] = async (deps, delivery) => {
  const found = await exceptionalWin(deps, delivery);
  if (found.kind !== 'found') return found;
  return { kind: 'to', channelId: found.wall.channelId, threadTs: found.wall.ts };
};

const praiseOf = async (deps: DeliveryDeps, userId: string, win: Win, wall: Place) => {
  const isOpen = await seesWall(deps, userId, [wall.channelId]);
  const shown = isOpen &&
    !win.folded && {
      link: messageLink(deps.installation.url, wall),
      typed: typedWin(win),
    };
  return praise(await nominatorNames(deps, win), shown || undefined, await deps.workspace());
};

/** Told to each hero: their win is exceptional. */
export const praisePart: NoteRow = {
  topic: 'praise',
  async compose(deps, part) {
    const found = await exceptionalWin(deps, part);
    return found.kind === 'found' ? send(await praiseOf(deps, part.userId, found.win, found.wall)) : found;
  },
  async show(deps, part) {
    const win = await winOf(deps, part);
    return win?.wall ? praiseOf(deps, part.userId, win, win.wall) : praiseGone(await deps.workspace());
  },
};

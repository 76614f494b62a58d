import type { LostWall } from '../../domain/workspace.ts';
import type { Delivery } from '../../models/delivery.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Message } from '../../views/message.ts';
import { wallAway, wallFound, wallHere, wallLost, wallLostSince, wallProposed } from '../../views/wall.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';

/** Another channel may be the wall by now. */
export const composeWallHere: DeliveryRow['compose'] = async ({ workspace }, { channelId }) => {
  const { wallChannelId } = await workspace();
  return channelId && channelId === wallChannelId ? send(wallHere()) : skip('it is not the wall');
};

export const composeWallAway: DeliveryRow['compose'] = async ({ workspace, channels }, { channelId }) => {
  const { wallChannelId } = await workspace();
  if (!wallChannelId || wallChannelId === channelId) return skip('it is the wall again, or there is none');
  const isPublic = (await channels.find(wallChannelId))?.isPublic === true;
  return send(wallAway(isPublic ? wallChannelId : undefined));
};

const isBack = 'there is a wall again';

/** Whether it is about the loss that lasts. Its key names that by its time, since a channel's id can change. */
const isAbout = ({ _id }: Pick<Delivery, '_id'>, lost: LostWall | undefined): lost is LostWall =>
  lost !== undefined && `${_id}:`.includes(`:${lost.at.getTime()}:`);

/** Why there is no news of a lost wall, or no question about another, any more. */
export const whyNoLoss = async ({ workspace }: DeliveryDeps, about: Delivery): Promise<string | undefined> =>
  isAbout(about, (await workspace()).lostWall) ? undefined : isBack;

/** In place of what a loss had managers told, once it is over. */
const settled = async ({ workspace }: DeliveryDeps, lostChannelId?: string): Promise<Message> => {
  const { wallChannelId } = await workspace();
  return wallChannelId ? wallFound(lostChannelId ?? wallChannelId, wallChannelId) : wallLostSince;
};

/** The loss that lasts, or that ended without anything posted on the wall since: nobody knows that it will do. */
const lossOf = async ({ workspace }: DeliveryDeps, part: NotePart): Promise<LostWall | undefined> => {
  const { lostWall, doubtedWall } = await workspace();
  return [lostWall, doubtedWall].find((lost) => isAbout(part, lost));
};

/** Told to every manager: the wall is lost. Not told any more when it is back by then. */
export const wallLostPart: NoteRow = {
  topic: 'team',
  isPressing: true,
  async compose({ workspace }, part) {
    const { lostWall } = await workspace();
    return isAbout(part, lostWall) ? send(wallLost(lostWall.channelId, lostWall.why)) : skip(isBack);
  },
  async show(deps, part) {
    const lost = await lossOf(deps, part);
    return lost ? wallLost(lost.channelId, lost.why) : settled(deps, part.channelId ?? undefined);
  },
};

/** Asked of every manager: whether another channel shall be the wall. */
export const wallAskPart: NoteRow = {
  topic: 'team',
  isPressing: true,
  async compose({ workspace }, part) {
    const { lostWall } = await workspace();
    const { channelId, byId } = part;
    return channelId && isAbout(part, lostWall)
      ? send(wallProposed(channelId, byId ?? undefined, lostWall))
      : skip(isBack);
  },
  async show(deps, part) {
    const lost = await lossOf(deps, part);
    const { channelId, byId } = part;
    return lost && channelId ? wallProposed(channelId, byId ?? undefined, lost) : settled(deps);
  },
};

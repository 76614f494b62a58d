import { wallLost, wallProposed, wallWelcome } from '../../views/wall.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';

export const composeWallWelcome: DeliveryRow['compose'] = async ({ workspace }, { channelId }) => {
  const decided = await workspace();
  const isWall = channelId && channelId === decided.wallChannelId;
  return isWall ? send(wallWelcome(decided)) : skip('it is not the wall');
};

export const composeWallLost: DeliveryRow['compose'] = async ({ workspace }) => {
  const { lostWall } = await workspace();
  return lostWall ? send(wallLost(lostWall.channelId, lostWall.why)) : skip('there is a wall again');
};

export const composeWallAsk: DeliveryRow['compose'] = async ({ workspace }, { channelId, byId }) => {
  const { lostWall } = await workspace();
  return lostWall && channelId
    ? send(wallProposed(channelId, byId ?? undefined, lostWall))
    : skip('there is a wall again');
};

/** The primary owner, or else another admin. */
export const toFirstManager: DeliveryRow['to'] = async ({ people }) => {
  const [admin] = await people.findAdmins();
  return admin ? { kind: 'to', channelId: admin.userId } : skip('the workspace has no active admin');
};

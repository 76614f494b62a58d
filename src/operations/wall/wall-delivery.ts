import { wallAway, wallHere, wallLost, wallProposed } from '../../views/wall.ts';
import { type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { findManagers } from '../workspace/manager.ts';

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

/** Whoever was named first of those who lead the team. */
export const toFirstManager: DeliveryRow['to'] = async (deps) => {
  const [manager] = await findManagers(deps);
  return manager ? { kind: 'to', channelId: manager.userId } : skip('nobody manages the workspace');
};

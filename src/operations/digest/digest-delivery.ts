import { channelsOf, type Digest, storiesOf, totalsOf } from '../../domain/digest.ts';
import type { Delivery } from '../../models/delivery.ts';
import { digestMessage } from '../../views/digest/digest.ts';
import { managerDigest } from '../../views/digest/manager-digest.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { toldOnWall } from '../wall/told-on-wall.ts';
import { seesWall } from '../wall/wall-audience.ts';
import { managesWorkspace } from '../workspace/manager.ts';

/** What was stored of the closed week that a delivery is about, and nothing newer. */
const closedWeek = async ({ store }: DeliveryDeps, { week }: Delivery): Promise<Digest | null> =>
  week ? store.digests.find(week) : null;

export const composeDigest: DeliveryRow['compose'] = async (deps, delivery) => {
  const closed = await closedWeek(deps, delivery);
  if (!closed) return skip('the week has no digest');
  const digest = storiesOf(closed, await toldOnWall(deps, channelsOf({ ...closed, team: null })));
  const look = await deps.workspace();
  const view = { digest, look, workspaceUrl: deps.installation.url, isSoFar: false, isTotalsOnly: false };
  return { kind: 'send', ...digestMessage(view) };
};

export const composeManagerDigest: DeliveryRow['compose'] = async (deps, delivery) => {
  const digest = await closedWeek(deps, delivery);
  if (!digest || !delivery.userId) return skip('the week has no digest');
  if (!(await managesWorkspace(deps, delivery.userId)))
    return skip('the person is no longer an active admin');
  const isTotalsOnly = !(await seesWall(deps, delivery.userId, channelsOf(digest)));
  const shown = isTotalsOnly ? totalsOf(digest) : digest;
  const look = await deps.workspace();
  const view = { digest: shown, look, workspaceUrl: deps.installation.url, isSoFar: false, isTotalsOnly };
  return send(managerDigest(view, delivery.userId));
};

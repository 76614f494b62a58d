import pTimeout from 'p-timeout';
import type { Deps } from '../../deps.ts';
import { zoneOr } from '../../domain/calendar.ts';
import { fallbackZone, type Workspace } from '../../domain/workspace.ts';

type ZoneDeps = Pick<Deps, 'store' | 'people'>;

/**
 * Settles the workspace's own time zone, where its days and weeks begin. Slack has none for a workspace, so it is that
 * of its primary owner, or else of another admin. Throws when Slack cannot be asked.
 */
export const settleZone = async ({ store, people }: ZoneDeps): Promise<void> => {
  if ((await store.workspace.read()).isZoneSettled) return;
  const [admin] = await people.findAdmins();
  await store.workspace.setTimeZoneIfNone(zoneOr(admin?.timeZone, fallbackZone));
};

/** A large workspace's people take Slack seconds to list, and a person waits. */
const zoneLimitMs = 500;

/**
 * What the workspace has decided. Nobody is refused because Slack cannot be asked in time for a zone that is not
 * settled yet.
 */
export const readWorkspace = async (deps: ZoneDeps): Promise<Workspace> => {
  const { isZoneSettled, ...workspace } = await deps.store.workspace.read();
  if (isZoneSettled) return workspace;
  await pTimeout(settleZone(deps), { milliseconds: zoneLimitMs }).catch(() => undefined);
  const { zone } = await deps.store.workspace.read();
  return { ...workspace, zone };
};

/** The same for what nobody waits for, and what is planned by the zone: throws while it cannot be settled. */
export const readSettledWorkspace = async (deps: ZoneDeps): Promise<Workspace> => {
  await settleZone(deps);
  return deps.store.workspace.read();
};

/** Given to a request or a job instead of the reading itself: it is read when it is first asked for, and then a value. */
export const readOnce = (read: Deps['workspace']): Deps['workspace'] => {
  let reading: ReturnType<typeof read> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
};

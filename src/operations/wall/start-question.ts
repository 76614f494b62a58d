import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { isLocalTime } from '../../domain/calendar.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { canManage, isManager } from '../../domain/person.ts';
import { changedFields, settingValuesOf } from '../../domain/setting-change.ts';
import type { FirstOutcome, FirstSettings } from '../../domain/workspace-manager.ts';
import { wallStartQuestion } from '../../views/wall-start.ts';
import { type DeliveryDeps, type DeliveryRow, send, skip } from '../delivery/delivery-row.ts';
import { faultInManagers, nameIfNobodyIs } from '../workspace/change-managers.ts';

/** Whoever comes back after that looks at something else by then; what is filled in holds anyway. */
const lateAfterMs = 24 * 3_600_000;

/** Asks whoever invited the bot, once. */
export const planStartQuestion = async (
  { store, installation }: Pick<Deps, 'store' | 'installation'>,
  { channelId, byId }: { channelId: string; byId: string },
  now: Date,
): Promise<void> => {
  const key = deliveryKey['wall-start'](installation.teamId, channelId);
  const tooLateAt = new Date(now.getTime() + lateAfterMs);
  await store.deliveries.plan({ key, kind: 'wall-start', channelId, byId, tooLateAt }, now);
};

/** Nobody else sees it. */
export const toInviter: DeliveryRow['to'] = async (_deps, { channelId, byId }) =>
  channelId && byId ? { kind: 'to', channelId, onlyFor: byId } : skip('it is for nobody');

/** Slack could not say who invited the bot when it did: then they are named now, unless anybody is. */
const nameInviter = async ({ store, people, clock }: DeliveryDeps, byId: string): Promise<void> => {
  const { managerIds } = await store.workspace.read();
  if (managerIds !== undefined || !canManage(await people.find(byId))) return;
  await nameIfNobodyIs(store, byId, clock.now());
};

export const composeStartQuestion: DeliveryRow['compose'] = async (deps, { channelId, byId }) => {
  if (!channelId || !byId) return skip('it is for nobody');
  await nameInviter(deps, byId);
  const workspace = await deps.store.workspace.read();
  if (workspace.wallChannelId !== channelId) return skip('it is not the wall');
  if (workspace.managerIds === undefined || !isManager(await deps.people.find(byId), workspace))
    return skip('somebody else leads the team');
  return send(wallStartQuestion({ ...workspace, channelId, byId }));
};

/** What of it was chosen; what was not even shown stays as it is. */
export type Start = Partial<FirstSettings> & {
  byId: string;
  /** Of the settings that were filled in. */
  version: number;
};

/**
 * Start: sets what whoever invited the bot has chosen, in one write, or nothing of it. Repeated, it changes nothing.
 * Throws when Slack cannot be asked.
 */
export const startAsChosen = async (
  deps: Pick<Deps, 'store' | 'people'>,
  { byId, version, ...chosen }: Start,
  now: Date,
): Promise<FirstOutcome> => {
  const { store, people } = deps;
  const workspace = await store.workspace.read();
  if (!isManager(await people.find(byId), workspace)) return { kind: 'not-manager' };
  const { weekday = workspace.digestTime.weekday, time = workspace.digestTime.time } = chosen;
  if (!(Number.isInteger(weekday) && weekday >= 1 && weekday <= 7 && isLocalTime(time)))
    return { kind: 'no-such-time' };
  const managerIds = chosen.managerIds && [...new Set(chosen.managerIds)];
  const fault = managerIds && (await faultInManagers(deps, { from: workspace.managerIds, to: managerIds }));
  if (fault) return { kind: 'faulty', fault };
  const before = settingValuesOf(workspace);
  const after = { ...before, digestTime: { weekday, time }, ...(managerIds && { managerIds }) };
  const fields = changedFields(before, after);
  if (fields.length === 0) return { kind: 'set' };
  if (version !== workspace.settingsVersion) return { kind: 'changed-meanwhile' };
  const change = { id: randomUUID(), byId, at: now, version: version + 1, fields };
  // Somebody was faster: perhaps the same person, who pressed twice.
  return (await store.workspace.changeSettings(change))
    ? { kind: 'set' }
    : startAsChosen(deps, { byId, version, ...chosen }, now);
};

import pTimeout from 'p-timeout';
import type { Deps } from '../deps.ts';
import { fallbackZone, settingsDefaults, type Workspace } from '../domain/workspace.ts';

/** A form has to be answered, and what it stores needs the database as well: that will say what is wrong with it. */
const limitMs = 500;

/** What the workspace has decided about something, or what it says without when the database cannot tell in time. */
const decidedInTime = async <T>(
  { workspace }: Pick<Deps, 'workspace'>,
  part: (decided: Workspace) => T,
  fallback: T,
): Promise<T> => pTimeout(workspace().then(part), { milliseconds: limitMs }).catch(() => fallback);

export const zoneInTime = (deps: Pick<Deps, 'workspace'>): Promise<string> =>
  decidedInTime(deps, ({ zone }) => zone, fallbackZone);

export const isTeamModeInTime = (deps: Pick<Deps, 'workspace'>): Promise<boolean> =>
  decidedInTime(deps, ({ isTeamMode }) => isTeamMode, settingsDefaults.isTeamMode);

export const principleNamesInTime = (deps: Pick<Deps, 'workspace'>): Promise<Workspace['principleNames']> =>
  decidedInTime(deps, ({ principleNames }) => principleNames, settingsDefaults.principleNames);

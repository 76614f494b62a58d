import pTimeout from 'p-timeout';
import type { Deps } from '../deps.ts';
import { fallbackZone } from '../domain/workspace.ts';

/** A form has to be answered, and what it stores needs the database as well: that will say what is wrong with it. */
const limitMs = 500;

/** The workspace's zone, or the fallback when the database cannot tell in time. */
export const zoneInTime = async ({ workspace }: Pick<Deps, 'workspace'>): Promise<string> => {
  const reading = workspace().then(({ zone }) => zone);
  return pTimeout(reading, { milliseconds: limitMs }).catch(() => fallbackZone);
};

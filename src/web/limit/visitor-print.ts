import { createHmac, randomBytes } from 'node:crypto';
import type { Process } from '../../deps.ts';

type PrintDeps = Pick<Process, 'models' | 'clock' | 'logger'>;

export type VisitorPrint = (what: string) => Promise<string>;

const dayMs = 24 * 60 * 60_000;
/** How long a salt of this process alone does where the database cannot give one. */
const ownSaltMs = 10_000;

/**
 * Makes what visitors are counted by: a keyed print of their address, or of the link that they have, which is of no use
 * to anybody once the day's salt is thrown away.
 */
export const createVisitorPrint = ({ models, clock, logger }: PrintDeps): VisitorPrint => {
  let current: { until: number; salt: Promise<string> } | undefined;

  const choose = (now: number): { until: number; salt: Promise<string> } => {
    const start = now - (now % dayMs);
    const candidate = randomBytes(32).toString('base64url');
    const chosen = { until: start + dayMs, salt: Promise.resolve(candidate) };
    const day = new Date(start).toISOString().slice(0, 10);
    chosen.salt = models.visitSalts.ofDay(day, candidate, new Date(chosen.until)).catch((error: unknown) => {
      logger.warn({ feature: 'web', err: error }, 'visitors are counted by this process alone for a while');
      chosen.until = Math.min(chosen.until, now + ownSaltMs);
      return candidate;
    });
    return chosen;
  };

  return async (what) => {
    const now = clock.now().getTime();
    // A clock can be put back, too.
    if (!current || now >= current.until || now < current.until - dayMs) current = choose(now);
    return createHmac('sha256', await current.salt)
      .update(what)
      .digest('base64url');
  };
};

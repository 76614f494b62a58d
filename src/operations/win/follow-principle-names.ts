import type { Deps } from '../../deps.ts';
import { shownAnewSince } from '../../domain/win.ts';

/** Principles go by other names: recent wins that carry one are shown anew, older ones when something changes about them. */
export const followPrincipleNames = async (
  { store }: Pick<Deps, 'store'>,
  _change: unknown,
  now: Date,
): Promise<void> => store.wins.markStaleSince(shownAnewSince(now), { withPrinciple: true });

import type { Deps } from '../../deps.ts';
import type { Span } from '../../domain/calendar.ts';
import type { PrivatePair } from '../../domain/tally.ts';

/** Who noticed whom in words that only their reader has seen. */
export const privatePairs = async (_deps: Pick<Deps, 'store'>, _span: Span): Promise<PrivatePair[]> => [];

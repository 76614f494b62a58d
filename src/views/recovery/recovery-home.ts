import type { KnownBlock } from '@slack/types';
import { context, section } from '../blocks.ts';
import { recoveryRow } from './recovery-card.ts';
import type { OwnRecoveries } from './recovery-form.ts';

/** What somebody is putting right, each with what comes next. */
export const recoveriesOnHome = ({ shown, others }: OwnRecoveries): KnownBlock[] => [
  section(':adhesive_bandage: *To make right*'),
  ...shown.map(recoveryRow),
  ...(others > 0 ? [context(`And ${others} more: \`/brag recover\` shows them.`)] : []),
];

/** Below as many questions as Home has. */
export const moreAsks = context(
  'There are more to ask about: they come up here once one of these is answered.',
);

import type { KnownBlock } from '@slack/types';
import { context, section } from '../blocks.ts';
import { recoveryRow } from './recovery-card.ts';
import type { OwnRecoveries } from './recovery-form.ts';

/** What somebody is putting right, each with what comes next; nothing when there is nothing. */
export const recoveriesOnHome = ({ shown, others }: OwnRecoveries): KnownBlock[] =>
  shown.length === 0
    ? []
    : [
        section(':adhesive_bandage: *To make right*'),
        ...shown.map(recoveryRow),
        ...(others > 0 ? [context(`And ${others} more: \`/brag recover\` shows them.`)] : []),
      ];

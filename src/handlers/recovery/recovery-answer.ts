import type { BlockAction, RespondFn, ViewOutput } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import type { OpenedRecovery } from '../../operations/recovery/recovery-access.ts';
import { cardFor } from '../../operations/recovery/recovery-card.ts';
import type { WorkDeps, WorkOutcome } from '../../operations/recovery/work-on-recovery.ts';
import { recoveryModal } from '../../views/recovery/recovery-card.ts';
import { recoveryRefused } from '../../views/recovery/recovery-words.ts';
import { answerPrivately } from '../ephemeral.ts';

export type AnswerDeps = WorkDeps & Pick<Deps, 'clock' | 'logger'>;

/** The card in a modal, as it is now. */
export const cardModal = async (
  deps: AnswerDeps,
  { recovery, reader }: OpenedRecovery,
  options?: Parameters<typeof recoveryModal>[1],
) => recoveryModal(await cardFor(deps, recovery, reader, deps.clock.now()), options);

/** A modal that is open shows the card as it is now. It may be closed already. */
export const showInModal = async (
  deps: AnswerDeps,
  client: WebClient,
  viewId: string,
  opened: OpenedRecovery,
): Promise<void> => {
  try {
    await client.views.update({ view_id: viewId, view: await cardModal(deps, opened) });
  } catch (error) {
    deps.logger.warn({ feature: 'recovery', err: error }, 'a card in a modal could not be shown anew');
  }
};

/** The modal that a form was opened over. */
export const showBeneath = async (
  deps: AnswerDeps,
  client: WebClient,
  { previous_view_id: viewId }: Pick<ViewOutput, 'previous_view_id'>,
  opened: OpenedRecovery,
): Promise<void> => {
  if (viewId) await showInModal(deps, client, viewId, opened);
};

interface Pressed {
  body: Pick<BlockAction, 'view'>;
  client: WebClient;
  respond: RespondFn;
}

/** Messages and notes with the card are shown anew by themselves; a modal is shown here. */
export const answerWork = async (
  deps: AnswerDeps,
  { body, client, respond }: Pressed,
  outcome: WorkOutcome,
): Promise<void> => {
  const { opened } = outcome;
  if (opened && body.view?.type === 'modal') await showInModal(deps, client, body.view.id, opened);
  if (outcome.kind === 'refused') await answerPrivately(respond, recoveryRefused(outcome.why));
};

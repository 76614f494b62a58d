import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { type ReadDigestDeps, readManagerDigest } from '../../operations/digest/read-digest.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { digestRefused } from '../../views/digest/digest-refusal.ts';
import { managerDigest, managersOnly } from '../../views/digest/manager-digest.ts';
import { answerPrivately } from '../ephemeral.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Managers' edition, below a digest that a manager asked for. Who may read it is decided where it is read. */
export const createDigestManagersAction =
  (deps: ReadDigestDeps & Pick<Deps, 'installation'>) =>
  async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    const week = action.value ?? '';
    const reading = await readManagerDigest(deps, week, body.user.id);
    if (reading.kind === 'not-allowed')
      return answerPrivately(respond, managersOnly(await whomToAsk(deps, body.user.id)));
    if (reading.kind === 'none') return answerPrivately(respond, digestRefused(reading));
    const { digest, kind, isTotalsOnly } = reading;
    const isSoFar = kind === 'so-far';
    const look = await deps.workspace();
    const view = { digest, look, workspaceUrl: deps.installation.url, isSoFar, isTotalsOnly };
    await answerPrivately(respond, managerDigest(view, body.user.id));
  };

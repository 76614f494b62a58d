import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../../deps.ts';
import { openWeek } from '../../domain/workspace.ts';
import { type ReadDigestDeps, readManagerDigest } from '../../operations/digest/read-digest.ts';
import { whomToAsk } from '../../operations/workspace/manager.ts';
import { apology } from '../../views/apology.ts';
import { digestRefused } from '../../views/digest/digest-refusal.ts';
import { managerDigest, managersOnly } from '../../views/digest/manager-digest.ts';
import { type Message, messageModal, paragraph } from '../../views/message.ts';
import { emptyComposer } from '../../views/win/win-form.ts';
import { helpFor } from '../brag-command.ts';
import { principleNamesInTime } from '../decided-in-time.ts';
import { answerPrivately } from '../ephemeral.ts';
import { openForm } from '../open-form.ts';
import { composeMetadata } from '../win/win-form-values.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;

/** Brag, on Home and below the answer to a message. */
export const createHomeBragAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const metadata = composeMetadata.write({
      responseUrl: body.response_url,
      isOnHome: body.response_url === undefined,
    });
    const form = emptyComposer(metadata, await principleNamesInTime(deps));
    const doubt = await openForm(client, body, form);
    if (doubt) await answerPrivately(respond, doubt);
  };

/** Help, in the same two places. */
export const createHomeHelpAction =
  (deps: Pick<Deps, 'workspace'>) =>
  async ({ ack, body, client, respond }: Args): Promise<void> => {
    await ack();
    const doubt = await openForm(client, body, messageModal('Help', await helpFor(deps)));
    if (doubt) await answerPrivately(respond, doubt);
  };

const managersTitle = 'This week for managers';

type ManagersDeps = ReadDigestDeps & Pick<Deps, 'installation' | 'clock'>;

const managersMessage = async (deps: ManagersDeps, userId: string): Promise<Message> => {
  const look = await deps.workspace();
  const week = openWeek(deps.clock.now(), look);
  const reading = await readManagerDigest(deps, week, userId);
  if (reading.kind === 'not-allowed') return managersOnly(await whomToAsk(deps, userId));
  if (reading.kind === 'none') return digestRefused(reading);
  const { digest, kind, isTotalsOnly } = reading;
  return managerDigest(
    { digest, workspaceUrl: deps.installation.url, look, isSoFar: kind === 'so-far', isTotalsOnly },
    userId,
  );
};

const moment = paragraph('One moment, I am looking at everybody in the channel of the wall.');

/**
 * This week for managers, on Home. Who may read it is decided where it is read. A large team takes longer to look at
 * than Slack waits for a modal to open, so it opens first.
 */
export const createHomeManagersAction =
  (deps: ManagersDeps) =>
  async ({ ack, body, client }: Args): Promise<void> => {
    await ack();
    const opened = await client.views.open({
      trigger_id: body.trigger_id,
      view: messageModal(managersTitle, moment),
    });
    const show = (message: Message) =>
      client.views.update({ view_id: opened.view?.id ?? '', view: messageModal(managersTitle, message) });
    try {
      await show(await managersMessage(deps, body.user.id));
    } catch (error) {
      await show(paragraph(apology.message));
      throw error;
    }
  };

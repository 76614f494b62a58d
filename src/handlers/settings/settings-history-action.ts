import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../../deps.ts';
import { readHistory } from '../../operations/settings/read-history.ts';
import { settingsHistory } from '../../views/settings/settings-news.ts';

type Args = AllMiddlewareArgs & SlackActionMiddlewareArgs<BlockAction<ButtonAction>>;
type HistoryDeps = Pick<Deps, 'store' | 'people' | 'workspace' | 'clock'>;

/** What the view shows that a button asks for; undefined for whoever is no manager. */
const pageFor = async (
  deps: HistoryDeps,
  { action, body }: Pick<Args, 'action' | 'body'>,
): Promise<ModalView | undefined> => {
  const before = action.value ? Number(action.value) : undefined;
  const page = await readHistory(
    deps,
    body.user.id,
    Number.isInteger(before) ? before : undefined,
    deps.clock.now(),
  );
  return page && settingsHistory(page);
};

/** What changed, in the settings: on top of the form, which stays as it is filled in. */
export const createSettingsHistoryAction =
  (deps: HistoryDeps) =>
  async ({ ack, action, body, client }: Args): Promise<void> => {
    await ack();
    const view = await pageFor(deps, { action, body });
    if (view) await client.views.push({ trigger_id: body.trigger_id, view });
  };

/** Older and Newest, in what changed. */
export const createSettingsHistoryPageAction =
  (deps: HistoryDeps) =>
  async ({ ack, action, body, client }: Args): Promise<void> => {
    await ack();
    const view = await pageFor(deps, { action, body });
    if (view && body.view) await client.views.update({ view_id: body.view.id, view });
  };

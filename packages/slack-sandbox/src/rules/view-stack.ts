import type { JsonObject } from '../json.ts';
import { SlackError } from '../slack-api/slack-error.ts';
import type { ViewRecord } from '../workspace/types.ts';
import { viewStack } from '../workspace/views.ts';
import type { World } from '../world.ts';

const STACK_MOST = 3;

/** Slack stacks three modals and no more. */
export const checkStack = (world: World, onto: ViewRecord): void => {
  if (viewStack(world, onto).length >= STACK_MOST) throw new SlackError('push_limit_reached');
};

/** No two views that are shown have one external id; a view may keep its own. */
export const checkExternalId = (world: World, { external_id }: JsonObject, own?: ViewRecord): void => {
  const isTaken = [...world.workspace.views.values()].some(
    (record) => record !== own && record.open && external_id && record.view.external_id === external_id,
  );
  if (isTaken) throw new SlackError('duplicate_external_id');
};

import { exchangeTrigger } from '../rules/triggers.ts';
import { checkedView } from '../rules/view-rules.ts';
import type { ViewRecord } from '../workspace/types.ts';
import { createView, homeOf, replaceView, viewJson, viewStack } from '../workspace/views.ts';
import type { World } from '../world.ts';
import { existingPerson } from './access.ts';
import { type Methods, method } from './method.ts';
import { SlackError } from './slack-error.ts';

const STACK_MOST = 3;

const triggered = { view: 'json!', trigger_id: 'text', interactivity_pointer: 'text' } as const;

const triggerOf = (
  world: World,
  methodName: string,
  given: { trigger_id?: string; interactivity_pointer?: string },
) => exchangeTrigger(world, methodName, given.trigger_id ?? given.interactivity_pointer ?? '');

const checkHash = (record: ViewRecord | undefined, hash: string | undefined) => {
  if (record && hash && record.hash !== hash) throw new SlackError('hash_conflict');
};

const findView = (world: World, viewId: string | undefined, externalId: string | undefined) => {
  const views = [...world.workspace.views.values()];
  const record = views.find(({ id, open, view }) =>
    viewId ? id === viewId : open && externalId !== undefined && view.external_id === externalId,
  );
  if (!record?.open) throw new SlackError('not_found');
  return record;
};

const checkExternalId = (world: World, view: unknown) => {
  const externalId = (view as { external_id?: unknown }).external_id;
  const isTaken = [...world.workspace.views.values()].some(
    (record) => record.open && externalId && record.view.external_id === externalId,
  );
  if (isTaken) throw new SlackError('duplicate_external_id');
};

export const viewMethods: Methods = {
  'views.open': method({
    tier: 4,
    arguments: triggered,
    run(world, given) {
      const { user } = triggerOf(world, 'views.open', given);
      const view = checkedView(world, 'views.open', given.view, 'modal');
      checkExternalId(world, view);
      return { view: viewJson(world, createView(world, { user, view })) };
    },
  }),

  'views.push': method({
    tier: 4,
    arguments: triggered,
    run(world, given) {
      const trigger = triggerOf(world, 'views.push', given);
      const onto = world.workspace.views.get(trigger.viewId ?? '');
      if (!onto?.open) throw new SlackError('not_found');
      if (viewStack(world, onto).length >= STACK_MOST) throw new SlackError('push_limit_reached');
      const view = checkedView(world, 'views.push', given.view, 'modal');
      checkExternalId(world, view);
      return { view: viewJson(world, createView(world, { user: trigger.user, view, onto })) };
    },
  }),

  'views.update': method({
    tier: 4,
    arguments: { view: 'json!', view_id: 'text', external_id: 'text', hash: 'text' },
    run(world, { view, view_id, external_id, hash }) {
      const record = findView(world, view_id, external_id);
      checkHash(record, hash);
      replaceView(world, record, checkedView(world, 'views.update', view, record.type));
      return { view: viewJson(world, record) };
    },
  }),

  'views.publish': method({
    tier: 4,
    arguments: { user_id: 'text!', view: 'json!', hash: 'text' },
    run(world, given) {
      if (!world.manifest.hasHomeTab) throw new SlackError('not_enabled');
      const user = existingPerson(world, given.user_id).id;
      const existing = homeOf(world, user);
      checkHash(existing, given.hash);
      const view = checkedView(world, 'views.publish', given.view, 'home');
      if (existing) replaceView(world, existing, view);
      return { view: viewJson(world, existing ?? createView(world, { user, view })) };
    },
  }),
};

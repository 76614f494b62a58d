import { exchangeTrigger } from '../rules/triggers.ts';
import { checkedView } from '../rules/view-rules.ts';
import { checkExternalId, checkStack } from '../rules/view-stack.ts';
import type { ViewRecord } from '../workspace/types.ts';
import { createView, homeOf, replaceView, viewJson } from '../workspace/views.ts';
import type { World } from '../world.ts';
import { type Methods, method } from './method.ts';
import { refusal, SlackError } from './slack-error.ts';

const triggered = { view: 'json!', trigger_id: 'text', interactivity_pointer: 'text' } as const;

const triggerOf = (
  world: World,
  methodName: string,
  given: { trigger_id?: string; interactivity_pointer?: string },
) => exchangeTrigger(world, methodName, given.trigger_id ?? given.interactivity_pointer ?? '');

/** A hash of what is not there yet is not that of what is shown. */
const checkHash = (record: ViewRecord | undefined, hash: string | undefined) => {
  if (hash && record?.hash !== hash) throw new SlackError('hash_conflict');
};

const findView = (world: World, viewId: string | undefined, externalId: string | undefined) => {
  const views = [...world.workspace.views.values()];
  const record = views.find(({ id, open, view }) =>
    viewId ? id === viewId : open && externalId !== undefined && view.external_id === externalId,
  );
  if (!record?.open) throw new SlackError('not_found');
  return record;
};

/** Only people have a home. */
const homeOwner = (world: World, userId: string): string => {
  const person = world.workspace.people.get(userId);
  if (person && !person.isBot) return userId;
  throw refusal('invalid_arguments', ['invalid `user_id`']);
};

const requireHomeTab = (world: World) => {
  if (world.manifest.hasHomeTab) return;
  const what = 'a home, while features.app_home.home_tab_enabled is off in the manifest';
  world.journal.addViolation({ rule: 'home-tab', method: 'views.publish', what });
  throw new SlackError('not_enabled');
};

export const viewMethods: Methods = {
  'views.open': method({
    tier: 4,
    arguments: triggered,
    run(world, given) {
      const { user, channel: here } = triggerOf(world, 'views.open', given);
      const view = checkedView(world, 'views.open', given.view, 'modal');
      checkExternalId(world, view);
      return { view: viewJson(world, createView(world, { user, view, here })) };
    },
  }),

  'views.push': method({
    tier: 4,
    arguments: triggered,
    run(world, given) {
      const trigger = triggerOf(world, 'views.push', given);
      const onto = world.workspace.views.get(trigger.viewId ?? '');
      if (!onto?.open || onto.type === 'home') throw new SlackError('not_found');
      checkStack(world, onto);
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
      const checked = checkedView(world, 'views.update', view, record.type);
      checkExternalId(world, checked, record);
      replaceView(world, record, checked);
      return { view: viewJson(world, record) };
    },
  }),

  'views.publish': method({
    tier: 4,
    arguments: { user_id: 'text!', view: 'json!', hash: 'text' },
    run(world, given) {
      requireHomeTab(world);
      const user = homeOwner(world, given.user_id);
      const existing = homeOf(world, user);
      checkHash(existing, given.hash);
      const view = checkedView(world, 'views.publish', given.view, 'home');
      checkExternalId(world, view, existing);
      if (existing) replaceView(world, existing, view);
      return { view: viewJson(world, existing ?? createView(world, { user, view })) };
    },
  }),
};

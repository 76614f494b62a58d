import { SlackError } from '../slack-api/slack-error.ts';
import type { Trigger } from '../workspace/types.ts';
import type { World } from '../world.ts';

const TRIGGER_LIFE_MS = 3000;

export const newTrigger = (
  world: World,
  user: string,
  from: Pick<Trigger, 'viewId' | 'channel'> = {},
): string => {
  const { workspace, clock } = world;
  const id = `${clock.ms()}.${workspace.newId('')}`;
  const trigger: Trigger = { issuedMs: clock.ms(), user, used: false, ...from };
  workspace.triggers.set(id, trigger);
  return id;
};

/** Slack takes a trigger once, within 3 seconds. */
export const exchangeTrigger = (world: World, method: string, triggerId: string): Trigger => {
  const trigger = world.workspace.triggers.get(triggerId);
  if (!trigger) throw new SlackError('invalid_trigger_id');
  const refuse = (code: string, what: string) => {
    world.journal.addViolation({ rule: 'expired-trigger', method, what });
    throw new SlackError(code);
  };
  if (trigger.used) refuse('exchanged_trigger_id', 'a trigger id was used twice');
  const ageMs = world.clock.ms() - trigger.issuedMs;
  if (ageMs > TRIGGER_LIFE_MS) refuse('expired_trigger_id', `a trigger id was used after ${ageMs} ms`);
  trigger.used = true;
  return trigger;
};

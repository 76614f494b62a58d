import type { JsonObject } from '../json.ts';
import type { Tier } from '../rules/rate-limits.ts';
import type { World } from '../world.ts';
import { type Arguments, readArguments, type Spec } from './arguments.ts';

interface Definition<S extends Spec> {
  /** Whose token it takes; the bot's unless said otherwise. */
  token?: 'bot' | 'app' | 'any';
  tier: Tier;
  /** Granted whatever the arguments; scopes that depend on the conversation are asked for by `run`. */
  scope?: string;
  arguments: S;
  run(world: World, given: Arguments<S>): JsonObject | undefined;
}

/** A Web API method. */
export interface Method {
  token: 'bot' | 'app' | 'any';
  tier: Tier;
  scope: string | undefined;
  spec: Spec;
  /** Answers what goes beside `ok: true`; throws a SlackError to refuse. */
  run(world: World, raw: JsonObject): JsonObject;
}

export interface Methods {
  [name: string]: Method;
}

export const method = <const S extends Spec>(definition: Definition<S>): Method => ({
  token: definition.token ?? 'bot',
  tier: definition.tier,
  scope: definition.scope,
  spec: definition.arguments,
  run: (world, raw) => definition.run(world, readArguments(definition.arguments, raw)) ?? {},
});

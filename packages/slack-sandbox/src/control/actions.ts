import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';

/** What a POST to /_sandbox/… does, by the last part of its path. */
export interface Actions {
  [name: string]: (world: World, body: JsonObject) => Promise<JsonObject>;
}

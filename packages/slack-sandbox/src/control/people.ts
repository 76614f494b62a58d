import { isObject, type JsonObject, withoutUndefined } from '../json.ts';
import { findPerson, isOutsider } from '../workspace/lookup.ts';
import { announcePerson, uninstallApp } from '../workspace/people.ts';
import type { Person } from '../workspace/types.ts';
import { addPerson } from '../workspace/workspace.ts';
import type { World } from '../world.ts';
import type { Actions } from './actions.ts';
import { ControlError } from './control-error.ts';
import { optionalFlag, optionalText, personIn, requiredText } from './request.ts';
import { happened } from './result.ts';

const isZone = (tz: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: tz }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** A change to the ids of another workspace, in the letters that Slack uses. */
const idIn = (set: JsonObject, field: string, prefix: string): string | undefined => {
  const id = optionalText(set, field);
  if (id === undefined || new RegExp(`^${prefix}[A-Z0-9]+$`).test(id)) return id;
  throw new ControlError(`"${field}" must be an id such as "${prefix}0OTHER".`);
};

const changesIn = (body: JsonObject): Partial<Person> => {
  const { set } = body;
  if (!isObject(set))
    throw new ControlError('"set" is missing: send an object such as {"tz": "Asia/Tokyo"}.');
  const tz = optionalText(set, 'tz');
  if (tz !== undefined && !isZone(tz)) throw new ControlError(`"${tz}" is no time zone: send an IANA name.`);
  const name = optionalText(set, 'name');
  return withoutUndefined({
    tz,
    deleted: optionalFlag(set, 'deleted'),
    isAdmin: optionalFlag(set, 'isAdmin'),
    isRestricted: optionalFlag(set, 'isRestricted'),
    teamId: idIn(set, 'teamId', 'T'),
    enterpriseId: idIn(set, 'enterpriseId', 'E'),
    ...(name !== undefined && { realName: name }),
    // What people type after an @ has no spaces or capitals.
    ...(name !== undefined && /^[a-z0-9._-]+$/.test(name) && { name }),
  });
};

const newcomer = (world: World, name: string, changes: Partial<Person>): Person =>
  addPerson(world.workspace, { name, realName: name, tz: 'UTC', ...changes }, world.clock.ms());

/** Slack counts seconds; a second change within one, or after the clock was moved back, is later all the same. */
const nextUpdate = (world: World, { updated }: Person): number =>
  Math.max(Math.floor(world.clock.ms() / 1000), updated + 1);

export const people: Actions = {
  /** Somebody whom nobody knows yet joins the workspace, or with another `teamId` can be invited from outside. */
  async user(world, body) {
    const changes = changesIn(body);
    const name = requiredText(body, 'user');
    if (name !== 'bot' && !findPerson(world.workspace, name)) {
      const person = newcomer(world, name, changes);
      // Nobody joins the workspace who comes to a channel of it through Slack Connect.
      if (isOutsider(world.workspace, person)) {
        world.changes.mark('users', person);
        return happened([], { id: person.id });
      }
      return happened([announcePerson(world, person, 'team_join')], { id: person.id });
    }
    const person = personIn(world, body);
    Object.assign(person, changes, { updated: nextUpdate(world, person) });
    return happened([announcePerson(world, person, 'user_change')]);
  },

  uninstall: (world) => happened(uninstallApp(world)),
};

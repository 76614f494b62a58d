import { isObject, type JsonObject, objectsIn, stringIn } from '../json.ts';
import { isInstant } from '../rules/written.ts';
import { connectedTeams, findChannel, findPerson, isMember } from './lookup.ts';
import { isPersonOffered, isPlaceOffered, type Select } from './on-offer.ts';
import type { Person, Workspace } from './types.ts';

/** Who chooses, and what is chosen until then. */
export interface Chooser {
  workspace: Workspace;
  person: Person;
  current?: JsonObject | undefined;
}

const selectOf = ({ type, filter }: JsonObject): Select => ({ type: String(type), filter });

export const optionsOf = (element: JsonObject): JsonObject[] => [
  ...objectsIn(element.options),
  ...objectsIn(element.option_groups).flatMap((group) => objectsIn(group.options)),
];

export const option = (plain: unknown, element: JsonObject): JsonObject | undefined => {
  const wanted = isObject(plain) ? plain.value : plain;
  const found = optionsOf(element).find(
    ({ value, text }) => value === wanted || (isObject(text) && text.text === wanted),
  );
  const isExternal = String(element.type).endsWith('external_select');
  return found ?? (isExternal && stringIn(wanted) ? external(String(wanted)) : undefined);
};

/** Options of an external select come from the bot; the tester names the one that was chosen. */
const external = (value: string): JsonObject => ({ text: { type: 'plain_text', text: value }, value });

export const person = (plain: unknown, element: JsonObject, { workspace }: Chooser) => {
  const found = findPerson(workspace, String(plain));
  return found && isPersonOffered(selectOf(element), found) ? found.id : undefined;
};

export const channel = (plain: unknown, element: JsonObject, { workspace, person: chooser }: Chooser) => {
  const found = findChannel(workspace, String(plain));
  if (!found) return undefined;
  const isMine = isMember(found, chooser.id);
  const place = { ...found, isMine, isShared: connectedTeams(workspace, found).length > 0 };
  return isPlaceOffered(selectOf(element), place) ? found.id : undefined;
};

/** Slack's conversations are channels and direct messages alike. */
export const conversation = (plain: unknown, element: JsonObject, chooser: Chooser) =>
  channel(plain, element, chooser) ?? person(plain, element, chooser);

export const text = (plain: unknown) => (isObject(plain) ? undefined : String(plain));

export const written = (isRight: (text: string) => boolean) => (plain: unknown) =>
  isRight(String(plain)) ? String(plain) : undefined;

export const instant = (plain: unknown) => {
  const seconds = typeof plain === 'number' ? plain : Date.parse(String(plain)) / 1000;
  return isInstant(seconds) ? seconds : undefined;
};

export const richText = (plain: unknown) =>
  isObject(plain)
    ? plain
    : {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: String(plain) }] }],
      };

import type { JsonObject } from '../json.ts';
import { isOutsider, isStranger } from './lookup.ts';
import type { Person, Workspace } from './types.ts';

/** Formatters are dear to make, and a list of people needs the same few again and again. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const zoneName = (tz: string, style: 'long' | 'longOffset', now: Date): string | undefined => {
  const key = `${tz} ${style}`;
  const formatter =
    formatters.get(key) ?? new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: style });
  formatters.set(key, formatter);
  return formatter.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value;
};

/** Seconds east of Greenwich at that instant. */
const zoneOffset = (tz: string, now: Date): number => {
  const name = zoneName(tz, 'longOffset', now);
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60;
  return sign === '-' ? -seconds : seconds;
};

const IMAGE_SIZES = [24, 32, 48, 72, 192, 512];

const images = (person: Person, baseUrl: string): JsonObject =>
  Object.fromEntries(IMAGE_SIZES.map((size) => [`image_${size}`, `${baseUrl}/avatars/${person.id}.svg`]));

/** As most people write it: "Jo", where the whole name is "Jo Demo". Apps have none. */
const displayName = ({ isBot, realName }: Person): string => (isBot ? '' : realName.replace(/ Demo$/, ''));

const enterpriseUser = ({ id, enterpriseId, teamId }: Person): JsonObject =>
  enterpriseId === undefined
    ? {}
    : {
        enterprise_user: {
          id,
          enterprise_id: enterpriseId,
          enterprise_name: 'Other Organisation',
          is_admin: false,
          is_owner: false,
          teams: teamId === undefined ? [] : [teamId],
        },
      };

const zone = ({ tz }: Person, now: Date): JsonObject => ({
  tz,
  tz_label: zoneName(tz, 'long', now) ?? tz,
  tz_offset: zoneOffset(tz, now),
});

const rights = (person: Person): JsonObject => ({
  is_admin: person.isAdmin,
  is_owner: person.isOwner,
  is_primary_owner: person.isOwner,
  is_restricted: person.isRestricted,
  is_ultra_restricted: false,
});

/**
 * A person as Slack's API shows them. Those who are deactivated lose their rights and their zone; of a stranger Slack
 * shows no zone, and of anybody from another organisation no rights that they have there.
 */
export const userJson = (workspace: Workspace, person: Person, baseUrl: string, now: Date): JsonObject => {
  const teamId = person.teamId ?? workspace.team.id;
  const stranger = isStranger(workspace, person);
  return {
    id: person.id,
    team_id: teamId,
    name: person.name,
    deleted: person.deleted,
    real_name: person.realName,
    profile: {
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: displayName(person),
      display_name_normalized: displayName(person),
      team: teamId,
      ...images(person, baseUrl),
      ...(person.isBot && { bot_id: person.botId, api_app_id: person.appId }),
    },
    ...(!person.deleted && !stranger && zone(person, now)),
    ...(!person.deleted && rights(person)),
    ...(isOutsider(workspace, person) && { is_stranger: stranger }),
    ...enterpriseUser(person),
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated,
  };
};

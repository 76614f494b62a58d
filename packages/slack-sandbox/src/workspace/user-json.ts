import type { JsonObject } from '../json.ts';
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

/** A person as Slack's API shows them; those who are deactivated lose their rights and their zone. */
export const userJson = (workspace: Workspace, person: Person, baseUrl: string, now: Date): JsonObject => ({
  id: person.id,
  team_id: workspace.team.id,
  name: person.name,
  deleted: person.deleted,
  real_name: person.realName,
  profile: {
    real_name: person.realName,
    real_name_normalized: person.realName,
    display_name: displayName(person),
    display_name_normalized: displayName(person),
    team: workspace.team.id,
    ...images(person, baseUrl),
    ...(person.isBot && { bot_id: person.botId, api_app_id: person.appId }),
  },
  ...(!person.deleted && {
    tz: person.tz,
    tz_label: zoneName(person.tz, 'long', now) ?? person.tz,
    tz_offset: zoneOffset(person.tz, now),
    is_admin: person.isAdmin,
    is_owner: person.isOwner,
    is_primary_owner: person.isOwner,
    is_restricted: person.isRestricted,
    is_ultra_restricted: false,
  }),
  is_bot: person.isBot,
  is_app_user: false,
  updated: person.updated,
});

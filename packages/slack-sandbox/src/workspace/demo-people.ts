import type { Random } from '../random.ts';
import type { Person } from './types.ts';

type DemoPerson = Pick<Person, 'name' | 'realName' | 'tz'> &
  Partial<Pick<Person, 'isAdmin' | 'isOwner' | 'isBot' | 'isRestricted' | 'deleted'>>;

/** The first is the workspace's owner, and the admin who invites the bot. */
export const demoPeople: readonly DemoPerson[] = [
  { name: 'ann', realName: 'Ann Demo', tz: 'America/New_York', isAdmin: true, isOwner: true },
  { name: 'kai', realName: 'Kai Demo', tz: 'Pacific/Auckland', isAdmin: true },
  { name: 'jo', realName: 'Jo Demo', tz: 'Europe/London' },
  { name: 'sam', realName: 'Sam Demo', tz: 'Asia/Kolkata' },
  { name: 'mia', realName: 'Mia Demo', tz: 'Pacific/Honolulu' },
  { name: 'lee', realName: 'Lee Demo', tz: 'Australia/Sydney' },
  { name: 'ria', realName: 'Ria Demo', tz: 'Europe/London' },
  { name: 'tom', realName: 'Tom Demo', tz: 'America/Los_Angeles' },
  { name: 'guest', realName: 'Guest Demo', tz: 'Europe/Berlin', isRestricted: true },
  { name: 'gone', realName: 'Gone Demo', tz: 'Europe/London', deleted: true },
  { name: 'otherbot', realName: 'Other Bot Demo', tz: 'America/Los_Angeles', isBot: true },
];

/** The names of those in the user group @support-team. */
export const supportTeam: readonly string[] = ['jo', 'sam', 'mia', 'ria'];

const zones = [...new Set(demoPeople.map((person) => person.tz)), 'America/Sao_Paulo', 'Asia/Tokyo'];

export const generatedPeople = (count: number, random: Random): DemoPerson[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `person-${index + 1}`,
    realName: `Person ${index + 1} Demo`,
    tz: zones[Math.floor(random() * zones.length)] ?? 'UTC',
  }));

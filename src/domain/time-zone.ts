import { getAllCountries, getAllTimezones, getTimezone } from 'countries-and-timezones';
import { IANAZone } from 'luxon';
import { folded, nearest } from './near-name.ts';

export type ZoneReading = { kind: 'zone'; zone: string } | { kind: 'unknown'; suggestions: string[] };

interface NamedZone {
  zone: string;
  /** Its own name, and that of its city. */
  names: readonly string[];
}

const cityOf = (zone: string): string => zone.split('/').at(-1) ?? zone;

/** Outdated names (`GB`, `US/Pacific`) are understood when they are typed in full, and are nothing to suggest. */
const isOutdated = (zone: string): boolean =>
  !zone.includes('/') || /^(?:Etc|SystemV|US|Canada|Brazil|Mexico|Chile)\//.test(zone);

const zoneNames = (): string[] => {
  const given = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...Object.keys(getAllTimezones())]);
  return [...given].filter((zone) => IANAZone.isValidZone(zone));
};

const list = (): { all: string[]; cities: NamedZone[] } => {
  const all = zoneNames();
  const cities = all
    .filter((zone) => !isOutdated(zone))
    .map((zone) => ({ zone, names: [zone, cityOf(zone)] }));
  return { all, cities };
};

let listed: ReturnType<typeof list> | undefined;
const zones = (): ReturnType<typeof list> => {
  listed ??= list();
  return listed;
};

/** Two names of one zone, such as Asia/Kolkata and Asia/Calcutta, are no choice. */
const zoneBehind = (zone: string): string => getTimezone(zone)?.aliasOf ?? zone;

/** Those of whole regions before those of a part of one (America/Indiana/Knox). */
const bySize = (one: string, other: string): number =>
  one.split('/').length - other.split('/').length || (one < other ? -1 : 1);

const zonesOfCountry = (wanted: string): string[] => {
  const country = Object.values(getAllCountries()).find(
    ({ id, name }) => folded(name) === wanted || folded(id) === wanted,
  );
  const own = (country?.timezones ?? []).filter((zone) => !isOutdated(zone)).map(zoneBehind);
  const isNamed = (zone: string): boolean => folded(zone).startsWith(`${wanted}/`);
  return own.some(isNamed) ? own.filter(isNamed).sort(bySize) : own.sort(bySize);
};

const zonesNamed = (wanted: string): string[] => {
  const named = zones().cities.filter(({ zone }) => folded(cityOf(zone)) === wanted);
  return named.length > 0 ? named.map(({ zone }) => zoneBehind(zone)) : zonesOfCountry(wanted);
};

const mostSuggestions = 5;
const mostOfCountry = 12;

const unknown = (typed: string, found: readonly string[]): ZoneReading => ({
  kind: 'unknown',
  suggestions:
    found.length > 0
      ? found.slice(0, mostOfCountry)
      : nearest(typed, zones().cities, mostSuggestions).map(({ zone }) => zone),
});

/** Reads a time zone: its IANA name in any case, a city that only one is named after, or a country with one zone. */
export const readZone = (typed: string): ZoneReading => {
  const wanted = folded(typed);
  const exact = zones().all.find((zone) => folded(zone) === wanted);
  if (exact && (exact === 'UTC' || !isOutdated(exact))) return { kind: 'zone', zone: exact };
  const found = [...new Set(zonesNamed(wanted))];
  const [zone = exact, ...others] = found;
  return zone && others.length === 0 ? { kind: 'zone', zone } : unknown(typed, found);
};

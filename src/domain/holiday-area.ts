import Holidays from 'date-holidays';
import { folded, nearest } from './near-name.ts';
import type { HolidayArea } from './public-holiday.ts';

interface NamedArea {
  code: HolidayArea;
  /** "Germany, Bayern". */
  name: string;
  names: readonly string[];
}

export type AreaReading = { kind: 'area'; area: HolidayArea } | { kind: 'unknown'; suggestions: string[] };

/** What people call some countries. */
const alsoCalled: Readonly<Record<string, readonly string[]>> = {
  GB: ['UK', 'Great Britain', 'Britain'],
  US: ['USA', 'America', 'United States of America'],
  NL: ['Holland'],
  CZ: ['Czech Republic'],
};

/** The library has formal names, such as that of a republic. */
const plainNames = new Intl.DisplayNames('en', { type: 'region' });

/** It names some parts in their own language, and some in English. */
const listAreas = (): NamedArea[] => {
  const library = new Holidays();
  const own = library.getCountries();
  return Object.entries(library.getCountries('en')).flatMap(([country, formal]) => {
    const name = plainNames.of(country) ?? formal;
    const ownParts = library.getStates(country) ?? {};
    const parts = Object.entries(library.getStates(country, 'en') ?? {}).map(([state, partName]) => ({
      code: `${country}-${state}`,
      name: `${name}, ${partName}`,
      names: [`${country}-${state}`, `${name}, ${partName}`, partName, ownParts[state] ?? partName],
    }));
    const names = [country, name, formal, own[country] ?? name, ...(alsoCalled[country] ?? [])];
    return [{ code: country, name, names }, ...parts];
  });
};

let listed: NamedArea[] | undefined;
const areas = (): NamedArea[] => {
  listed ??= listAreas();
  return listed;
};

/** "Germany, Bayern"; the code itself where nothing is known by it. */
export const areaName = (area: HolidayArea): string =>
  areas().find(({ code }) => code === area)?.name ?? area;

const mostSuggestions = 5;

/** Reads a country, or a part of one: its code or its name, in any case. */
export const readArea = (typed: string): AreaReading => {
  const wanted = folded(typed).replace(/\s*,\s*/g, ', ');
  const matching = areas().filter(({ names }) => names.some((name) => folded(name) === wanted));
  // A country goes before a part of another that has its name (Georgia).
  const found = matching.filter(({ code }) => !code.includes('-'));
  const [area, ...others] = found.length > 0 ? found : matching;
  if (area && others.length === 0) return { kind: 'area', area: area.code };
  const suggested = matching.length > 0 ? matching : nearest(typed, areas(), mostSuggestions);
  return { kind: 'unknown', suggestions: suggested.slice(0, mostSuggestions).map(({ name }) => name) };
};

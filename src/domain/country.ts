import { getCountryForTimezone } from 'countries-and-timezones';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';

export type { CountryCode };

/** The country whose clocks a time zone is named after; undefined for zones of no country, such as UTC. */
export const countryOfZone = (zone: string): CountryCode | undefined => {
  const id = getCountryForTimezone(zone)?.id;
  return id !== undefined && isSupportedCountry(id) ? id : undefined;
};

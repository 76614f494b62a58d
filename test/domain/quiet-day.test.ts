import { expect } from 'chai';
import { isQuietDay } from '../../src/domain/quiet-day.ts';

const none = { weekends: false, country: undefined, dates: [] };

describe('a quiet day', () => {
  const rules: [
    what: string,
    quiet: Partial<Parameters<typeof isQuietDay>[0]>,
    day: string,
    isQuiet: boolean,
  ][] = [
    ['a Saturday where weekends are', { weekends: true }, '2026-10-10', true],
    ['a Sunday where weekends are', { weekends: true }, '2026-10-11', true],
    ['a Monday where weekends are', { weekends: true }, '2026-10-12', false],
    ['a Saturday where nothing is', {}, '2026-10-10', false],
    ['a date of its own', { dates: ['2026-12-24'] }, '2026-12-24', true],
    ['the day after a date of its own', { dates: ['2026-12-24'] }, '2026-12-25', false],
    ['Thanksgiving in the United States', { country: 'US' }, '2026-11-26', true],
    ['Thanksgiving in Germany', { country: 'DE' }, '2026-11-26', false],
    ['Epiphany in Bavaria', { country: 'DE-BY' }, '2026-01-06', true],
    ['Epiphany in the whole of Germany', { country: 'DE' }, '2026-01-06', false],
    ['a day off for a holiday on a Sunday', { country: 'GB-ENG' }, '2026-12-28', true],
    ['the second of three days of a holiday', { country: 'AE' }, '2026-03-21', true],
    ['the last of three days of a holiday', { country: 'AE' }, '2026-03-22', true],
    ['the day after three days of a holiday', { country: 'AE' }, '2026-03-23', false],
    ["Mother's Day, which closes nothing", { country: 'US' }, '2026-05-10', false],
    ['any day where the country is none', { country: 'XX' }, '2026-12-25', false],
    ['Christmas in the part of a country that is none', { country: 'DE-XX' }, '2026-12-25', true],
    ['a day of next year', { country: 'GB' }, '2027-01-01', true],
  ];
  for (const [what, quiet, day, isQuiet] of rules)
    it(`is ${isQuiet ? '' : 'not '}${what}`, () => {
      expect(isQuietDay({ ...none, ...quiet }, day)).to.equal(isQuiet);
    });
});

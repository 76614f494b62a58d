import { expect } from 'chai';
import { readZone } from '../../src/domain/time-zone.ts';

describe('a time zone as it is typed', () => {
  const read: [typed: string, zone: string][] = [
    ['Europe/London', 'Europe/London'],
    ['europe/london', 'Europe/London'],
    ['London', 'Europe/London'],
    ['new york', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Sao Paulo', 'America/Sao_Paulo'],
    ['Honolulu', 'Pacific/Honolulu'],
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['Japan', 'Asia/Tokyo'],
    [' Berlin ', 'Europe/Berlin'],
    ['Auckland', 'Pacific/Auckland'],
    ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
  ];
  for (const [typed, zone] of read)
    it(`is ${zone} in ${JSON.stringify(typed)}`, () => {
      expect(readZone(typed)).to.deep.equal({ kind: 'zone', zone });
    });

  const suggested: [typed: string, suggestion: string][] = [
    ['Londn', 'Europe/London'],
    ['Lodnon', 'Europe/London'],
    ['York', 'America/New_York'],
    ['Europe/Lond', 'Europe/London'],
    ['Australia', 'Australia/Sydney'],
    ['United States of America', 'America/New_York'],
    ['us', 'America/Los_Angeles'],
  ];
  for (const [typed, suggestion] of suggested)
    it(`may be ${suggestion} in ${JSON.stringify(typed)}`, () => {
      const reading = readZone(typed);

      expect(reading.kind).to.equal('unknown');
      expect(reading.kind === 'unknown' && reading.suggestions).to.include(suggestion);
    });

  for (const typed of ['qqqqqqqq', '!', '../../etc/passwd', '<@UJO>'])
    it(`is none in ${JSON.stringify(typed)}`, () => {
      expect(readZone(typed)).to.deep.equal({ kind: 'unknown', suggestions: [] });
    });
});

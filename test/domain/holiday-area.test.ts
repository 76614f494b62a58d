import { expect } from 'chai';
import { areaName, readArea } from '../../src/domain/holiday-area.ts';

describe('a country as it is typed', () => {
  const read: [typed: string, area: string, name: string][] = [
    ['Germany', 'DE', 'Germany'],
    ['germany', 'DE', 'Germany'],
    ['Deutschland', 'DE', 'Germany'],
    ['DE', 'DE', 'Germany'],
    ['de-by', 'DE-BY', 'Germany, Bayern'],
    ['Germany, Bayern', 'DE-BY', 'Germany, Bayern'],
    ['Germany,Bayern', 'DE-BY', 'Germany, Bayern'],
    ['Bayern', 'DE-BY', 'Germany, Bayern'],
    ['UK', 'GB', 'United Kingdom'],
    ['Scotland', 'GB-SCT', 'United Kingdom, Scotland'],
    ['USA', 'US', 'United States'],
    // A part of the United States is called so, too.
    ['Georgia', 'GE', 'Georgia'],
    ['Cote d’Ivoire', 'CI', 'Côte d’Ivoire'],
  ];
  for (const [typed, area, name] of read)
    it(`is ${area} in ${JSON.stringify(typed)}`, () => {
      expect(readArea(typed)).to.deep.equal({ kind: 'area', area });
      expect(areaName(area)).to.equal(name);
    });

  const suggested: [typed: string, suggestion: string][] = [
    ['Germny', 'Germany'],
    ['United', 'United Kingdom'],
    ['Germany, Bayer', 'Germany, Bayern'],
  ];
  for (const [typed, suggestion] of suggested)
    it(`may be ${suggestion} in ${JSON.stringify(typed)}`, () => {
      const reading = readArea(typed);

      expect(reading.kind === 'unknown' && reading.suggestions).to.include(suggestion);
    });

  for (const typed of ['Atlantis', 'XX', 'DE-XX', '-'])
    it(`is none in ${JSON.stringify(typed)}`, () => {
      expect(readArea(typed).kind).to.equal('unknown');
    });
});

import { expect } from 'chai';
import { readLine } from '../../src/domain/voice-page.ts';

describe("a customer's line", () => {
  const newYork = 'America/New_York';
  const numbers: readonly [language: string, number: string][] = [
    ['de', '0171 2345678'],
    ['es', '612 345 678'],
    ['fr', '06 12 34 56 78'],
    ['it', '347 123 4567'],
    ['nl', '06 12345678'],
    ['en', '(212) 736-5000'],
  ];

  for (const [language, number] of numbers)
    it(`leaves out ${number}, which whoever reads the page in ${language} dials like that`, () => {
      expect(readLine(`Ciao: ${number}!`, newYork, language)).to.deep.equal({
        kind: 'left',
        words: 'Ciao: •••!',
      });
    });

  it("leaves out the numbers of the workspace's country, whatever language it is read in", () => {
    expect(readLine('Merci: (212) 736-5000', newYork, 'fr')).to.deep.equal({
      kind: 'left',
      words: 'Merci: •••',
    });
  });

  it('keeps what is no number to dial', () => {
    expect(readLine('Am 3.12.2026 um 14:30, für 129,90 Euro', newYork, 'de')).to.deep.equal({
      kind: 'left',
      words: 'Am 3.12.2026 um 14:30, für 129,90 Euro',
    });
  });
});

import { expect } from 'chai';
import { parseBragCommand } from '../../src/domain/brag-command.ts';

describe('reading /brag', () => {
  const cases: [string, object][] = [
    ['', { kind: 'composer' }],
    ['help', { kind: 'help' }],
    [' HELP ', { kind: 'help' }],
    ['help came for Mrs Lee', { kind: 'win', text: 'help came for Mrs Lee' }],
    ['plan', { kind: 'reserved', keyword: 'plan' }],
    ['top  week', { kind: 'reserved', keyword: 'top week' }],
    ['digest 2026-W41', { kind: 'reserved', keyword: 'digest 2026-W41' }],
    ['plan a surprise for Mrs Lee worked', { kind: 'win', text: 'plan a surprise for Mrs Lee worked' }],
    ['   ', { kind: 'win', text: '   ' }],
  ];
  for (const [text, expected] of cases)
    it(`reads "${text}" as ${JSON.stringify(expected)}`, () => {
      expect(parseBragCommand(text)).to.deep.equal(expected);
    });
});

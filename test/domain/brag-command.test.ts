import { expect } from 'chai';
import { parseBragCommand } from '../../src/domain/brag-command.ts';

describe('reading /brag', () => {
  const cases: [string, object][] = [
    ['', { kind: 'composer' }],
    ['help', { kind: 'help' }],
    [' HELP ', { kind: 'help' }],
    ['help came for Mrs Lee', { kind: 'win', text: 'help came for Mrs Lee' }],
    ['challenge', { kind: 'challenge' }],
    ['Challenge  START', { kind: 'challenge-start' }],
    ['challenge accepted', { kind: 'win', text: 'challenge accepted' }],
    ['plan', { kind: 'reserved', keyword: 'plan' }],
    ['top  week', { kind: 'reserved', keyword: 'top week' }],
    ['digest', { kind: 'digest', week: '' }],
    ['Digest LAST', { kind: 'digest', week: 'LAST' }],
    ['digest 2026-W41', { kind: 'digest', week: '2026-W41' }],
    ['digest  2026-w99 ', { kind: 'digest', week: '2026-w99' }],
    ['digest last week', { kind: 'digest', week: 'last' }],
    ['digest this week', { kind: 'digest', week: '' }],
    ['digest 2026 W41', { kind: 'digest', week: '2026 W41' }],
    ['digest week 41', { kind: 'digest', week: 'week 41' }],
    ['digest W41', { kind: 'digest', week: 'W41' }],
    ['digest 2026/41', { kind: 'digest', week: '2026/41' }],
    ['digest biscuits for Mrs Lee', { kind: 'win', text: 'digest biscuits for Mrs Lee' }],
    ['digest biscuits', { kind: 'win', text: 'digest biscuits' }],
    ['digest 2 biscuits', { kind: 'win', text: 'digest 2 biscuits' }],
    ['plan a surprise for Mrs Lee worked', { kind: 'win', text: 'plan a surprise for Mrs Lee worked' }],
    ['   ', { kind: 'win', text: '   ' }],
  ];
  for (const [text, expected] of cases)
    it(`reads "${text}" as ${JSON.stringify(expected)}`, () => {
      expect(parseBragCommand(text)).to.deep.equal(expected);
    });
});

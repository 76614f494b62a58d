import { expect } from 'chai';
import { directionOf, fitted } from '../../src/picture/fitted-text.ts';

/** Each character is as wide as it is high. */
const measure = (text: string) => 100 * Array.from(text).length;

describe('fitting a text', () => {
  const rows: [string, string, 1 | 2, string[], number][] = [
    ['a short one is as large as it may be', 'Jo Lee', 2, ['Jo Lee'], 100],
    ['a longer one is smaller', 'Jo Lee Long', 2, ['Jo Lee Long'], 90],
    [
      'a long one has two lines of about the same length',
      'one two three four five',
      2,
      ['one two three', 'four five'],
      70,
    ],
    ['where there are no words it is halved', '田'.repeat(20), 2, ['田'.repeat(10), '田'.repeat(10)], 70],
    [
      'what does not fit is cut at the end of the last line alone',
      'x'.repeat(80),
      2,
      ['x'.repeat(25), `${'x'.repeat(24)}…`],
      40,
    ],
    ['one line is cut', 'x'.repeat(80), 1, [`${'x'.repeat(24)}…`], 40],
    ['one line is as small as it may be', 'x'.repeat(25), 1, ['x'.repeat(25)], 40],
  ];
  for (const [what, text, lines, expected, size] of rows)
    it(what, () => {
      expect(fitted(text, measure, { width: 1_000, size: { most: 100, least: 40 }, lines })).to.deep.equal({
        lines: expected,
        size,
      });
    });

  it('never cuts within a character', () => {
    const family = '👩‍👩‍👧';
    const { lines } = fitted(family.repeat(9), measure, { width: 800, size: { most: 100, least: 50 } });

    expect(lines).to.deep.equal([`${family.repeat(3)}…`]);
  });

  for (const [text, direction] of [
    ['Jo', 'ltr'],
    ['(שלום) Tom', 'rtl'],
    ['Tom שלום', 'ltr'],
    ['محمد', 'rtl'],
    ['123', 'ltr'],
  ])
    it(`goes by the first letter of ${text}`, () => {
      expect(directionOf(text!)).to.equal(direction);
    });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { characterCount, cleanText, isUnseen, piecesOf, shortened } from '../../src/domain/human-text.ts';
import { escapeSlackText } from '../../src/domain/slack-text.ts';

const family = '👨‍👩‍👧‍👦';
const typed = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', ' ', '\n', '&', '<', '>', ':', family, '👍🏽', '🇬🇧', 'e\u0301', 'ש', '日', '\ud83d'),
    fc.constantFrom('&amp;', '<@U12345>', '<https://a.example/b|c>', ':fire:', ':+1::skin-tone-3:'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
});

describe('counting characters as people do', () => {
  const counts: [string, string, number][] = [
    ['letters', 'abc', 3],
    ['emoji', '🎉'.repeat(1100), 1100],
    ['emoji of several parts', `${family}👍🏽🇬🇧`, 3],
    ['emoji by name', ':tada::+1::skin-tone-3:', 2],
    ['times, which are no emoji', '10:30:45', 8],
    ['accents of their own', 'e\u0301e\u0301x\u0301', 3],
    ['line breaks', 'a\r\nb\nc', 5],
    ['an accent after a sign', 'a é x\u0301b', 6],
    ['nothing', '', 0],
  ];
  for (const [what, text, count] of counts)
    it(`counts ${what}`, () => {
      expect(characterCount(text)).to.equal(count);
    });

  it('agrees with the segmenter on whatever has no emoji by name', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '~', '\r', '\n', 'é', '\u0301', '\u0600', family, '🇬', '\u200d'),
        }),
        (text) => {
          expect(characterCount(text)).to.equal([...segmenter.segment(text)].length);
        },
      ),
    );
  });
});

describe('cutting a text', () => {
  const cuts: [string, string, Parameters<typeof shortened>[1], string][] = [
    ['nothing that fits', 'abc', { characters: 3 }, 'abc'],
    ['and says so', 'abcd', { characters: 3 }, 'ab…'],
    ['no space before the dots', 'ab cd', { characters: 4 }, 'ab…'],
    ['no emoji in half', `ab${family}cd`, { characters: 4 }, `ab${family}…`],
    [
      'no emoji in half when units run out',
      'x'.repeat(158) + family.repeat(2),
      { characters: 160, units: 165 },
      `${'x'.repeat(158)}…`,
    ],
    ['no flag in half', '🇬🇧🇫🇷🇩🇪', { characters: 2 }, '🇬🇧…'],
    ['no emoji by name', 'on :fire::fire: today', { characters: 5 }, 'on :fire:…'],
    ['no person', 'ask <@U12345> now', { units: 12 }, 'ask…'],
    ['no link', '<https://a.example/b|c d> now', { units: 27 }, '<https://a.example/b|c d>…'],
    ['no date', 'on <!date^1^{date} at {time}|1970> now', { units: 30 }, 'on…'],
    ['no escape', 'a &amp; b', { units: 5 }, 'a…'],
    ['by what is sent', '&&&&', { units: 11, sentAs: escapeSlackText }, '&&…'],
    ['halves of a character away', 'a\ud83d', { characters: 9 }, 'a\ufffd'],
  ];
  for (const [what, text, room, cut] of cuts)
    it(`cuts ${what}`, () => {
      expect(shortened(text, room)).to.equal(cut);
    });

  it('never takes more room than there is, never breaks a character, and loses no more than it must', () => {
    fc.assert(
      fc.property(
        typed,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 80 }),
        (text, characters, units) => {
          const cut = shortened(text, { characters, units });

          expect(cut.isWellFormed()).to.equal(true);
          expect(cut).to.have.length.at.most(units);
          expect(characterCount(cut)).to.be.at.most(characters);
          const whole = text.toWellFormed();
          if (characterCount(whole) <= characters && whole.length <= units) expect(cut).to.equal(whole);
          else expect(whole.startsWith(cut.slice(0, -1))).to.equal(true);
        },
      ),
    );
  });

  it('never sends more than there is room for once it is escaped', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 1, max: 80 }), (text, units) => {
        expect(escapeSlackText(shortened(text, { units, sentAs: escapeSlackText }))).to.have.length.at.most(
          units,
        );
      }),
    );
  });
});

describe('a text in pieces', () => {
  it('is all of it, each piece within its room', () => {
    fc.assert(
      fc.property(typed, fc.integer({ min: 40, max: 80 }), (text, units) => {
        const found = piecesOf(text, units);

        expect(found.join('')).to.equal(text.toWellFormed());
        for (const piece of found) expect(piece).to.have.length.within(1, units);
      }),
    );
  });

  it('is cut between words', () => {
    expect(piecesOf('carried the piano', 10)).to.deep.equal(['carried ', 'the piano']);
    expect(piecesOf(`a${'\u0301'.repeat(25)}`, 10).map(({ length }) => length)).to.deep.equal([10, 10, 6]);
  });
});

describe('a text that shows nothing', () => {
  const unseen: [string, string][] = [
    ['white space', ' \t\n\u00a0\u3000'],
    ['a variation selector', '\ufe0f'],
    ['a Hangul filler', '\u3164\u115f\u1160\uffa0'],
    ['the empty Braille cell', '\u2800'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
    ['tags', '\u{e0041}\u{e007f}'],
    ['directions', '\u200e\u200f\u061c\u202e\u2066'],
    ['a soft hyphen', '\u00ad'],
    ['a grapheme joiner', '\u034f'],
    ['a null notehead', '\u{1d159}'],
    ['half a character', '\ud83d'],
    ['in place of an object', '\ufffc'],
    ['controls', '\u0000\u001b\u0085'],
  ];
  for (const [what, text] of unseen)
    it(`is ${what}`, () => {
      expect(isUnseen(text)).to.equal(true);
      expect(isUnseen(`${text}.${text}`)).to.equal(false);
    });

  for (const text of ['❤️', '👍', '1️⃣', 'ب', '·', '♥'])
    it(`is not ${text}`, () => {
      expect(isUnseen(text)).to.equal(false);
    });
});

describe('a clean text', () => {
  it('turns nothing around it, and keeps what reads from right to left as it is', () => {
    expect(cleanText('safe \u202egnp.exe\u2066')).to.equal('safe gnp.exe');
    expect(cleanText('شكرا\u200f جزيلا (שלום)')).to.equal('شكرا\u200f جزيلا (שלום)');
  });
});

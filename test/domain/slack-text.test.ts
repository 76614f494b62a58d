import { expect } from 'chai';
import fc from 'fast-check';
import {
  canonicalText,
  cutSlackText,
  escapeSlackText,
  mentionedIds,
  parseSlackText,
  plainText,
  slackTextFromTyped,
} from '../../src/domain/slack-text.ts';

const nobody = () => undefined;

describe('reading a text from Slack', () => {
  const asTyped: [string, string, string][] = [
    ['plain words', 'drove the parcel over', 'drove the parcel over'],
    ['escaped characters', 'a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['an escaped entity', '&amp;lt;', '&lt;'],
    ['a mention of everyone', 'hi <!everyone> and <!channel>', 'hi @everyone and @channel'],
    ['a labelled mention of everyone', '<!here|here>', '@here'],
    ['a user group', '<!subteam^S123|@support> helped', '@support helped'],
    ['a user group without a label', '<!subteam^S123>', '@group'],
    ['a channel', 'see <#C123|general>', 'see #general'],
    ['a link', 'see <https://example.com/a?b=1&amp;c=2>', 'see https://example.com/a?b=1&c=2'],
    ['a link that Slack completed', '<http://example.com|example.com>', 'example.com'],
    ['an address that Slack completed', '<mailto:a@example.com|a@example.com>', 'a@example.com'],
    [
      'a link disguised as another',
      '<https://evil.example|https://bank.example>',
      '<https://evil.example|https://bank.example>',
    ],
    ['a disguised link with words', '<https://evil.example|click>', '<https://evil.example|click>'],
    ['markup', '*bold* _it_ ~no~ `code`', '*bold* _it_ ~no~ `code`'],
    ['an unclosed bracket', 'a < b', 'a < b'],
  ];
  for (const [what, wire, typed] of asTyped)
    it(`shows ${what} as it was typed`, () => {
      expect(plainText(parseSlackText(wire), nobody)).to.equal(typed);
    });

  it('keeps people as references, each once', () => {
    const tokens = parseSlackText('<@U1|jo> and <@W2> and <@U1>');

    expect(mentionedIds(tokens)).to.deep.equal(['U1', 'W2']);
    expect(plainText(tokens, (id) => (id === 'W2' ? 'Ann' : undefined))).to.equal(
      '@jo and @Ann and @someone',
    );
  });

  it('keeps only known people as references in the stored form', () => {
    const tokens = parseSlackText('<@U1|jo> met <@U9|ghost> <!channel> <https://a.example|b>');

    expect(canonicalText(tokens, new Set(['U1']), () => 'Name')).to.equal(
      '<@U1> met @Name @channel &lt;https://a.example|b&gt;',
    );
  });

  it('gives any typed text back through the stored form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const stored = canonicalText(parseSlackText(escapeSlackText(typed)), new Set(), nobody);

        expect(plainText(parseSlackText(stored), nobody)).to.equal(typed);
      }),
    );
  });

  it('never leaves anything but people in brackets in the stored form', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>!@#|UC1&;ltgm ahere:/.'.split('')) }), (wire) => {
        const stored = canonicalText(parseSlackText(wire), new Set(['U1']), nobody);

        expect(stored.replaceAll('<@U1>', '')).not.to.match(/[<>]/);
      }),
    );
  });
});

describe('reading a text from a form', () => {
  it('finds the people whose names it shows, the longest name first', () => {
    const people = new Map([
      ['U1', 'Jo'],
      ['U2', 'Jo & Ann'],
    ]);

    expect(slackTextFromTyped('@Jo & Ann thanked @Jo <b>', people)).to.equal('<@U2> thanked <@U1> &lt;b&gt;');
  });

  it('leaves names alone that are part of something longer', () => {
    const people = new Map([
      ['U1', 'Jo'],
      ['U2', 'U1'],
    ]);

    expect(slackTextFromTyped('Ann@Jo.example, @Joanna, (@Jo)', people)).to.equal(
      'Ann@Jo.example, @Joanna, (<@U1>)',
    );
  });

  it('takes names literally', () => {
    expect(slackTextFromTyped('@J.o (a|b)! and @Jxo', new Map([['U1', 'J.o (a|b)']]))).to.equal(
      '<@U1>! and @Jxo',
    );
    expect(slackTextFromTyped('@anyone', new Map())).to.equal('@anyone');
  });
});

describe('cutting a text to a length', () => {
  const cases: [text: string, maxLength: number, cut: string][] = [
    ['as it is', 8, 'as it is'],
    ['one too many', 11, 'one too ma…'],
    ['an emoji 👍🏽👍🏽', 14, 'an emoji 👍🏽…'],
    ['an emoji 👍🏽👍🏽', 13, 'an emoji …'],
    ['a family 👨‍👩‍👧‍👦!', 15, 'a family …'],
    ['thanks to <@U12345>!', 12, 'thanks to …'],
    ['bread &amp; butter', 9, 'bread …'],
    ['bread &amp; butter', 13, 'bread &amp; …'],
    ['a < b that ends', 6, 'a < b…'],
  ];
  for (const [text, maxLength, cut] of cases)
    it(`makes "${cut}" of "${text}" at ${maxLength}`, () => {
      expect(cutSlackText(text, maxLength)).to.equal(cut);
    });

  it('never makes it longer than that, nor leaves half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, maxLength) => {
        const cut = cutSlackText(text, maxLength);
        expect(cut).to.have.length.at.most(maxLength);
        expect(Buffer.from(cut, 'utf8').toString('utf8')).to.equal(cut);
      }),
    );
  });
});

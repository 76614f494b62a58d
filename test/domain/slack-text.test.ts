import { expect } from 'chai';
import fc from 'fast-check';
import {
  canonicalText,
  escapeName,
  escapeSlackText,
  mentionedIds,
  parseSlackText,
  plainText,
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
    ['a user group with an empty label', '<!subteam^S123|> helped', '@group helped'],
    ['somebody with an empty label', '<@U9|> helped', '@someone helped'],
    ['everyone with an empty label', '<!here|>', '@here'],
    ['a channel that nobody named', 'see <#C123|general>', 'see a private channel'],
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
    ['brackets that Slack did not write', 'set <b> and <b|b>', 'set <b> and <b|b>'],
    ['empty brackets', '<> and <|>', '<> and <|>'],
    ['what only begins like a reference', '<#1 fan> <!doctype html> <@jo>', '<#1 fan> <!doctype html> <@jo>'],
    ['a link to a mailbox', '<mailto:a@example.com>', 'mailto:a@example.com'],
  ];
  for (const [what, wire, typed] of asTyped)
    it(`shows ${what} as it was typed`, () => {
      expect(plainText(parseSlackText(wire), nobody)).to.equal(typed);
    });

  it('drops what turns the line, and halves of characters', () => {
    expect(plainText(parseSlackText('safe \u202egnp.exe \ud83d <@U1|J\u2067o>'), nobody)).to.equal(
      'safe gnp.exe \ufffd @Jo',
    );
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

describe('a name among markup', () => {
  const names: [string, string][] = [
    ['Jo', 'Jo'],
    ['Jo *the rock* Smith', 'Jo ∗the rock∗ Smith'],
    ['_jo_', 'ˍjoˍ'],
    ['jo_smith_2', 'jo_smith_2'],
    ['~jo~ `x`', '∼jo∼ ˋxˋ'],
    ['A & <B>', 'A &amp; &lt;B&gt;'],
    ['\u202eoJ', 'oJ'],
  ];
  for (const [name, escaped] of names)
    it(`is ${escaped} for ${name}`, () => {
      expect(escapeName(name)).to.equal(escaped);
    });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { slackTextFromTyped } from '../../src/domain/mention.ts';
import { canonicalText, parseSlackText, plainText } from '../../src/domain/slack-text.ts';

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

describe('reading a text that was shown in a form', () => {
  const names = new Map([
    ['U1', 'Jo'],
    ['U2', 'Jo'],
    ['U3', 'Ria'],
    ['U4', 'Jo & Ann'],
    ['U5', 'J.o (a|b)* $&'],
    ['U6', '田中'],
    ['U7', '(Zoe)'],
  ]);
  const showing = (wire: string): string => plainText(parseSlackText(wire), (id) => names.get(id));
  const changed = (wire: string, change: (shown: string) => string): string =>
    slackTextFromTyped(change(showing(wire)), names, parseSlackText(wire));

  const kept: [what: string, wire: string][] = [
    ['two of one name', '<@U1> and <@U3> helped, says <@U2>'],
    ['two of one name in the other order', '<@U2> and <@U3> helped, says <@U1>'],
    ['one of two of a name', '<@U2> helped'],
    ['a name that is the beginning of another', '<@U1> &amp; Ann thanked <@U4>'],
    ['a name of marks', '<@U5> helped <@U1>'],
    ['an ending written in one with a name', 'it was <@U1>s idea, <@U6>さん said'],
    ['a name in the middle of something', 'team-<@U3> at mail<@U1>.example'],
    ['nobody known', '<@U9> helped <@U2>'],
    ['a name that nobody was mentioned by', '<@U2> helped @Jo and @Ria'],
    ['one beside the other', '<@U1><@U2><@U3>'],
    ['one beside another whose name begins with a mark', '<@U5><@U7> and <@U7><@U1>'],
  ];
  for (const [what, wire] of kept) {
    it(`keeps ${what} when nothing is changed`, () => {
      expect(changed(wire, (shown) => shown)).to.equal(wire);
    });

    it(`keeps ${what} when something is added before and after`, () => {
      expect(changed(wire, (shown) => `Well, ${shown} :tada: 😀`)).to.equal(`Well, ${wire} :tada: 😀`);
    });
  }

  const edits: [what: string, wire: string, typed: string, expected: string][] = [
    [
      'two of one name when words change all around them',
      'so <@U2> met <@U1> at nine',
      'then @Jo called @Jo at ten',
      'then <@U2> called <@U1> at ten',
    ],
    ['the one that is left', '<@U2> and <@U3> helped', 'so @Jo helped!', 'so <@U2> helped!'],
    ['them in another order', '<@U1> and <@U3> helped', '@Ria and @Jo helped', '<@U3> and <@U1> helped'],
    ['a longer name in another order', '<@U4> thanked <@U2>', '@Jo thanked @Jo & Ann', '<@U2> thanked <@U4>'],
    ['a new mention of the only one', '<@U1> helped', '@Jo and @Ria helped', '<@U1> and <@U3> helped'],
    ['a name that got an @', 'Ria helped', '@Ria helped', '<@U3> helped'],
    [
      'an ending in words that change',
      'so <@U6>さん met <@U3>',
      'now @田中さん sees @Ria',
      'now <@U6>さん sees <@U3>',
    ],
    ['a text that was written anew', '<@U2> helped', 'It was @Jo, as ever.', 'It was <@U2>, as ever.'],
    ['a changed emoji beside somebody', '<@U2>😀 helped', '@Jo😁 helped', '<@U2>😁 helped'],
  ];
  for (const [what, wire, typed, expected] of edits)
    it(`finds ${what}`, () => {
      expect(changed(wire, () => typed)).to.equal(expected);
    });

  const texts: [what: string, wire: string, typed: string][] = [
    ['a name that grew into another', '<@U3> helped', '@Riana helped'],
    ['a name that became part of an address', 'ask <@U3> now', 'ask mail@Ria now'],
    ['a new mention that could be two people', 'nobody helped', '@Jo helped'],
    ['a name without its @', '<@U3> helped', 'Ria helped'],
  ];
  for (const [what, wire, typed] of texts)
    it(`takes ${what} for text`, () => {
      expect(changed(wire, () => typed)).to.equal(typed);
    });

  const piece = fc.oneof(
    fc.constantFrom(...names.keys()).map((userId) => `<@${userId}>`),
    fc.constantFrom('Jo', '@Jo', ' ', 's', 'Ann', '.', 'さん', '😀', ' and '),
  );

  it('keeps everybody where nothing is changed, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const wire = pieces.join('');

        expect(changed(wire, (shown) => shown)).to.equal(wire);
        expect(changed(wire, (shown) => `Now: ${shown}`)).to.equal(`Now: ${wire}`);
        expect(changed(wire, (shown) => `${shown} (edited)`)).to.equal(`${wire} (edited)`);
      }),
    );
  });

  it('keeps everybody who stands alone between two changes, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const wire = pieces.join(' ');

        expect(changed(wire, (shown) => `Now: ${shown} (edited)`)).to.equal(`Now: ${wire} (edited)`);
      }),
    );
  });

  it('gives back all that was typed', () => {
    const text = fc.string({
      unit: fc.constantFrom('@Jo', '@', 'Jo', ' ', '&', 'é', '😀', '<'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const original = canonicalText([{ type: 'text', text: before }], new Set(), () => undefined);
        const wire = slackTextFromTyped(after, names, [
          { type: 'user', userId: 'U1', label: undefined },
          ...parseSlackText(original),
        ]);

        expect(plainText(parseSlackText(wire), (id) => names.get(id))).to.equal(after);
      }),
    );
  });
});

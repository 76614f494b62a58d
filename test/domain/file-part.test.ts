import { expect } from 'chai';
import { filePartsOf } from '../../src/domain/file-part.ts';

const cut = (mediaType: string, content: string, units: number) =>
  filePartsOf({ name: 'a', mediaType, content }, units);
const inJson = (text: string) => JSON.stringify(text).length - 2;

describe('the parts of a file', () => {
  for (const [about, mediaType, content, units, parts] of [
    ['nothing', 'text/markdown', '', 10, []],
    ['what fits', 'text/markdown', 'one\ntwo\n', 20, ['one\ntwo\n']],
    ['lines', 'text/markdown', 'one\ntwo\nthree\n', 11, ['one\ntwo\n', 'three\n']],
    [
      'rows with lines in a field',
      'text/csv',
      'a,b\r\n"x\r\ny",c\r\nd,e\r\n',
      18,
      ['a,b\r\n', '"x\r\ny",c\r\n', 'd,e\r\n'],
    ],
    ['a field with quotes', 'text/csv', 'a,"say ""hi""\nall"\nb,c\n', 30, ['a,"say ""hi""\nall"\n', 'b,c\n']],
    ['a line that is too long', 'text/markdown', 'ab cd ef gh ij kl mn', 18, ['ab cd ef gh ij kl ', 'mn']],
  ] as const)
    it(`cuts ${about}`, () => {
      expect(cut(mediaType, content, units)).to.deep.equal(parts);
    });

  it('keeps to the room, loses nothing and cuts no character', () => {
    const family = '👨‍👩‍👧‍👦';
    const content = `${'"quoted", and \n'.repeat(50)}${family.repeat(200)}\n${'é'.repeat(400)}`;

    for (const mediaType of ['text/csv', 'text/markdown']) {
      const parts = cut(mediaType, content, 200);

      expect(parts.join('')).to.equal(content);
      expect(Math.max(...parts.map(inJson))).to.be.at.most(200);
      for (const part of parts) expect(part.match(/^\u200d|\u200d$/)).to.equal(null);
    }
  });
});

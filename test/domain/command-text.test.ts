import { expect } from 'chai';
import { keywordText, withoutCommand } from '../../src/domain/command-text.ts';

describe('what was typed after the command', () => {
  const typed: [string, string][] = [
    ['called her back', 'called her back'],
    ['/brag called her back', 'called her back'],
    ['/brag /Brag called\nher back', 'called\nher back'],
    ['`/brag digest last`', 'digest last'],
    ['/brag', ''],
    ['`/brag`', ''],
    [' `/brag called her `', 'called her'],
    ['`/brag` is the word', '`/brag` is the word'],
    ['/bragging is fine', '/bragging is fine'],
    ['I typed /brag twice', 'I typed /brag twice'],
    ['  spaced ', '  spaced '],
  ];
  for (const [text, words] of typed)
    it(`is "${words}" of "${text}"`, () => {
      expect(withoutCommand(text)).to.equal(words);
    });
});

describe('a keyword', () => {
  const typed: [string, string][] = [
    ['help', 'help'],
    ['`help`', 'help'],
    ['help?', 'help'],
    ['“Help!”', 'Help'],
    ['he\u200blp\ufe0f', 'help'],
    [' digest \u3164 last. ', 'digest last'],
    ['*help*', 'help'],
    ['?', '?'],
    ['help me, please', 'help me, please'],
  ];
  for (const [text, keyword] of typed)
    it(`is "${keyword}" in "${text}"`, () => {
      expect(keywordText(text)).to.equal(keyword);
    });
});

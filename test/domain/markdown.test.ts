import { expect } from 'chai';
import { markdownQuote, markdownText } from '../../src/domain/markdown.ts';

describe('typed text in Markdown', () => {
  for (const [typed, written] of [
    ['called Mrs Lee back', 'called Mrs Lee back'],
    ['# a heading', '\\# a heading'],
    ['*bold* _it_ `code` ~~no~~', '\\*bold\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['![x](https://e.example)', '!\\[x\\](https://e.example)'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['- a list', '\\- a list'],
    ['+ another', '\\+ another'],
    ['1. first', '1\\. first'],
    ['a|b', 'a\\|b'],
    ['    code', 'code'],
    ['one\n---\ntwo', 'one \\--- two'],
    ['back\\slash', 'back\\\\slash'],
    ['a\u0000\tb', 'a  b'],
  ] as const)
    it(`writes ${JSON.stringify(typed)} as text`, () => {
      expect(markdownText(typed)).to.equal(written);
    });

  it('keeps the lines of a quotation inside it', () => {
    expect(markdownQuote('first\r\n\r\n===\n> out\u2028end')).to.equal(
      '> first  \n>  \n> \\===  \n> \\> out  \n> end',
    );
  });
});

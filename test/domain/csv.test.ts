import { expect } from 'chai';
import { csvOf } from '../../src/domain/csv.ts';

describe('a table as CSV', () => {
  it('has a byte order mark and ends each row as RFC 4180 says', () => {
    expect(
      csvOf([
        ['a', 1],
        ['', 2.5],
      ]),
    ).to.equal('\uFEFF"a",1\r\n"",2.5\r\n');
  });

  for (const [about, value, written] of [
    ['quotes', 'say "hi"', '"say ""hi"""'],
    ['commas and lines', 'a,b\nc', '"a,b\nc"'],
    ['an equals sign', '=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['a plus', '+44 20', `"'+44 20"`],
    ['a minus', '-1+cmd', `"'-1+cmd"`],
    ['an at sign', '@SUM(A1)', `"'@SUM(A1)"`],
    ['a wide equals sign', '\uFF1D1', `"'\uFF1D1"`],
    ['a tab', '\tcmd', `"'\tcmd"`],
    ['a line end', '\r=1', `"'\r=1"`],
    ['white space before a formula', '  =1', `"'  =1"`],
    ['one further on', 'a=1', '"a=1"'],
    ['what turns the words around it', 'a\u202eb', '"ab"'],
  ] as const)
    it(`takes the sting out of ${about}`, () => {
      expect(csvOf([[value]])).to.equal(`\uFEFF${written}\r\n`);
    });
});

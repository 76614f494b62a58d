import { expect } from 'chai';
import { MongoError } from '../src/errors.ts';
import { toRegExp } from '../src/values/regex.ts';

describe('a regular expression that takes too long', () => {
  const CASES: [title: string, pattern: string, text: string][] = [
    ['a repeated group', '(a+)+b', 'a'.repeat(40)],
    ['several repeats', 'a*a*a*a*b', 'a'.repeat(3_000)],
    [
      'many parts that may be missing',
      `${'a?'.repeat(40)}${'a'.repeat(40)}$`,
      `${'a'.repeat(39)}b`.repeat(2),
    ],
  ];
  for (const [title, pattern, text] of CASES) {
    it(`is ended: ${title}`, () => {
      expect(() => toRegExp(pattern).test(text))
        .to.throw(MongoError)
        .with.property('code', 51156);
    });
  }
});

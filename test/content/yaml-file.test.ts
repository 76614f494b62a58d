import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { checkYamlFile, readYamlFile } from '../../src/content/yaml-file.ts';

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => {
    const before = 'abcdefgh'[index];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  }),
].join('\n');

describe('a content file', () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'content-'));
    path = join(directory, 'ours.yml');
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const faults = (text: string, schema: z.ZodType = z.unknown()): string[] => {
    writeFileSync(path, text);
    const checked = checkYamlFile(readYamlFile(path), schema);
    return checked.kind === 'bad' ? checked.faults.map((fault) => fault.slice(path.length)) : [];
  };

  it('may give a value a name and use it again', () => {
    expect(faults('a: &name text\nb: *name', z.object({ a: z.string(), b: z.string() }))).to.deep.equal([]);
  });

  it('is refused at the first line of an alias bomb', () => {
    const found = faults(bomb);

    expect(found[0]).to.equal(':3: &b is made of other aliases: write it out.');
    expect(found.length).to.be.at.most(100);
  });

  const cases: [string, string, string[]][] = [
    ['an alias is inside what it names', 'a: &a\n  - *a', [':2: &a is made of other aliases: write it out.']],
    [
      'it has very many aliases',
      `a: &a x\n${'- *a\n'.repeat(20_000)}`.replace('a: &a x', '- &a x'),
      [':102: The file has more than 100 aliases: write them out.'],
    ],
    ['a key is there twice', 'a: 1\nb: 2\na: 3', [':3: Map keys must be unique.']],
    ['it is huge', `a: ${'x'.repeat(256 * 1024)}`, [':1: The file is larger than 256 KB.']],
  ];
  for (const [what, text, expected] of cases)
    it(`is refused, with the line, when ${what}`, () => {
      expect(faults(text)).to.deep.equal(expected);
    });

  for (const [what, text] of [
    ['lists', '['.repeat(50_000)],
    ['keys', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['closed lists', '['.repeat(1_000) + ']'.repeat(1_000)],
  ] as const)
    it(`is refused in one sentence for its ${what} when it is nested very deeply`, () => {
      const found = faults(text, z.strictObject({ id: z.string() }));

      expect(found).not.to.deep.equal([]);
      for (const fault of found) expect(fault).to.match(/^:\d+: [^\n]{1,200}\.$/);
    });

  it('is refused in one sentence when it cannot be read', () => {
    mkdirSync(path);

    const checked = checkYamlFile(readYamlFile(path), z.unknown());

    expect(checked).to.deep.equal({ kind: 'bad', faults: [`${path}:1: The file cannot be read (EISDIR).`] });
  });

  const count = z.strictObject({ n: z.int().min(2).max(5) });
  const numbers: [string, z.ZodType, string][] = [
    ['n: many', count, '"n" must be a number.'],
    ['n: 2.5', count, '"n" must be a whole number.'],
    ['n: 1', count, '"n" must be 2 or more.'],
    ['n: 6', count, '"n" must be 5 or less.'],
    ['n: .nan', z.strictObject({ n: z.number() }), '"n" must be a number.'],
    ['n: .inf', z.strictObject({ n: z.number() }), '"n" must be a number.'],
    ['n: yes please', z.strictObject({ n: z.boolean() }), '"n" must be true or false.'],
    ['n: 7', z.strictObject({ n: z.number().multipleOf(5) }), '"n" must be a multiple of 5.'],
    ['n: red', z.strictObject({ n: z.enum(['blue', 'green']) }), '"n" must be blue or green.'],
  ];
  for (const [text, schema, words] of numbers)
    it(`says of "${text}": ${words}`, () => {
      expect(faults(text, schema)).to.deep.equal([`:1: ${words}`]);
    });
});

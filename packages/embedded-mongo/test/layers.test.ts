import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

/** A folder imports what stands before it; README.md says what each is for. */
const ORDER = [
  'errors.ts',
  'values',
  'expression',
  'filter',
  'storage',
  'query',
  'update',
  'aggregate',
  'commands',
  'wire',
  'archive',
];
const src = fileURLToPath(new URL('../src', import.meta.url));

async function importsOf(file: string): Promise<string[]> {
  const text = await readFile(`${src}/${file}`, 'utf8');
  return [...text.matchAll(/ from '\.\.\/([\w.-]+)/g)].map(([, name = '']) => name);
}

describe('the folders of src', () => {
  it('import only what stands before them', async () => {
    const files = await readdir(src, { recursive: true });
    const inFolders = files.filter((file) => /\/.*\.ts$/.test(file));
    const wrong: string[] = [];
    for (const file of inFolders) {
      const before = ORDER.slice(0, ORDER.indexOf(file.split('/')[0] ?? ''));
      for (const name of await importsOf(file)) {
        if (!before.includes(name)) wrong.push(`${file} imports ${name}`);
      }
    }

    expect(inFolders).to.not.deep.equal([]);
    expect(wrong).to.deep.equal([]);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadVoicePages, voicePagesFile } from '../../src/content/voice-pages.ts';
import { voiceAnswers } from '../../src/domain/voice.ts';
import { ConfigError } from '../../src/errors.ts';

describe('what customers read', () => {
  const pages = loadVoicePages();

  it('is there in six languages, each with texts of its own', () => {
    expect([...pages.keys()]).to.deep.equal(['en', 'de', 'fr', 'es', 'it', 'nl']);
    const texts = [...pages.values()].flatMap(({ answers, dir: _dir, ...page }) => [
      ...Object.values(page),
      ...voiceAnswers.map((answer) => answers[answer]),
    ]);
    expect(new Set(texts).size).to.equal(texts.length);
  });
});

describe('the file of what customers read', () => {
  const directory = mkdtempSync(join(tmpdir(), 'voice-'));
  const path = join(directory, 'voice.yml');
  const usual = readFileSync(voicePagesFile, 'utf8');
  after(() => rmSync(directory, { recursive: true }));

  const faultsOf = (text: string): readonly string[] => {
    writeFileSync(path, text);
    try {
      loadVoicePages(path);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  const good: [what: string, text: string][] = [
    ['it comes', usual],
    [
      'another language, from right to left',
      `${usual}\nar:\n  dir: rtl\n${/^en:\n((?: .*\n)+)/m.exec(usual)?.[1] ?? ''}`,
    ],
  ];
  for (const [what, text] of good)
    it(`is read as ${what}`, () => {
      expect(faultsOf(text)).to.deep.equal([]);
    });

  const faults: [what: string, from: RegExp, to: string, fault: RegExp][] = [
    ['a text that is missing', /\n {2}thanks: Merci.*/, '', /"fr?.*missing|"thanks" is missing/],
    ['an answer that is missing', /\n {4}helped: Het heeft.*/, '', /"helped" is missing/],
    ['a text that is not known', /title: Eine Frage/, 'titel: Eine Frage', /"titel" is not known here/],
    ['a placeholder that nothing fills in', /Vielen Dank!/, 'Danke {name}!', /"thanks" has \{name\}/],
    ['a placeholder that is left out', / by \{count\}/, '', /"tooLong" needs \{count\}/],
    [
      'half a placeholder',
      /Su respuesta es «\{answer\}»/,
      'Su respuesta es «{answer»',
      /"answered" needs \{answer\}/,
    ],
    ['a text that is too long', /It helped/, 'w'.repeat(61), /"helped" is longer than 60 characters/],
    ['a text of two lines', /close: You can/, 'close: "a\\nb" # ', /"close" must be a single line/],
    ['a language of no two letters', /^nl:/m, 'dutch:', /"dutch" must be named by two letters/],
    ['no English', /^en:/m, 'pt:', /needs "en"/],
    [
      'a direction that is none',
      /language: Français/,
      'language: Français\n  dir: up',
      /"dir" must be ltr or rtl/,
    ],
  ];
  for (const [what, from, to, fault] of faults)
    it(`is refused, with its line, for ${what}`, () => {
      const found = faultsOf(usual.replace(from, to));

      expect(found.join('\n'))
        .to.match(fault)
        .and.match(/voice\.yml:\d+: /);
    });
});

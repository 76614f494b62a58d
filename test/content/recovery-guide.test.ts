import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadRecoveryGuide, recoveryGuideFile } from '../../src/content/recovery-guide.ts';
import { problems, recoverySteps } from '../../src/domain/recovery.ts';
import { ConfigError } from '../../src/errors.ts';

describe('how something is made right', () => {
  const { steps, remedies } = loadRecoveryGuide();
  const all = [
    ...recoverySteps.flatMap((step) => [steps[step].how, ...steps[step].say]),
    ...problems.flatMap((problem) => remedies[problem]),
  ];

  it('has words to say for every step', () => {
    for (const step of recoverySteps) expect(steps[step].say.length, step).to.be.within(2, 3);
  });

  it('has no text twice, and none that would look like markup', () => {
    expect(new Set(all).size).to.equal(all.length);
    for (const text of all) expect(text).not.to.match(/[*_~`<>&]|:\w+:/);
  });
});

describe('the file of how something is made right', () => {
  const directory = mkdtempSync(join(tmpdir(), 'recovery-'));
  const path = join(directory, 'recovery.yml');
  const usual = readFileSync(recoveryGuideFile, 'utf8');
  after(() => rmSync(directory, { recursive: true }));

  const faultsOf = (text: string): readonly string[] => {
    writeFileSync(path, text);
    try {
      loadRecoveryGuide(path);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  it('is read as it comes', () => {
    expect(faultsOf(usual)).to.deep.equal([]);
  });

  const faults: [what: string, from: string, to: string, fault: RegExp][] = [
    ['a sorry with an if', 'That was our mistake.', 'Sorry if that hurt.', /recovery\.yml:\d+: .*“if”/],
    ['a promise', 'It is done.', 'It will never again happen.', /promises what nobody can keep/],
    ['a step that is missing', '  followUp:', '  afterwards:', /"followUp" is missing/],
    ['something that is no problem', '  rude:', '  cheeky:', /"rude" is missing/],
    ['a text that is too long', 'What would help you most', 'w'.repeat(300), /longer than 250 characters/],
  ];
  for (const [what, from, to, fault] of faults)
    it(`is refused, with its line, for ${what}`, () => {
      const [first] = faultsOf(usual.replace(from, to));

      expect(first)
        .to.match(fault)
        .and.match(/recovery\.yml:\d+: /);
    });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadChallengePacks, textLimits } from '../../src/content/challenge-packs.ts';
import { actionSizes } from '../../src/domain/challenge-pack.ts';
import { escapeSlackText } from '../../src/domain/slack-text.ts';
import { ConfigError } from '../../src/errors.ts';

const sentences = (text: string): string[] =>
  [...new Intl.Segmenter('en-GB', { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment);

describe('the challenges that come with the bot', () => {
  const packs = loadChallengePacks();

  it('are five days, three steps for one client, and five days for the UK', () => {
    const shape = [...packs].map(([id, pack]) => [id, pack.days.map((day) => day.id)]);

    expect(shape).to.deep.equal([
      ['exceptional-service', ['choose-a-client', 'decide-on-a-treat', 'do-it']],
      ['five-days', ['be-reachable', 'own-house', 'share-attention', 'own-mistakes', 'be-there']],
      [
        'uk-service-week',
        ['listen-first', 'respect-both-ways', 'make-it-easy', 'good-at-this', 'recognition'],
      ],
    ]);
  });

  for (const pack of packs.values())
    context(`in ${pack.id}`, () => {
      const actions = pack.days.flatMap((day) => actionSizes.flatMap((size) => day.actions[size]));
      const all = [
        pack.name,
        pack.invitation,
        pack.closing,
        ...pack.days.flatMap(({ theme, why }) => [theme, why]),
        ...actions.map((action) => action.text),
      ];

      it('each day says why in two sentences', () => {
        for (const { why } of pack.days) expect(sentences(why), why).to.have.length(2);
      });

      it('each day has four actions or more of each size', () => {
        for (const day of pack.days)
          for (const size of actionSizes) expect(day.actions[size].length, day.id).to.be.at.least(4);
      });

      it('no text is there twice, and none would look like markup', () => {
        expect(new Set(all).size).to.equal(all.length);
        for (const text of all) expect(text).not.to.match(/[*_~`<>&]|:\w+:/);
      });

      it('no text is longer than its place in Block Kit', () => {
        expect(pack.name.length, 'option').to.be.at.most(75);
        for (const text of all) expect(escapeSlackText(text).length, 'section').to.be.at.most(3000);
        for (const { theme } of pack.days) expect(theme.length, 'header').to.be.at.most(150);
        for (const { id } of actions) expect(`${pack.id} ${id}`.length, 'action id').to.be.at.most(255);
      });
    });
});

describe('the limits of a challenge', () => {
  it('leave room for a whole day in one section, escaping included', () => {
    const longest = textLimits.theme + textLimits.why + actionSizes.length * textLimits.action;

    expect(longest * 2).to.be.at.most(3000);
    expect(textLimits.theme).to.be.at.most(150);
    expect(textLimits.name).to.be.at.most(75);
    expect(Math.max(textLimits.invitation, textLimits.closing) * '&amp;'.length).to.be.at.most(3000);
  });
});

describe('a challenge of an organisation', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'challenges-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const size = (name: string): string[] => [
    `      ${name}:`,
    ...[1, 2, 3, 4].map(
      (number) => `        - { id: ${name.toLowerCase()}-${number}, text: Do ${name} ${number}. }`,
    ),
  ];
  const good = [
    'id: ours',
    'name: Our days',
    'invitation: Come along.',
    'closing: Thank you.',
    'days:',
    '  - id: first',
    '    theme: The first day',
    '    why: It is first. It matters.',
    '    actions:',
    ...size('twoMinutes'),
    ...size('tenMinutes'),
    ...size('bold'),
  ];
  const written = (change: Record<number, string>, name = 'ours.yml'): string => {
    const lines = good.map((line, index) => change[index + 1] ?? line);
    writeFileSync(join(directory, name), lines.join('\n'));
    return join(directory, name);
  };
  const faults = (): readonly string[] => {
    try {
      loadChallengePacks(directory);
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  it('is loaded beside others', () => {
    written({});
    written({ 1: 'id: also-ours' }, 'also-ours.yml');

    expect([...loadChallengePacks(directory).keys()]).to.deep.equal(['also-ours', 'ours']);
  });

  const cases: [string, Record<number, string>, string[]][] = [
    ['a text is missing', { 7: '' }, [':6: "theme" is missing.']],
    ['a text is empty', { 7: '    theme:' }, [':7: "theme" is missing.']],
    ['a text is blank', { 7: '    theme: " "' }, [':7: "theme" is empty.']],
    ['a text is a number', { 2: 'name: 5' }, [':2: "name" must be text.']],
    [
      'a text is too long',
      { 7: `    theme: ${'x'.repeat(76)}` },
      [':7: "theme" is longer than 75 characters.'],
    ],
    [
      'the last day makes a plan',
      { 8: '    why: It is first.\n    makesPlan: true' },
      [':9: the last day leaves none on which the plan could be carried out.'],
    ],
    ['a text has two lines', { 4: 'closing: "Thank\\n you."' }, [':4: "closing" must be a single line.']],
    ['an action is missing', { 14: '' }, [':11: "twoMinutes" needs 4 entries or more.']],
    [
      'an action is only a text',
      { 12: '        - Do it.' },
      [':12: An entry of "twoMinutes" must be a set of keys.'],
    ],
    [
      'a key is misspelt',
      { 3: 'invitaton: Come.' },
      [':1: "invitation" is missing.', ':3: "invitaton" is not known here.'],
    ],
    [
      'an id is not one',
      { 6: '  - id: First Day' },
      [':6: "id" must be lower-case words joined by hyphens.'],
    ],
    [
      'an id is used twice',
      { 12: '        - { id: first, text: Do it. }' },
      [':12: "id" is used twice: first.'],
    ],
    ['the id is not the name of the file', { 1: 'id: theirs' }, [':1: "id" must be the file\'s name, ours.']],
    ['a key is there twice', { 3: 'name: Again' }, [':3: Map keys must be unique.']],
    ['an alias has no anchor', { 2: 'name: *ours' }, [':2: Nothing is named &ours.']],
  ];
  for (const [what, change, expected] of cases)
    it(`stops the start when ${what}, and says where`, () => {
      const path = written(change);

      expect(faults()).to.deep.equal(expected.map((fault) => `${path}${fault}`));
    });

  it('tells all faults of all files at once', () => {
    const ours = written({ 2: 'name: 5', 6: '  - id: 1', 12: '        - { id: bold-1, text: Do it. }' });
    const theirs = written({ 1: 'id: theirs', 7: '    theme: [' }, 'theirs.yml');

    const found = faults();

    expect(found.slice(0, 3)).to.deep.equal([
      `${ours}:2: "name" must be text.`,
      `${ours}:6: "id" must be text.`,
      `${ours}:21: "id" is used twice: bold-1.`,
    ]);
    expect(found.slice(3).every((fault) => fault.startsWith(`${theirs}:`))).to.equal(true);
    expect(found).to.have.length.above(3);
  });

  it('stops the start when a file is empty or there is none', () => {
    expect(faults()).to.deep.equal([`${directory} holds no challenge: put at least one .yml file there.`]);

    writeFileSync(join(directory, 'ours.yml'), '# Nothing yet.\n');

    expect(faults()).to.deep.equal([`${join(directory, 'ours.yml')}:1: The file is empty.`]);
  });
});

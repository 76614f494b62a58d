import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadChallengePacks } from '../../src/content/challenge-packs.ts';
import { loadIdeas } from '../../src/content/ideas.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { actionSizes } from '../../src/domain/challenge-pack.ts';
import { suits } from '../../src/domain/idea.ts';
import { ConfigError } from '../../src/errors.ts';

describe('the little extras that come with the bot', () => {
  const ideas = [...loadIdeas().values()];

  it('are sixty or more, and a third of them take a step off the customer', () => {
    const steps = ideas.filter(({ isEffort }) => isEffort);

    expect(ideas.length).to.be.at.least(60);
    expect(steps.length / ideas.length).to.be.at.least(1 / 3);
  });

  it('leave enough for 60 days of every week of the year', () => {
    for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1))
      expect(ideas.filter((idea) => suits(idea, day, false)).length, day).to.be.at.least(60);
  });

  it('say each thing once, in a whole sentence, and none would look like markup', () => {
    const texts = ideas.map(({ text }) => text);

    expect(new Set(texts).size).to.equal(texts.length);
    for (const text of texts) expect(text).to.match(/^[A-Z][^*_~`<>&]*[.?]$/);
  });

  it('are drawn on by challenges, where each takes no longer than its place says', () => {
    const longest = { twoMinutes: 2, tenMinutes: 10, bold: 60 };
    const used = [...loadChallengePacks().values()].flatMap(({ days }) =>
      days.flatMap(({ actions }) =>
        actionSizes.flatMap((size) => actions[size].map(({ id, text }) => ({ id, text, size }))),
      ),
    );
    const drawn = used.flatMap(({ id, text, size }) => {
      const idea = ideas.find((each) => each.id === id);
      return idea ? [{ idea, text, size }] : [];
    });

    expect(drawn.length).to.be.at.least(10);
    for (const { idea, text, size } of drawn) {
      expect(text).to.equal(idea.text);
      expect(idea.minutes, idea.id).to.be.at.most(longest[size]);
    }
    const texts = ideas.map(({ text }) => text);
    const twice = used.filter(
      ({ id, text }) => texts.includes(text) && !ideas.some((each) => each.id === id),
    );
    expect(twice, 'an action that says the same').to.deep.equal([]);
  });
});

describe('the extras of an organisation', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ideas-'));
    mkdirSync(join(directory, 'challenges'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const good = [
    '- id: a-call',
    '  text: Ring somebody.',
    '  minutes: 5',
    '  cost: none',
    '  channel: [call]',
  ];
  const written = (change: Record<number, string>): string => {
    const path = join(directory, 'ideas.yml');
    writeFileSync(path, good.map((line, index) => change[index + 1] ?? line).join('\n'));
    return path;
  };
  const faultsOf = (load: () => unknown): readonly string[] => {
    try {
      load();
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };

  it('are read with what they have', () => {
    const path = written({
      5: '  channel: [call, post]\n  gift: true\n  season: { from: 12-27, until: 01-05 }\n  weekday: monday',
    });

    expect(loadIdeas(path).get('a-call')).to.deep.equal({
      id: 'a-call',
      text: 'Ring somebody.',
      minutes: 5,
      cost: 'none',
      channels: ['call', 'post'],
      isEffort: false,
      isGift: true,
      season: { from: '12-27', until: '01-05' },
      weekday: 1,
      isOwn: false,
    });
  });

  const cases: [string, Record<number, string>, string[]][] = [
    ['a text is missing', { 2: '' }, [':1: "text" is missing.']],
    [
      'a text is too long',
      { 2: `  text: ${'x'.repeat(201)}` },
      [':2: "text" is longer than 200 characters.'],
    ],
    ['it takes too long', { 3: '  minutes: 90' }, [':3: "minutes" must be 60 or less.']],
    ['a cost is none of those', { 4: '  cost: much' }, [':4: "cost" must be none or small.']],
    [
      'a channel is none of those',
      { 5: '  channel: [phone]' },
      [':5: An entry of "channel" must be call or counter or post or online.'],
    ],
    [
      'a season has a day that no year has',
      { 5: '  channel: [call]\n  season: { from: 02-30, until: 03-01 }' },
      [':6: "from" must be a month and a day such as 12-24.'],
    ],
    [
      'a key is misspelt',
      { 4: '  costs: none' },
      [':1: "cost" is missing.', ':4: "costs" is not known here.'],
    ],
    [
      'an id is used twice',
      { 5: `  channel: [call]\n${good.join('\n')}` },
      [':6: "id" is used twice: a-call.'],
    ],
  ];
  for (const [what, change, expected] of cases)
    it(`stop the start when ${what}, and say where`, () => {
      const path = written(change);

      expect(faultsOf(() => loadIdeas(path))).to.have.members(expected.map((fault) => `${path}${fault}`));
    });

  context('drawn on by a challenge', () => {
    const size = (name: string, first = `{ id: ${name.toLowerCase()}-1, text: One. }`): string =>
      [
        `      ${name}:`,
        `        - ${first}`,
        ...[2, 3, 4].map(
          (number) => `        - { id: ${name.toLowerCase()}-${number}, text: Do ${number}. }`,
        ),
      ].join('\n');
    const challenges = (): string => join(directory, 'challenges');
    const pack = (...actions: string[]): string => {
      const path = join(challenges(), 'ours.yml');
      const lines = [
        'id: ours',
        'name: Ours',
        'invitation: Come.',
        'closing: Thanks.',
        'days:',
        '  - id: first',
      ];
      writeFileSync(
        path,
        [...lines, '    theme: One', '    why: It matters.', '    actions:', ...actions].join('\n'),
      );
      return path;
    };
    const all = (twoMinutes: string, tenMinutes?: string) =>
      pack(size('twoMinutes', twoMinutes), size('tenMinutes', tenMinutes), size('bold'));

    it('have its id and its words there', () => {
      all('{ idea: a-call }');
      const ideas = loadIdeas(written({}));

      const [action] = loadChallengePacks(challenges(), ideas).get('ours')!.days[0]!.actions.twoMinutes;

      expect(action).to.deep.equal({ id: 'a-call', text: 'Ring somebody.' });
    });

    const faults: [string, string[], Record<number, string>, string[]][] = [
      ['there is no such idea', ['{ idea: a-cal }'], {}, [':11: ideas.yml has no idea "a-cal".']],
      [
        'it has a season',
        ['{ idea: a-call }'],
        { 5: '  channel: [call]\n  season: { from: 12-01, until: 12-24 }' },
        [':11: "a-call" has a season or a weekday, and a challenge has none.'],
      ],
      [
        'it is there twice',
        ['{ idea: a-call }', '{ idea: a-call }'],
        {},
        [':16: "a-call" is used twice in this file.'],
      ],
      [
        'an id says the same',
        ['{ id: a-call, text: Ring. }', '{ idea: a-call }'],
        {},
        [':16: "a-call" is used twice in this file.'],
      ],
      [
        'it has a text as well',
        ['{ idea: a-call, text: Ring. }'],
        {},
        [':11: "text" is that of the idea: leave it out.'],
      ],
    ];
    for (const [what, actions, change, expected] of faults)
      it(`stop the start when ${what}, and say where`, () => {
        const path = all(...(actions as [string, string?]));
        const ideas = loadIdeas(written(change));

        const found = faultsOf(() => loadChallengePacks(challenges(), ideas));

        expect(found).to.deep.equal(expected.map((fault) => `${path}${fault}`));
      });
  });
});

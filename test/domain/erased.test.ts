import { expect } from 'chai';
import { withoutPersonInDigest } from '../../src/domain/erased-digest.ts';
import { withoutNames, withoutPersonInText } from '../../src/domain/erased-text.ts';
import { fateOfWin, withoutPersonInWin } from '../../src/domain/erased-win.ts';
import { exportFiles } from '../../src/domain/personal-export.ts';
import { digest, digestStory } from '../support/digest.ts';

const win = (authorId: string, heroIds: string[], helperIds: string[] = []) => ({
  authorId,
  heroIds,
  helperIds,
  text: heroIds.map((userId) => `<@${userId}>`).join(' '),
  names: Object.fromEntries(
    [...heroIds, ...helperIds, authorId].map((userId) => [userId, `name of ${userId}`]),
  ),
});

describe('what becomes of a win', () => {
  const fates: [author: string, heroes: string[], helpers: string[], fate: string][] = [
    ['UJO', ['UJO'], [], 'deleted'],
    ['UJO', ['UJO'], ['USAM'], 'kept'],
    ['UJO', ['UJO', 'USAM'], [], 'kept'],
    ['UJO', ['USAM'], [], 'kept'],
    ['USAM', ['UJO'], [], 'wordless'],
    ['USAM', ['UJO'], ['UKAI'], 'kept'],
    ['USAM', ['UKAI'], ['UJO'], 'kept'],
  ];
  for (const [author, heroes, helpers, fate] of fates)
    it(`is ${fate}: ${author} about ${heroes.join()}${helpers.length > 0 ? ` with the help of ${helpers.join()}` : ''}`, () => {
      expect(fateOfWin(win(author, heroes, helpers), 'UJO')).to.equal(fate);
    });

  it('names them nowhere, and counts as many', () => {
    const kept = withoutPersonInWin(win('UJO', ['USAM', 'UJO'], ['UKAI']), 'UJO', 'erased-1');

    expect(JSON.stringify(kept)).to.not.contain('UJO');
    expect(kept.heroIds).to.deep.equal(['USAM', 'erased-1']);
    expect(kept.text).to.equal('<@USAM> a colleague');
  });
});

describe('a text without a person', () => {
  const texts: [text: string, left: string][] = [
    ['@jo and @sam', 'a colleague and @sam'],
    ['@joanna and jo@example.com', '@joanna and jo@example.com'],
    ['@jo smith’s idea', 'a colleague’s idea'],
  ];
  for (const [text, left] of texts)
    it(`reads “${left}” for “${text}”`, () => {
      expect(withoutNames(text, ['jo', 'jo smith'])).to.equal(left);
    });

  it('keeps what is typed as it was typed', () => {
    expect(withoutPersonInText('<@U1> &lt;b&gt; & <@U2>', 'U1', [])).to.equal(
      'a colleague &lt;b&gt; &amp; <@U2>',
    );
  });
});

describe('a closed week without a person', () => {
  it('keeps its numbers, and tells nothing of them', () => {
    const stories = [
      digestStory('own', { text: 'about Jo' }),
      digestStory('shared', {
        heroes: [
          { userId: 'U1', name: 'Jo' },
          { userId: 'U2', name: 'Sam' },
        ],
        text: '@Jo and @Sam',
      }),
    ];
    const week = digest({
      winCount: 2,
      heroIds: ['U1', 'U2'],
      exceptional: stories,
      firstTimers: [{ userId: 'U1', name: 'Jo' }],
      firstTimerCount: 1,
    });

    const left = withoutPersonInDigest(week, {
      userId: 'U1',
      standIn: 'erased-1',
      namesIn: new Map([['shared', ['Jo']]]),
      goneWinIds: new Set(['own']),
      wordlessWinIds: new Set(),
    });

    expect(JSON.stringify(left)).to.not.match(/"U1"|Jo/);
    expect(left.exceptional.map(({ text }) => text)).to.deep.equal(['a colleague and @Sam']);
    expect(left).to.deep.include({ winCount: 2, firstTimerCount: 1, heroIds: ['erased-1', 'U2'] });
  });
});

describe('an export', () => {
  it('is one file of JSON, and a table for each collection that has something', () => {
    const rows: Record<string, unknown>[] = [
      { text: '=1+1, "quoted"', at: new Date(0), list: ['a', 'b'], no: null },
    ];

    const files = exportFiles(
      new Map([
        ['wins', rows],
        ['homes', []],
      ]),
      new Date(0),
    );

    expect(files.map(({ name }) => name)).to.deep.equal(['my-data-1970-01-01.json', 'wins-1970-01-01.csv']);
    expect(JSON.parse(files[0]!.content)).to.have.keys('madeAt', 'wins', 'homes');
    expect(files[1]!.content).to.contain(
      '"text","at","list.0","list.1"\r\n"\'=1+1, ""quoted""","1970-01-01T00:00:00.000Z","a","b"',
    );
  });
});

import { expect } from 'chai';
import { standInId } from '../../src/domain/erased-person.ts';
import { inTurn, mayShowWall, mostTurns, screenNameKey } from '../../src/domain/screen.ts';
import {
  customerScreenText,
  type ScreenNaming,
  screenName,
  screenPeople,
  screenText,
} from '../../src/domain/screen-text.ts';
import type { ScreenNames } from '../../src/domain/workspace.ts';

const naming = (style: ScreenNames, ...unnamed: string[]): ScreenNaming => ({
  style,
  unnamed: new Set(unnamed),
});
const names = { UJO: 'Jo Smith', UWILL: 'Will', UZOE: '@zoe', UAM: 'Ann Marie Lee' };
const characterOf = (name: string) => ({ tada: '🎉', heart: '❤️' })[name];
const shown = (text: string, how = naming('first')) => screenText({ text, names }, how, characterOf);

describe('which screens may show the wall', () => {
  const consent = (isForPrivate: boolean) => ({ wallChannelId: 'CWALL', isForPrivate });
  const cases: [
    what: string,
    screen: object,
    wall: { channelId: string; isPublic: boolean },
    may: boolean,
  ][] = [
    ['a public wall', consent(false), { channelId: 'CWALL', isPublic: true }, true],
    ['another public wall', consent(true), { channelId: 'COTHER', isPublic: true }, true],
    ['the private wall it was made for', consent(true), { channelId: 'CWALL', isPublic: false }, true],
    ['a wall that was made private', consent(false), { channelId: 'CWALL', isPublic: false }, false],
    ['another private wall', consent(true), { channelId: 'COTHER', isPublic: false }, false],
  ];
  for (const [what, screen, wall, may] of cases)
    it(`${may ? 'is shown' : 'is not shown'}: ${what}`, () => {
      expect(mayShowWall(screen as ReturnType<typeof consent>, wall)).to.equal(may);
    });

  it('takes names for the same however they are written', () => {
    expect(screenNameKey('  The  Canteen ')).to.equal(screenNameKey('the canteen'));
  });
});

describe('what comes in turn', () => {
  const win = (name: string, hour: number, how: { isToday?: boolean; isExceptional?: boolean } = {}) => ({
    name,
    postedAt: new Date(Date.UTC(2026, 9, 7, hour)),
    isToday: false,
    isExceptional: false,
    ...how,
  });

  it("begins with today's, the newest first, whatever is exceptional", () => {
    const turns = inTurn([
      win('earlier', 1, { isExceptional: true }),
      win('latest of before', 2),
      win('first today', 8, { isToday: true }),
      win('last today', 9, { isToday: true }),
    ]);

    expect(turns.map(({ name }) => name)).to.deep.equal([
      'last today',
      'first today',
      'latest of before',
      'earlier',
    ]);
  });

  it("keeps today's and the exceptional ones when there are too many", () => {
    const turns = inTurn([
      win('oldest, exceptional', 0, { isExceptional: true }),
      ...Array.from({ length: mostTurns }, (_, n) => win(`plain ${n}`, 1 + n / 100)),
      win('today', 9, { isToday: true }),
    ]);

    expect(turns).to.have.length(mostTurns);
    expect(turns[0]?.name).to.equal('today');
    expect(turns.at(-1)?.name).to.equal('oldest, exceptional');
  });
});

describe('names on a screen', () => {
  const cases: [
    what: string,
    style: ScreenNames,
    userId: string,
    name: string | undefined,
    called: string | undefined,
  ][] = [
    ['a first name', 'first', 'UJO', 'Jo Smith', 'Jo'],
    ['one name alone', 'first', 'UJO', '@jo', 'jo'],
    ['a full name', 'full', 'UJO', ' Jo\n Smith', 'Jo Smith'],
    ['none', 'none', 'UJO', 'Jo Smith', undefined],
    ['somebody without a name', 'full', 'UJO', undefined, undefined],
    ['somebody who had their data deleted', 'first', standInId('x'), 'a colleague', undefined],
    ['in another script', 'first', 'UJO', 'محمد علي', 'محمد'],
  ];
  for (const [what, style, userId, name, called] of cases)
    it(`are chosen: ${what}`, () => {
      expect(screenName(naming(style), userId, name)).to.equal(called);
    });

  it('leave out whoever keeps off the board', () => {
    expect(screenPeople(['UJO', 'UWILL'], names, naming('full', 'UJO'))).to.deep.equal({
      names: ['Will'],
      unnamedCount: 1,
    });
  });

  const texts: [what: string, text: string, how: ScreenNaming, said: string][] = [
    ['a reference', '<@UJO> called back', naming('first'), 'Jo called back'],
    ['a reference to nobody known', 'with <@UNEW|new>', naming('first'), 'with a colleague'],
    ['a name after an @', 'thanks @Jo Smith!', naming('first'), 'thanks Jo!'],
    ['a name of several words', 'Jo Smith called', naming('none'), 'A colleague called'],
    ['a longer name first', '@Ann Marie Lee and @Will', naming('first'), 'Ann and Will'],
    ['no word that is a name', 'Will she call? I will.', naming('none'), 'Will she call? I will.'],
    ['no part of a word', 'Jo Smithson called', naming('none'), 'Jo Smithson called'],
    ['none, at the beginning', '<@UJO> called back', naming('none'), 'A colleague called back'],
    ['off the board', 'thanks <@UJO> and <@UWILL>', naming('full', 'UJO'), 'thanks a colleague and Will'],
    ['whoever is called by a handle', 'with @zoe', naming('full'), 'with zoe'],
  ];
  for (const [what, text, how, said] of texts)
    it(`are in the words as well: ${what}`, () => expect(shown(text, how)).to.equal(said));

  it('are in what a customer says, which is no markup', () => {
    expect(customerScreenText('Jo Smith & <@UJO> rock', names, naming('first'))).to.equal('Jo & <@UJO> rock');
  });
});

describe('words on a screen', () => {
  const cases: [what: string, text: string, said: string][] = [
    ['emoji as they are seen', 'done :tada: and :heart::skin-tone-3:', 'done 🎉 and ❤️'],
    ["without the team's own emoji", 'done :our-logo: at last', 'done at last'],
    ['what only looks like an emoji', 'at 10:30:b:c', 'at 10:30:b:c'],
    ['in one line', 'one\n\n  two', 'one two'],
    ['characters as they were typed', 'a &lt; b &amp; c', 'a < b & c'],
  ];
  for (const [what, text, said] of cases) it(`are shown ${what}`, () => expect(shown(text)).to.equal(said));

  it('are cut between words, where they are too long to be read', () => {
    const long = shown('carried the piano upstairs '.repeat(60));

    expect(long).to.match(/ (?:carried|the|piano|upstairs)…$/);
    expect(long.length).to.be.within(290, 320);
  });

  it('are cut even without a space, and never within a character', () => {
    expect(shown('👩‍🚀'.repeat(900))).to.match(/^(?:👩‍🚀)+…$/u);
  });
});

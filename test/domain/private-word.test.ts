import { expect } from 'chai';
import { isForHome, mayBeRead, readersOf, type WordPart } from '../../src/domain/private-word.ts';
import { person } from '../support/person.ts';

describe('whom a word is sent to', () => {
  const people = new Map(
    [person('UA'), person('U1'), person('U2'), person('UB', { isBot: true })].map((each) => [
      each.userId,
      each,
    ]),
  );
  const cases: [what: string, chosen: string[], readerIds: string[], leftOut: string[]][] = [
    ['everybody chosen', ['U1', 'U2'], ['U1', 'U2'], []],
    ['nobody twice', ['U1', 'U1'], ['U1'], []],
    ['not its author, who need not be told so', ['UA', 'U1'], ['U1'], []],
    ['nobody when its author alone is chosen', ['UA'], [], []],
    ['nobody who could not be credited', ['UB', 'U0'], [], ['UB', 'U0']],
  ];
  for (const [what, chosen, readerIds, leftOut] of cases)
    it(`is ${what}`, () => {
      const readers = readersOf(chosen, 'UA', people);

      expect(readers.readerIds).to.deep.equal(readerIds);
      expect(readers.leftOut.map(({ userId }) => userId)).to.deep.equal(leftOut);
    });
});

describe('a word on its way', () => {
  const at = new Date();
  const [waiting, inNote, told, dropped] = ['waiting', 'in-note', 'told', 'dropped'].map((state) => ({
    state,
  }));
  const doubtful = { state: 'dropped', mayBeTold: true };
  const cases: [
    what: string,
    word: { timesOut: number; toldAt?: Date; shownOnHomeAt?: Date },
    part: WordPart,
    mayBeRead: boolean,
    onHome: { wanted: boolean; unwanted: boolean },
  ][] = [
    ['nobody planned', { timesOut: 0 }, undefined, false, { wanted: true, unwanted: true }],
    ['waits for a note', { timesOut: 0 }, waiting, false, { wanted: false, unwanted: true }],
    ['is put into a note', { timesOut: 0 }, inNote, false, { wanted: false, unwanted: false }],
    ['is in a note on its way', { timesOut: 1 }, inNote, true, { wanted: false, unwanted: false }],
    ['was in a note that was not sent', { timesOut: 1 }, waiting, false, { wanted: false, unwanted: true }],
    ['is told, and that is not noted yet', { timesOut: 1 }, told, true, { wanted: false, unwanted: false }],
    ['is told', { timesOut: 1, toldAt: at }, told, true, { wanted: false, unwanted: false }],
    ['was turned off', { timesOut: 0 }, dropped, false, { wanted: true, unwanted: true }],
    ['may have arrived', { timesOut: 1 }, doubtful, true, { wanted: true, unwanted: true }],
    ['Home showed', { timesOut: 0, shownOnHomeAt: at }, dropped, true, { wanted: true, unwanted: true }],
  ];
  for (const [what, word, part, isRead, onHome] of cases)
    it(`that ${what} ${isRead ? 'stays' : 'can be taken back'}, and is ${onHome.wanted ? '' : 'not '}on Home`, () => {
      expect(mayBeRead(word, part)).to.equal(isRead);
      expect(isForHome(word, part, true), 'for whoever wants praise').to.equal(onHome.wanted);
      expect(isForHome(word, part, false), 'for whoever does not').to.equal(onHome.unwanted);
    });
});

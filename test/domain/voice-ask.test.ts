import { expect } from 'chai';
import type { Person } from '../../src/domain/person.ts';
import { type AskedWin, momentFault, whyNotAsk } from '../../src/domain/voice-ask.ts';

const at = new Date('2026-10-07T12:00:00Z');

const person: Person = {
  userId: 'UJO',
  name: 'jo',
  isBot: false,
  isDeactivated: false,
  isStranger: false,
  isGuest: false,
  isAdmin: false,
  timeZone: undefined,
  changedAtS: undefined,
};
const win: AskedWin = { authorId: 'UJO', heroIds: ['USAM'], wall: {} };
const asking = { userId: 'UJO', person, every: undefined, voice: null };

describe('asking the customer of a win', () => {
  type Case = [
    who: string,
    win: Partial<AskedWin>,
    asking: Partial<Parameters<typeof whyNotAsk>[1]>,
    why?: string,
  ];
  const cases: Case[] = [
    ['its author', {}, {}],
    ['whom it credits', {}, { userId: 'USAM' }],
    ['a colleague', {}, { userId: 'UKAI' }, 'not-yours'],
    ['a guest', {}, { person: { ...person, isGuest: true } }, 'outsider'],
    ['somebody who was deactivated', {}, { person: { ...person, isDeactivated: true } }, 'outsider'],
    ['somebody of another organisation', {}, { person: { ...person, isStranger: true } }, 'outsider'],
    ['somebody whom Slack does not know', {}, { person: undefined }, 'outsider'],
    ['its author once it is taken down', { withdrawn: { at } }, {}, 'gone'],
    ['its author while it is reported', { folded: at }, {}, 'looked-at'],
    ['its author before it is on the wall', { wall: undefined }, {}, 'not-on-wall'],
    ['a colleague of one that is taken down', { withdrawn: { at } }, { userId: 'UKAI' }, 'not-yours'],
    ['its author when it was asked and not answered', {}, { voice: {} }],
    ['its author when it was answered', {}, { voice: { answeredAt: at } }, 'answered'],
    ['its author when the bot picked another', {}, { every: 5 }, 'bot-picks'],
    ['its author when the bot picked it', { isPicked: true }, { every: 5 }],
    ['its author when it was asked before the bot picked', {}, { every: 5, voice: {} }],
  ];
  for (const [who, fields, by, why] of cases)
    it(`is ${why ? `refused (${why}) to` : 'for'} ${who}`, () => {
      expect(whyNotAsk({ ...win, ...fields }, { ...asking, ...by })?.kind).to.equal(why);
    });

  it('takes a moment in a few words', () => {
    expect(momentFault(' ')).to.equal('blank');
    expect(momentFault('your umbrella')).to.equal(undefined);
    expect(momentFault('m'.repeat(150))).to.equal(undefined);
    expect(momentFault('m'.repeat(151))).to.equal('too-long');
  });
});

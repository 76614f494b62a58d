import { expect } from 'chai';
import { readLine, whyNoSigner } from '../../src/domain/card.ts';
import { person } from '../support/person.ts';

describe('a line on a card', () => {
  for (const [what, typed, read] of [
    ['words', ' You stayed late ', { kind: 'line', text: 'You stayed late' }],
    ['several lines', 'You\nstayed\t late', { kind: 'line', text: 'You stayed late' }],
    ['nothing', '', { kind: 'blank' }],
    ['what nobody sees', ' \u200b\u2800\n', { kind: 'blank' }],
    ['200 emoji of many parts', '👨‍👩‍👧‍👦'.repeat(200), { kind: 'line', text: '👨‍👩‍👧‍👦'.repeat(200) }],
    ['201 letters', 'x'.repeat(201), { kind: 'too-long', length: 201 }],
    [
      '201 letters and what is folded',
      `${'x '.repeat(100)}  `,
      { kind: 'line', text: 'x '.repeat(100).trim() },
    ],
  ] as const)
    it(`is read from ${what}`, () => {
      expect(readLine(typed)).to.deep.equal(read);
    });
});

describe('who signs a card', () => {
  for (const [who, signer, why] of [
    ['a colleague', person('U2'), undefined],
    ['a guest of this organisation', person('U2', { isGuest: true }), undefined],
    ['its hero', person('U1'), 'hero'],
    ['somebody of another organisation', person('U2', { isStranger: true }), 'not-eligible'],
    ['a bot', person('U2', { isBot: true }), 'not-eligible'],
    ['somebody who left', person('U2', { isDeactivated: true }), 'not-eligible'],
    ['somebody whom Slack does not know', undefined, 'not-eligible'],
  ] as const)
    it(`${why ? 'is not' : 'is'} ${who}`, () => {
      expect(whyNoSigner({ heroIds: ['U1'] }, signer?.userId ?? 'U2', signer)).to.equal(why);
    });
});

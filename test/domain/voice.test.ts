import { expect } from 'chai';
import { aliasKeyOf, isQuickAnswer, type VoiceState, voiceState } from '../../src/domain/voice.ts';

const at = (text: string) => new Date(`2026-10-${text}Z`);

describe('what can be done with a customer’s link', () => {
  const made = { linkMadeAt: at('01T10:00'), expiresAt: at('29T10:00') };
  const answered = { ...made, answeredAt: at('29T09:00'), changeableUntil: at('30T09:00') };
  const cases: [string, Parameters<typeof voiceState>, VoiceState][] = [
    ['it is new', [made, at('01T10:00')], 'open'],
    ['its last moment', [made, at('29T09:59')], 'open'],
    ['28 days are over', [made, at('29T10:00')], 'ended'],
    ['it was answered', [answered, at('29T09:00')], 'changeable'],
    ['its answer’s day goes on after its own end', [answered, at('30T08:59')], 'changeable'],
    ['its answer is a day old', [answered, at('30T09:00')], 'over'],
  ];
  for (const [when, given, state] of cases)
    it(`${state}, when ${when}`, () => expect(voiceState(...given)).to.equal(state));
});

describe('a quick answer', () => {
  const madeAt = at('01T10:00:00');
  for (const [seconds, isQuick] of [
    [0, true],
    [29, true],
    [30, false],
  ] as const)
    it(`is ${isQuick ? 'one' : 'none'} after ${seconds} seconds`, () => {
      const answeredAt = new Date(madeAt.getTime() + seconds * 1000);
      expect(isQuickAnswer({ linkMadeAt: madeAt, expiresAt: madeAt, answeredAt })).to.equal(isQuick);
    });

  it('is none before there is an answer', () => {
    expect(isQuickAnswer({ linkMadeAt: madeAt, expiresAt: madeAt })).to.equal(false);
  });
});

it('knows an alias however it is written', () => {
  expect(aliasKeyOf('  Mrs\n LEE ')).to.equal(aliasKeyOf('mrs lee'));
  expect(aliasKeyOf('Ｍrs Lee')).to.equal(aliasKeyOf('Mrs Lee'));
});

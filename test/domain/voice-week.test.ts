import { expect } from 'chai';
import type { VoiceAnswer, VoicePick } from '../../src/domain/voice.ts';
import {
  isSameVoiceWeek,
  madeMyDayPercent,
  voiceWeekFrom,
  type WeekVoice,
} from '../../src/domain/voice-week.ts';

const made = new Date('2026-10-07T12:00:00Z');

const voice = (pick: VoicePick, answer?: VoiceAnswer, seconds = 3_600): WeekVoice => ({
  winId: 'W1',
  pick,
  answer,
  linkMadeAt: made,
  expiresAt: new Date('2026-11-04T12:00:00Z'),
  answeredAt: answer && new Date(made.getTime() + 1_000 * seconds),
});

describe('what customers say in a week', () => {
  it('is counted apart by who chose whom to ask', () => {
    const quick = voice('staff', 'made-my-day', 6);
    const week = voiceWeekFrom({
      asked: [voice('staff'), voice('bot')],
      answered: [quick, voice('staff', 'not-really'), voice('bot', 'helped')],
      madeRightCount: 1,
      toldIds: [],
    });

    expect(week).to.deep.equal({
      staff: { askedCount: 1, notReallyCount: 1, helpedCount: 0, madeMyDayCount: 1 },
      bot: { askedCount: 1, notReallyCount: 0, helpedCount: 1, madeMyDayCount: 0 },
      quickCount: 1,
      madeRightCount: 1,
      toldIds: [],
    });
    expect(isSameVoiceWeek(week!, structuredClone(week))).to.equal(true);
    expect(isSameVoiceWeek(week!, { ...week!, toldIds: ['W1'] })).to.equal(false);
  });

  it('is nothing when none was asked, and none answered', () =>
    expect(voiceWeekFrom({ asked: [], answered: [], madeRightCount: 0, toldIds: [] })).to.equal(undefined));

  for (const [madeMyDayCount, helpedCount, percent] of [
    [4, 0, undefined],
    [4, 1, 80],
    [0, 5, 0],
    [2, 4, 33],
  ] as const)
    it(`is a share of ${percent ?? 'nothing'} for ${madeMyDayCount} of ${madeMyDayCount + helpedCount}`, () => {
      const counts = { askedCount: 9, notReallyCount: 0, helpedCount, madeMyDayCount };
      expect(madeMyDayPercent(counts)).to.equal(percent);
    });
});

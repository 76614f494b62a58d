import { expect } from 'chai';
import sinon from 'sinon';
import { weekDates, weekLabel } from '../../../src/views/digest/week-words.ts';

describe('the words for a week', () => {
  it('name its days, with what changes between them', () => {
    expect(weekDates('2026-W41')).to.equal('5 to 11 October 2026');
    expect(weekDates('2026-W40')).to.equal('28 September to 4 October 2026');
    expect(weekDates('2026-W53')).to.equal('28 December 2026 to 3 January 2027');
    expect(weekLabel('2026-W41')).to.equal('5 Oct');
  });

  it('are made by few formatters, each of which takes memory outside of the heap', () => {
    const DateTimeFormat = sinon.spy(Intl, 'DateTimeFormat');

    for (let week = 10; week <= 52; week += 1) {
      weekDates(`2026-W${week}`);
      weekLabel(`2026-W${week}`);
    }
    const made = DateTimeFormat.callCount;
    DateTimeFormat.restore();

    expect(made).to.be.at.most(6);
  });
});

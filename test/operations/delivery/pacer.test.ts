import { expect } from 'chai';
import { createPacer, createPacerBuckets } from '../../../src/operations/delivery/pacer.ts';

const at = (ms: number): Date => new Date(1_800_000_000_000 + ms);

describe('pacing what is sent', () => {
  it('hinders no conversation until Slack asks to slow down', () => {
    const pacer = createPacer('T1', createPacerBuckets());

    const waits = Array.from({ length: 100 }, () => pacer.takeConversation('C1', at(0)));

    expect(Math.max(...waits)).to.equal(0);
  });

  it("keeps to Slack's pause in that conversation, then to its rate, and forgets when it was quiet", () => {
    const pacer = createPacer('T1', createPacerBuckets());

    pacer.pausePosts('C1', 2_000, at(0));

    expect(pacer.takeConversation('C1', at(500))).to.equal(1_500);
    expect(pacer.takeConversation('C2', at(500))).to.equal(0);
    expect(pacer.takeConversation('C1', at(2_000))).to.equal(0);
    expect(pacer.takeConversation('C1', at(2_000))).to.equal(1_000);
    expect(Array.from({ length: 5 }, () => pacer.takeConversation('C1', at(60_000)))).to.deep.equal([
      0, 0, 0, 0, 0,
    ]);
  });

  it('holds a fan-out to 240 a minute, and stops it while Slack asks for a pause', () => {
    const pacer = createPacer('T1', createPacerBuckets());
    let sent = 0;
    for (let ms = 0; ms <= 60_000; ms += 50) while (pacer.takeFanOut(at(ms)) === 0) sent += 1;

    expect(sent).to.be.within(240, 260);
    pacer.pausePosts('D1', 5_000, at(60_000));
    expect(pacer.takeFanOut(at(61_000))).to.equal(4_000);
  });

  it('keeps to the longest of the pauses that Slack asked for', () => {
    const pacer = createPacer('T1', createPacerBuckets());

    pacer.pausePosts('D1', 30_000, at(0));
    pacer.pausePosts('C1', 1_000, at(500));

    expect(pacer.takeFanOut(at(2_000))).to.equal(28_000);
    expect(pacer.takeConversation('C1', at(1_500))).to.equal(0);
  });
});

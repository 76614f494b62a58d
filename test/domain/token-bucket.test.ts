import { expect } from 'chai';
import fc from 'fast-check';
import { pausedBucket, type TokenBucket, takeToken } from '../../src/domain/token-bucket.ts';

const rate = { burst: 3, perSecond: 2 };

describe('taking tokens', () => {
  it('lets a burst pass and then says how long to wait', () => {
    let bucket: TokenBucket | undefined;
    const waits = [0, 0, 0, 0, 100, 500].map((nowMs) => {
      const taken = takeToken(bucket, rate, nowMs);
      bucket = taken.bucket;
      return taken.waitMs;
    });

    expect(waits).to.deep.equal([0, 0, 0, 500, 400, 0]);
  });

  it('lets nothing pass during a pause, and one after it', () => {
    const paused = pausedBucket(10_000);

    expect(takeToken(paused, rate, 4_000).waitMs).to.equal(6_000);
    const after = takeToken(paused, rate, 10_000);
    expect(after.waitMs).to.equal(0);
    expect(takeToken(after.bucket, rate, 10_000).waitMs).to.equal(500);
  });

  it('never lets more pass than burst and rate allow, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2000), { maxLength: 200 }), (steps) => {
        let bucket: TokenBucket | undefined;
        let [nowMs, passed] = [0, 0];
        for (const step of steps) {
          nowMs += step;
          const taken = takeToken(bucket, rate, nowMs);
          bucket = taken.bucket;
          if (taken.waitMs === 0) passed += 1;
        }

        expect(passed).to.be.at.most(rate.burst + (nowMs / 1000) * rate.perSecond + 1e-6);
      }),
    );
  });
});

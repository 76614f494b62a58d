import { WebAPIRequestError } from '@slack/web-api';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { pino } from 'pino';
import sinon from 'sinon';
import { type Stored, storedInTime } from '../../src/handlers/stored-in-time.ts';

describe('storing in time', () => {
  let clock: sinon.SinonFakeTimers;
  let lines: Record<string, unknown>[];
  const store = <T>(work: Promise<T>): Promise<Stored<T>> => {
    const logger = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
    return storedInTime({ logger }, 'win', work);
  };
  beforeEach(() => {
    clock = sinon.useFakeTimers();
    lines = [];
  });
  afterEach(() => clock.restore());

  const later = <T>(ms: number, outcome: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          resolve(outcome());
        } catch (error) {
          reject(error);
        }
      }, ms);
    });
  const failing = (): never => {
    throw new Error('the disk is full');
  };

  it('gives what was stored, and leaves no timer behind', async () => {
    const storing = store(later(1_999, () => 'w1'));
    await clock.tickAsync(1_999);
    const stored = await storing;

    expect(stored).to.deep.include({ kind: 'stored', outcome: 'w1' });
    expect(await stored.atLast).to.equal('w1');
    expect(clock.countTimers()).to.equal(0);
    expect(lines).to.deep.equal([]);
  });

  it('tells that it failed, and logs why', async () => {
    const storing = store(later(10, failing));
    await clock.tickAsync(10);
    const stored = await storing;

    expect(stored.kind).to.equal('failed');
    expect(await stored.atLast).to.equal(undefined);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.deep.include({ feature: 'win', msg: 'it could not be stored' });
    expect(lines[0]!.err).to.include({ message: 'the disk is full' });
  });

  const faults: [string, Error, string][] = [
    ['the database', new mongoose.mongo.MongoNetworkError('connection 1 closed'), 'database-failed'],
    ['Slack', new WebAPIRequestError(new Error('connect ECONNREFUSED')), 'failed'],
    ['something that mongoose refuses', new mongoose.Error.ValidationError(), 'failed'],
  ];
  for (const [what, error, kind] of faults)
    it(`tells of ${what} as ${kind}`, async () => {
      const stored = await store(Promise.reject(error));

      expect(stored.kind).to.equal(kind);
    });

  it('waits two seconds, and no longer', async () => {
    const isSettled = sinon.spy();
    const storing = store(later(60_000, () => 'w1'));
    void storing.then(isSettled);

    await clock.tickAsync(1_999);
    expect(isSettled.called).to.equal(false);
    await clock.tickAsync(1);
    expect((await storing).kind).to.equal('under-way');
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['it could not be stored in time']);
  });

  it('gives what a slow database stored after all', async () => {
    const storing = store(later(9_000, () => 'w1'));
    await clock.tickAsync(9_000);

    expect(await (await storing).atLast).to.equal('w1');
  });

  it('logs why a slow database stored nothing in the end', async () => {
    const storing = store(later(9_000, failing));
    await clock.tickAsync(9_000);

    expect(await (await storing).atLast).to.equal(undefined);
    expect(lines.map(({ msg }) => msg)).to.deep.equal([
      'it could not be stored in time',
      'it could not be stored',
    ]);
  });
});

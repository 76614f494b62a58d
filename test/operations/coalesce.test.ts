import { expect } from 'chai';
import { createCoalescer } from '../../src/operations/coalesce.ts';

/** Work that ends when it is told to. */
const controlled = () => {
  const starts: string[] = [];
  const ends: { end: () => void; fail: (error: Error) => void }[] = [];
  const run = createCoalescer((key: string) => {
    starts.push(key);
    return new Promise<void>((end, fail) => ends.push({ end, fail }));
  });
  return { starts, ends, run };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('coalescing work', () => {
  it('answers all that came meanwhile with one more run', async () => {
    const { starts, ends, run } = controlled();

    const first = run('a');
    const meanwhile = [run('a'), run('a'), run('a')];
    expect(starts).to.deep.equal(['a']);
    ends[0]!.end();
    await first;
    await settled();
    expect(starts).to.deep.equal(['a', 'a']);
    ends[1]!.end();

    await Promise.all(meanwhile);
    expect(starts).to.have.length(2);
  });

  it('starts the further run after the last call, so that it sees what that call changed', async () => {
    const { starts, ends, run } = controlled();

    void run('a');
    ends[0]!.end();
    const late = run('a');
    await settled();

    expect(starts).to.have.length(2);
    ends[1]!.end();
    await late;
  });

  it('keeps keys apart', () => {
    const { starts, run } = controlled();

    void run('a');
    void run('b');

    expect(starts).to.deep.equal(['a', 'b']);
  });

  it('runs again after a failure', async () => {
    const { ends, run } = controlled();
    const failing = run('a');
    const next = run('a');

    ends[0]!.fail(new Error('no'));

    expect(await failing.catch((error: Error) => error.message)).to.equal('no');
    await settled();
    ends[1]!.end();
    await next;
  });

  it('never runs twice at once for one key, whenever calls come', async () => {
    let [running, most] = [0, 0];
    const run = createCoalescer(async () => {
      running += 1;
      most = Math.max(most, running);
      await settled();
      running -= 1;
    });

    const calls: Promise<void>[] = [];
    for (let index = 0; index < 200; index += 1) {
      calls.push(run('a'));
      if (index % 3 === 0) await settled();
      if (index % 7 === 0) await calls.at(-1);
    }
    await Promise.all(calls);

    expect(most).to.equal(1);
  });
});

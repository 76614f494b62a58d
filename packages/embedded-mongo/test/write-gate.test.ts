import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { WriteGate } from '../src/storage/write-gate.ts';

/** Another thread that enters the gate, says so, and leaves after a while. */
const writing = async (gate: WriteGate, forMs: number): Promise<Worker> => {
  const worker = new Worker(
    `const { parentPort, workerData: [memory, forMs] } = require('node:worker_threads');
     const state = new Int32Array(memory);
     Atomics.store(state, 0, 1);
     parentPort.postMessage('writing');
     Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
     Atomics.store(state, 0, 0);
     Atomics.notify(state, 0);`,
    { eval: true, workerData: [gate.memory, forMs] },
  );
  await once(worker, 'message');
  return worker;
};

describe('the gate of the write transactions', () => {
  it('gives what the transaction gives, and lets the next one in after a failed one', () => {
    const gate = new WriteGate();

    expect(() =>
      gate.pass(() => {
        throw new Error('faulty');
      }),
    ).to.throw('faulty');
    expect(gate.pass(() => 'written')).to.equal('written');
  });

  it('refuses what comes after it was closed', () => {
    const gate = new WriteGate();

    expect(gate.close(0)).to.equal(true);

    expect(() => gate.pass(() => 'written')).to.throw('being stopped');
  });

  it('is closed once the transaction of another thread has ended', async () => {
    const gate = new WriteGate();
    const worker = await writing(gate, 100);

    expect(gate.close(20_000)).to.equal(true);
    await worker.terminate();
  });

  it('gives up on a transaction that goes on for too long', async () => {
    const gate = new WriteGate();
    const worker = await writing(gate, 60_000);

    expect(gate.close(10)).to.equal(false);
    await worker.terminate();
  });
});

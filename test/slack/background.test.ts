import { expect } from 'chai';
import { pino } from 'pino';
import { createBackground } from '../../src/slack/background.ts';

describe('work in the background', () => {
  const background = () => createBackground(pino({ level: 'silent' }));

  it('is waited for at a stop, with what it started in turn', async () => {
    const work = background();
    const done: string[] = [];
    work.run('a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      done.push('first');
      work.run('a', async () => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        done.push('second');
      });
    });

    expect(await work.drain(1000)).to.equal(true);
    expect(done).to.deep.equal(['first', 'second']);
  });

  it('does not hold up a stop for ever', async () => {
    const work = background();
    work.run('a', () => new Promise(() => undefined));

    expect(await work.drain(20)).to.equal(false);
  });

  it('that fails is logged, and hurts nobody', async () => {
    const work = background();
    work.run('a', async () => {
      throw new Error('no');
    });

    expect(await work.drain(1000)).to.equal(true);
  });
});

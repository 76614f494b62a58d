import { expect } from 'chai';
import { pino } from 'pino';
import { createPictures, type Pictures } from '../../src/picture/pictures.ts';

const words = {
  name: 'Jo',
  team: undefined,
  dayCount: 'five',
  challenge: 'Five days',
  dates: 'October 2027',
  themes: ['Be reachable'],
};

describe('the thread that draws', function () {
  this.timeout(20_000);
  let pictures: Pictures;
  beforeEach(() => {
    pictures = createPictures(pino({ level: 'silent' }));
  });
  afterEach(() => pictures.stop());

  it('draws each picture once, however many ask for it at one moment', async () => {
    expect(await pictures.areDrawn()).to.equal(true);

    const all = await Promise.all(Array.from({ length: 20 }, () => pictures.certificate({ ...words })));
    const other = await pictures.certificate({ ...words, name: 'Tom' });

    expect(new Set(all).size).to.equal(1);
    expect(Buffer.from(all[0]!).equals(Buffer.from(other))).to.equal(false);
  });

  it('is started anew after it ended', async () => {
    await pictures.certificate(words);
    await pictures.stop();

    const drawn = await pictures.certificate({ ...words, name: 'Ann' });

    expect(Buffer.from(drawn).subarray(1, 4).toString()).to.equal('PNG');
  });

  /** A thread that does as this program says. */
  const asIf = (
    program: string,
    { lines = [], limitMs = 10_000 }: { lines?: string[]; limitMs?: number } = {},
  ) =>
    createPictures(pino({}, { write: (line) => lines.push(line) }), {
      entry: new URL(
        `data:text/javascript,${encodeURIComponent(`import{parentPort}from'node:worker_threads';${program}`)}`,
      ),
      limitMs,
    });
  const failure = (drawn: Promise<unknown>): Promise<string> =>
    drawn.then(
      () => 'drawn',
      (error: Error) => error.message,
    );

  for (const [where, program] of [
    ['has no part for the platform', "parentPort.postMessage({kind:'unable',why:'no part'})"],
    ['cannot be started', "throw new Error('no part')"],
  ])
    it(`says once that it ${where}`, async () => {
      const lines: string[] = [];
      const none = asIf(program!, { lines });

      expect(await Promise.all([none.areDrawn(), none.areDrawn()])).to.deep.equal([false, false]);
      expect(await none.areDrawn()).to.equal(false);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.contain('no pictures can be drawn here').and.contain('no part');
    });

  it('is given up when it hangs, and keeps nobody up that cannot draw', async () => {
    const hanging = asIf("parentPort.on('message',()=>{})", { limitMs: 50 });

    expect(await failure(hanging.certificate(words))).to.match(/timed out|ended/);
    expect(await failure(asIf('').certificate(words))).to.contain('has ended');
  });

  it('draws the next one after one that it could not', async () => {
    const clumsy = asIf(
      "let n=0;parentPort.on('message',({id})=>parentPort.postMessage(n++?{kind:'drawn',id,picture:new Uint8Array(1)}:{kind:'failed',id,why:'torn'}))",
    );

    expect(await failure(clumsy.certificate(words))).to.contain('torn');
    expect(await failure(clumsy.certificate(words))).to.equal('drawn');
    await clumsy.stop();
  });
});

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
});

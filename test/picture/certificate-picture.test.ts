import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { expect } from 'chai';
import { certificateSize, drawCertificate } from '../../src/picture/certificate-picture.ts';
import { drawable } from '../../src/picture/drawable-text.ts';

const words = {
  name: 'Jo',
  team: 'Acme Customer Care',
  dayCount: 'five',
  challenge: 'Five days of exceptional service',
  dates: 'Monday 4 October to Friday 8 October 2027',
  themes: ['Be reachable', 'Your own house first', 'Share attention', 'Own mistakes', 'Be there'],
};

const contextOf = (image: Image) => {
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context;
};

/** Where the name's ink begins and ends, and the same for the two lines that its ink is within. */
const inkOf = async (picture: Buffer) => {
  const context = contextOf(await loadImage(picture));
  const [top, height] = [380, 200];
  const { data, width } = context.getImageData(0, top, certificateSize.width, height);
  const columns = Array.from({ length: width }, (_, x) => x).filter((x) => {
    if (x < 80 || x >= width - 80) return false;
    for (let y = 0; y < height; y += 1) if (data[4 * (y * width + x)]! < 120) return true;
    return false;
  });
  return { left: columns.at(0), right: columns.at(-1) };
};

const names: Record<string, string> = {
  Latin: 'Jo Ångström Łukasz',
  Vietnamese: 'Nguyễn Thị Minh Khai',
  Greek: 'Ελένη Παπαδοπούλου',
  Cyrillic: 'Юлія Ґонта',
  Arabic: 'محمد العربي',
  Devanagari: 'प्रिया क्षत्रिय',
  Japanese: '田中 さくら',
  Chinese: '欧阳明华',
  Korean: '김민준',
  Thai: 'สมชาย ใจดี',
  'Hebrew and Latin': 'שלום כהן (Tom)',
};

describe('the picture of a certificate', function () {
  this.timeout(20_000);

  it('is a PNG in the shape of a sheet of paper, small enough for a phone', async () => {
    const picture = await drawCertificate(words);
    const image = await loadImage(picture);

    expect([image.width, image.height]).to.deep.equal([1600, 1131]);
    expect(picture.subarray(1, 4).toString()).to.equal('PNG');
    expect(picture.length).to.be.below(300_000);
  });

  for (const [script, name] of Object.entries(names))
    it(`has a font for ${script}: all of it is drawn, in the middle`, async () => {
      expect(drawable(name).text).to.equal(name.normalize('NFC'));

      const { left = 0, right = 0 } = await inkOf(await drawCertificate({ ...words, name }));
      expect(right - left).to.be.within(150, 1_300);
      expect(Math.abs(left + right - certificateSize.width)).to.be.below(40);
    });

  it('joins letters where a script does', () => {
    const { families } = drawable('سلام');
    const context = createCanvas(10, 10).getContext('2d');
    context.font = `100px ${families}`;
    const width = (text: string) => context.measureText(text).width;

    expect(width('سلام')).to.be.below(Array.from('سلام').reduce((sum, each) => sum + width(each), 0) * 0.9);
  });

  it('leaves out what no font has, and says what it is for where nothing of the name is left', async () => {
    expect(drawable('Jo\u{1317F}\u0378 Lee').text).to.equal('Jo Lee');
    const nameless = await drawCertificate({ ...words, name: undefined });

    expect(await drawCertificate({ ...words, name: '\u0378\u0379' })).to.deep.equal(nameless);
    expect(await drawCertificate(words)).not.to.deep.equal(nameless);
  });

  for (const name of ['W'.repeat(80), 'Wim '.repeat(20), '田'.repeat(80), 'ab\n\tc‮d', '<b>&amp;</b>'])
    it(`keeps ${JSON.stringify(name.slice(0, 12))} within the frame`, async () => {
      const { left = 0, right = 0 } = await inkOf(await drawCertificate({ ...words, name }));

      expect(left).to.be.at.least(140);
      expect(right).to.be.at.most(1_460);
    });
});

import { inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { encode } from 'uqr';
import { actionIds } from '../../../src/views/ids.ts';
import { qrPicture } from '../../../src/web/voice/qr-picture.ts';
import { makeLink, publicUrl, tokenIn } from '../../support/ask.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { inModal } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nominationUsers, type WallWin, winOnWall } from '../../support/nomination.ts';
import { openTestWeb, type TestWeb } from '../../support/web.ts';

describe('the picture of a link', () => {
  let bot: TestBot;
  let team: TestTeam;
  let web: TestWeb;
  let win: WallWin;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers, publicUrl });
    web = await openTestWeb(bot);
  });
  after(async () => {
    await web.stop();
    await bot.close();
  });
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    win = await winOnWall(team);
  });

  const link = async (): Promise<string> => {
    const ack = await makeLink(team, 'UJO', { winId: win._id });
    return tokenIn(ack.args)!;
  };
  const statusOf = async (token: string) => (await web.get(`/ask/${token}/qr.png`)).status;

  it('is a PNG with a dot for each dot of the code', () => {
    const picture = qrPicture('https://brag.example.com/ask/abc');
    const dots = encode('https://brag.example.com/ask/abc', { ecc: 'M', border: 4 }).data;

    expect(picture.subarray(0, 8).toString('latin1')).to.equal('\x89PNG\r\n\x1a\n');
    const side = picture.readUInt32BE(16);
    expect(side).to.equal(dots.length * 10);
    const pixels = inflateSync(picture.subarray(41, 41 + picture.readUInt32BE(33)));
    const stride = 1 + Math.ceil(side / 8);
    const isBlack = (x: number, y: number) => (pixels[y * stride + 1 + (x >> 3)]! & (0x80 >> (x & 7))) === 0;
    const drawn = dots.map((row, y) => row.map((_, x) => isBlack(x * 10 + 5, y * 10 + 5)));
    expect(drawn).to.deep.equal(dots);
    expect(picture.length).to.be.below(4_000);
  });

  it('is there for a link that works, and looking at it changes nothing', async () => {
    const token = await link();
    const before = JSON.stringify(await team.store.voices.find(win._id));

    for (const method of ['GET', 'HEAD']) {
      const answer = await web.get(`/ask/${token}/qr.png`, { method });
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('content-type')).to.equal('image/png');
    }
    expect(JSON.stringify(await team.store.voices.find(win._id))).to.equal(before);
  });

  it('is not there for a link that was made up, replaced, taken back or is over', async () => {
    expect(await statusOf('a'.repeat(22))).to.equal(404);
    const first = await link();
    const { linkMadeAt } = (await team.store.voices.find(win._id))!;
    bot.setNow(new Date('2026-10-07T12:01:00Z'));
    await team.action(
      'UJO',
      actionIds.voiceNewLink,
      { value: `${win._id}:${linkMadeAt.getTime()}` },
      inModal,
    );
    const second = tokenIn(bot.slack.callsOf('views.update').at(-1))!;
    expect(await statusOf(first)).to.equal(404);
    expect(await statusOf(second)).to.equal(200);

    bot.setNow(new Date('2026-11-04T12:01:00Z'));
    expect(await statusOf(second)).to.equal(404);
    bot.setNow(new Date('2026-10-08T12:00:00Z'));
    await team.store.voices.takeBack(win._id);
    expect(await statusOf(second)).to.equal(404);
  });

  it('is not there while its win is off the wall', async () => {
    const token = await link();
    await team.store.wins.takeDown(win._id, { userId: 'UJO', isManager: false }, bot.now());

    expect(await statusOf(token)).to.equal(404);
  });
});

import { expect } from 'chai';
import { certificateUrl } from '../../../src/operations/challenge/certificate.ts';
import { certificatePart } from '../../../src/operations/challenge/challenge-part.ts';
import { linkTokenHash } from '../../../src/operations/link-token.ts';
import { expectValidMessage } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { challengeUsers, doDays, planRun, sendNotes, takeIn, watch } from '../../support/challenge-team.ts';
import { noPictures } from '../../support/picture.ts';
import { openTestWeb, type TestWeb } from '../../support/web.ts';

const publicUrl = 'https://brag.example.com';

describe('the picture of a certificate on the web', function () {
  this.timeout(20_000);
  let bot: TestBot;
  let web: TestWeb;
  let team: TestTeam;
  let runId: string;
  before(async () => {
    bot = await openTestBot({ users: challengeUsers, publicUrl });
    web = await openTestWeb(bot);
  });
  after(async () => {
    await web.stop();
    await bot.close();
  });
  /** Jo has done every day. */
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2027-10-08T15:00:00Z'));
    team = await bot.createWorkspace();
    runId = (await planRun(team))._id;
    await takeIn(team, runId, 'UJO');
    await doDays(team, { runId, userId: 'UJO' });
  });

  const pathOf = async (userId = 'UJO'): Promise<string> =>
    (await certificateUrl(team.deps, { runId, userId }))!.slice(publicUrl.length);
  const participants = () => bot.models.participants.model;

  it('is shown to whoever has the address, and looking at it changes nothing', async () => {
    const path = await pathOf();
    const before = JSON.stringify(await participants().find().lean());

    const [seen, head, download] = [
      await web.get(path),
      await web.get(path, { method: 'HEAD' }),
      await web.get(`${path}?download`),
    ];

    expect(seen.status).to.equal(200);
    expect(seen.headers.get('content-type')).to.equal('image/png');
    expect(seen.headers.get('content-disposition')).to.equal(null);
    expect(seen.headers.get('cache-control')).to.equal('private, max-age=600');
    const picture = Buffer.from(await seen.arrayBuffer());
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).to.deep.equal([1600, 1131]);
    expect(head.status).to.equal(200);
    expect((await head.arrayBuffer()).byteLength).to.equal(0);
    expect(download.headers.get('content-disposition')).to.contain(
      `filename="jo - Five days of customer service.png"`,
    );
    expect(JSON.stringify(await participants().find().lean())).to.equal(before);
  });

  it('is not sent again to whoever has it, until it says something else', async () => {
    const path = await pathOf();
    const etag = (await web.get(path)).headers.get('etag')!;
    const again = () => web.get(path, { headers: { 'if-none-match': `"other", W/${etag}` } });

    expect((await again()).status).to.equal(304);
    await team.changePerson({ id: 'UJO', name: 'joanna', tz: 'Europe/London' });
    const renamed = await again();
    expect(renamed.status).to.equal(200);
    expect(renamed.headers.get('etag')).not.to.equal(etag);
  });

  it('has the same address each time, and one for each person and workspace', async () => {
    await takeIn(team, runId, 'USAM');
    const other = await bot.createWorkspace();
    const otherRun = (await planRun(other))._id;
    await takeIn(other, otherRun, 'UJO');

    const paths = await Promise.all([pathOf(), pathOf(), pathOf('USAM')]);
    const elsewhere = await certificateUrl(other.deps, { runId: otherRun, userId: 'UJO' });

    expect(new Set([...paths, elsewhere!.slice(publicUrl.length)]).size).to.equal(3);
    const token = /\/certificates\/([\w-]{22})\.png$/.exec(paths[0]!)![1]!;
    const stored = JSON.stringify([
      await participants().find().lean(),
      await bot.models.workspaces.model.find().lean(),
    ]);
    expect(stored).to.contain(linkTokenHash(token)).and.not.to.contain(token);
  });

  it('has one address when twenty compose it at one moment for the first time', async () => {
    const paths = await Promise.all(Array.from({ length: 20 }, () => pathOf()));

    expect(new Set(paths).size).to.equal(1);
    expect((await web.get(paths[0]!)).status).to.equal(200);
  });

  const ends: Record<string, () => Promise<unknown>> = {
    'the person had their data deleted': () =>
      team.store.participants.erasePerson({ userId: 'UJO', standIn: 'erased-1' }),
    'the challenge is forgotten': () => bot.models.runs.model.deleteOne({ _id: runId }),
    'the bot was removed': () => bot.workspaces.leave(team.teamId, bot.now()),
    'a day is not done any more': () =>
      participants().updateOne(
        { teamId: team.teamId, userId: 'UJO' },
        { $unset: { 'days.be-there.doneAt': 1 } },
      ),
  };
  for (const [why, end] of Object.entries(ends))
    it(`is gone once ${why}, as if there had never been one`, async () => {
      const path = await pathOf();
      expect((await web.get(path)).status).to.equal(200);
      await end();

      const gone = await web.get(path, { headers: { 'if-none-match': '*' } });
      const never = await web.get(`/certificates/${'a'.repeat(22)}.png`);

      expect([gone.status, never.status]).to.deep.equal([404, 404]);
      expect(await gone.text()).to.equal(await never.text());
      expect(gone.headers.get('cache-control')).to.equal('no-store');
    });

  it('is nowhere else', async () => {
    const path = await pathOf();

    expect((await web.get(path.replace('.png', ''))).status).to.equal(404);
    expect((await web.post(path)).status).to.equal(405);
  });

  describe('in the note', () => {
    const told = async () => {
      bot.setNow(new Date('2027-10-11T08:00:00Z'));
      await team.store.noteParts.plan(
        { key: `challenge-certificate:${runId}:UJO`, kind: 'challenge-certificate', userId: 'UJO', runId },
        bot.now(),
      );
      const seen = watch(bot);
      await sendNotes(team);
      return seen.callsOf('chat.postMessage');
    };

    it('comes with what it shows and a link to download it', async () => {
      const [message] = await told();
      const path = await pathOf();

      expectValidMessage(message as never);
      const text = JSON.stringify(message);
      expect(text).to.contain(`"image_url":"${publicUrl}${path}"`);
      expect(text).to.contain(
        '"alt_text":"A certificate: jo did all 5 days of Five days of customer service',
      );
      expect(text).to.contain(`<${publicUrl}${path}?download|download it>`);
    });

    it('goes without it where Slack cannot fetch it', async () => {
      bot.slack.answersOnceWith('chat.postMessage', { ok: false, error: 'invalid_blocks' });
      const [refused, sent] = await told();

      expect(JSON.stringify(refused)).to.contain('"type":"image"');
      expect(JSON.stringify(sent)).to.contain('did all 5 days').and.not.to.contain('"type":"image"');
      expect(sent!.blocks).not.to.equal(undefined);
    });

    for (const [where, without] of [
      ['there are no pages', { publicUrl: undefined }],
      ['nothing can be drawn', { pictures: noPictures }],
    ] as const)
      it(`is a message alone where ${where}`, async () => {
        const part = { userId: 'UJO', runId } as never;
        const composed = await certificatePart.compose({ ...team.deps, ...without }, part);

        if (composed.kind !== 'send') throw new Error(composed.why);
        expectValidMessage(composed.message);
        expect(composed.message.text).to.contain('This message is your certificate');
        expect(JSON.stringify(composed.message)).not.to.contain('/certificates/');
      });
  });
});

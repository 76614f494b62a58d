import { expect } from 'chai';
import { addDays, addWeeks, dayOf, instantOf, mondayOf, weekOf } from '../../src/domain/calendar.ts';
import { type Message, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

/** The workspace's own: its owner lives there. */
const zone = 'America/New_York';

describe('the weekly digest', () => {
  let sandbox: Sandbox;
  /** The Monday of the week that the clock was last moved into. */
  let monday: string;

  beforeEach(async function () {
    this.timeout(60_000);
    sandbox = await startSandbox();
    const { now } = await sandbox.state();
    // Long enough for the bot to have seen who goes unseen.
    monday = addDays(mondayOf(dayOf(new Date(now), zone)), 35);
    await moveTo(2, '10:00');
  });
  afterEach(async () => {
    const violations = await sandbox.violations();
    await sandbox.stop();
    expect(violations).to.deep.equal([]);
  });

  /** So many days after the Monday, at the workspace's own time. */
  const moveTo = (days: number, time: string) =>
    sandbox.moveClock({ now: instantOf(addDays(monday, days), time, zone).toISOString() });
  const week = () => weekOf(instantOf(monday, '12:00', zone), zone);
  const post = async (text: string, user = 'jo') => {
    await sandbox.brag(user, text);
    return sandbox.waitForWin(text.replace(/^@\w+ /, ''));
  };
  const nominate = async (ts: string, users: string[]) => {
    for (const user of users) await sandbox.react(user, ts);
    await sandbox.waitForCount(ts, users.length > 2 ? 'Exceptional' : `(${users.length} nom`);
  };
  const withKey = (messages: Message[], prefix: string) =>
    messages.filter((message) => message.metadata?.event_payload.key.startsWith(prefix));
  const digests = async () => withKey(await sandbox.messagesIn('brag-wall'), 'digest:');
  const digestOf = (name: string) =>
    waitFor(`the digest of ${name}`, async () =>
      (await digests()).find(({ metadata }) => metadata?.event_payload.key.endsWith(`:${name}`)),
    );
  /** Notes with the managers' edition of a week of which something is to be told. */
  const managerDigests = async (user: string) =>
    withKey(await sandbox.directMessages(user), 'note:').filter(({ text }) =>
      text.includes('stayed up for a late call'),
    );
  const typesOf = ({ blocks = [] }: { blocks?: { type: string }[] }) => blocks.map(({ type }) => type);

  it('is posted once, with the numbers of the wall, and goes to each manager once', async () => {
    await sandbox.nameManagers('ann', 'ann', 'kai');
    const exceptional = await post('drove the parcel over');
    await nominate(exceptional.ts, ['ann', 'sam', 'mia']);
    await post('@ria rescued the cat');
    await moveTo(6, '23:59');
    await post('stayed up for a late call', 'sam');
    await moveTo(7, '00:01');
    await post('opened the shop at midnight', 'sam');

    await moveTo(7, '08:58');
    await sandbox.settled();
    expect(await digests()).to.deep.equal([]);
    await moveTo(7, '09:00');
    const digest = await digestOf(week());
    // At 09:00 in New York, kai's note of that day is long out.
    await sandbox.moveToMorningOf('kai');
    await waitFor('both managers', async () =>
      (await Promise.all(['ann', 'kai'].map(managerDigests))).every(({ length }) => length === 1),
    );
    await sandbox.settled();

    expect(digest.text).to.contain('3 wins by 3 people, 4 nominations, 1 exceptional win.');
    expect(digest.text).to.match(/Jo: drove the parcel over \(3 nominations\) <http[^|]+\|See it/);
    expect(digest.text).to.contain('welcome, Jo, Ria and Sam!');
    expect(digest.text).not.to.contain('midnight');
    expect(digest.text).not.to.contain('<@');
    expect(typesOf(digest)).to.contain('data_visualization');
    const [forAnn] = await managerDigests('ann');
    expect(forAnn!.text).to.contain('Sam: stayed up for a late call');
    expect(await managerDigests('jo')).to.deep.equal([]);

    await sandbox.act('/bot', { action: 'restart' });
    await sandbox.moveClock({ by: 3_600_000 });
    await sandbox.settled();
    expect(await digests()).to.have.length(1);
    expect(await managerDigests('ann')).to.have.length(1);
    expect(await managerDigests('kai')).to.have.length(1);
  }).timeout(60_000);

  it('stays as it was, whatever becomes of its wins', async () => {
    const { ts } = await post('lent an umbrella');
    const answer = await sandbox.lastEphemeral('jo', 'On the wall for');
    await moveTo(7, '09:00');
    const { text } = await digestOf(week());

    await sandbox.act('/click', { user: 'jo', channel: 'general', ts: answer.ts, actionId: 'win.take_down' });
    await waitFor('the win to be gone', async () => !(await sandbox.wall()).some((win) => win.ts === ts));
    await sandbox.brag('jo', 'digest last');
    const shown = await sandbox.lastEphemeral('jo', 'The week on the wall');

    expect(shown.text).to.equal(text);
    monday = addDays(monday, 7);
    await moveTo(2, '10:00');
    await post('found the lost keys');
    await moveTo(7, '09:00');
    const next = await digestOf(week());
    expect(next.text).to.contain('1 win by 1 person').and.not.to.contain('for the first time');
    expect(next.text).to.match(/: 1, [^,]+: 1\.$/m);
  }).timeout(60_000);

  it('is sent without its chart when Slack refuses that', async () => {
    await post('carried the bags');
    for (const user of ['ann', 'kai']) await sandbox.act('/user', { user, set: { deleted: true } });
    const refusal = { method: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times: 1 };
    await sandbox.act('/faults', refusal);

    await moveTo(7, '09:00');
    const digest = await digestOf(week());

    expect(typesOf(digest)).to.include.members(['header', 'section', 'context']);
    expect(typesOf(digest)).not.to.contain('data_visualization');
    expect(JSON.stringify(digest.blocks)).to.contain('```');
  }).timeout(60_000);

  it('is posted after a shorter downtime', async () => {
    await post('fixed the door');
    await sandbox.act('/bot', { action: 'stop' });
    await moveTo(8, '20:00');
    await sandbox.act('/bot', { action: 'start' });

    expect((await digestOf(week())).text).to.contain('1 win by 1 person');
  }).timeout(60_000);

  it('is kind about a quiet week', async () => {
    // After several that were quiet as well, nothing would be said.
    await post('held the door');
    await moveTo(7, '09:00');
    await digestOf(week());
    monday = addDays(monday, 7);
    await moveTo(7, '09:00');

    const digest = await digestOf(week());

    expect(digest.text).to.contain('quiet week').and.to.contain('/brag @name and what they did');
  }).timeout(60_000);

  it('answers /brag digest to one person, and wrong weeks clearly', async () => {
    await post('painted the fence');
    const ask = async (typed: string, answer: string, user = 'jo') => {
      await sandbox.brag(user, `digest ${typed}`);
      return sandbox.lastEphemeral(user, answer);
    };
    const year = Number(week().slice(0, 4));

    const soFar = await ask('', 'This week so far (not finished)');
    expect(soFar.text).to.contain('1 win by 1 person');
    expect(typesOf(soFar)).to.contain('data_visualization').and.not.to.contain('actions');
    await ask(week(), 'This week so far');
    await ask(`${year}-W99`, `from ${year}-W01`);
    await ask('41', 'I know weeks by year and number');
    await ask(addWeeks(week(), 1), 'is still to come');
    await ask('2020-W41', 'There is no digest of 2020-W41');
    await moveTo(7, '08:00');
    await ask('last', 'is not made yet: it comes on');
    await sandbox.settled();

    expect(await sandbox.wall()).to.have.length(1);
  }).timeout(60_000);

  it("shows the managers' edition to managers only", async () => {
    await sandbox.nameManagers('ann', 'ann', 'kai');
    await post('walked the dog');
    await sandbox.brag('kai', 'digest');
    const answer = await sandbox.lastEphemeral('kai', 'This week so far');
    const press = () =>
      sandbox.act('/click', { user: 'kai', channel: 'general', ts: answer.ts, actionId: 'digest.managers' });

    await press();
    const edition = await sandbox.lastEphemeral('kai', 'For managers, so far (not finished)');
    expect(edition.text)
      .to.contain('Jo: walked the dog')
      .and.to.match(/1 of the \d+ people/);
    const { ts } = edition;
    const nominating = { user: 'kai', channel: 'general', ts, actionId: 'nomination.toggle' };
    await sandbox.act('/click', nominating);
    await sandbox.lastEphemeral('kai', 'You nominated this win');

    await sandbox.nameManagers('ann', 'ann');
    await press();
    await sandbox.lastEphemeral('kai', 'for managers');
  }).timeout(60_000);
});

import { expect } from 'chai';
import { driveChallenge, local, names, people } from '../support/challenge.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

const days = ['2027-10-04', '2027-10-05', '2027-10-06', '2027-10-07', '2027-10-08'];

describe('the challenge in the week of 4 to 8 October 2027', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof driveChallenge>;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    at = driveChallenge(sandbox);
    await at.moveTo('2027-09-12T00:00:00Z');
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  it('asks each manager once, three weeks before, in their own morning', async () => {
    await at.moveThrough('2027-09-12T01:00:00Z', '2027-09-14T06:00:00Z');

    const asked = await at.postsOf('challenge-ask');
    expect(asked).to.have.length(2);
    for (const user of ['kai', 'ann'] as const) {
      const id = await sandbox.userId(user);
      const post = asked.find(({ key }) => key.endsWith(id))!;
      expect(local(post.at, people[user])).to.equal('2027-09-13 09:00');
    }
  }).timeout(180_000);

  it('takes one answer for all, and tells late clicks kindly', async () => {
    const [first, second] = [
      await at.lastTo('kai', 'challenge-ask'),
      await at.lastTo('ann', 'challenge-ask'),
    ];

    await Promise.all([
      at.press('kai', first, 'challenge_ask.start'),
      at.press('kai', first, 'challenge_ask.start'),
    ]);
    await at.updated(first, 'You have started');
    await at.press('ann', second, 'challenge_ask.decline');

    await at.updated(second, `<@${await sandbox.userId('kai')}> has started`);
  });

  it('invites the wall on the Friday before, with the number already in', async () => {
    const before = await at.ask('jo', 'Nobody is in yet');
    await at.press('jo', before, 'challenge.join');
    await sandbox.lastEphemeral('jo', 'You have done 0 of 5');
    await at.moveThrough('2027-09-30T12:00:00Z', '2027-10-01T14:00:00Z');

    const invitation = await at.onWall('challenge-invite');
    expect(invitation.text).to.contain('1 person is in.');
    const [post] = await at.postsOf('challenge-invite');
    expect(local(post!.at, people.ann)).to.equal('2027-10-01 09:00');
    for (const user of names.filter((name) => name !== 'jo')) await at.join(user);
    await at.pressAnswered('jo', invitation, 'challenge.join');
    await at.updated(invitation, '5 people are in.');
  }).timeout(60_000);

  it('nudges on Monday, and shows another idea, a reminder and what was done on the nudge', async () => {
    await at.moveThrough('2027-10-03T12:00:00Z', '2027-10-04T09:00:00Z');
    const nudge = await at.lastTo('jo', 'nudge');
    expect(nudge.text).to.contain('Day 1 of 5: Be reachable').and.contain('Two minutes').and.contain('Bold');

    await at.press('jo', nudge, 'challenge.idea');
    await waitFor('another idea', async () => (await at.lastTo('jo', 'nudge')).text !== nudge.text);
    await at.press('jo', nudge, 'challenge.remind');
    await at.press('jo', nudge, 'challenge.remind').catch(() => undefined);
    await at.updated(nudge, 'I will remind you at 3 pm');
    await at.moveThrough('2027-10-04T10:00:00Z', '2027-10-04T15:00:00Z');
    const reminder = await at.lastTo('jo', 'challenge-reminder');
    const [reminded] = await at.postsOf('challenge-reminder');
    expect(local(reminded!.at, people.jo)).to.equal('2027-10-04 15:00');
    await at.done('jo', reminder, { note: 'rang three people back & one laughed', isWin: true });

    await at.updated(nudge, 'Done. rang three people back &amp; one laughed');
    await at.updated(reminder, 'Done.');
    await sandbox.waitForWin('rang three people back');
  }).timeout(180_000);

  it('takes a double Done once, and Not today without a word', async () => {
    const nudge = await at.lastTo('ann', 'nudge');
    await at.press('ann', nudge, 'challenge.done');
    const form = await sandbox.openView('ann');
    const values = { challenge_note: { value: 'wrote to a quiet one' }, challenge_win: { value: ['win'] } };
    const submit = () => sandbox.act('/submit', { user: 'ann', viewId: form.id, values });

    await Promise.all([submit(), submit().catch(() => undefined)]);
    await sandbox.waitForWin('wrote to a quiet one');
    await at.press('sam', await at.lastTo('sam', 'nudge'), 'challenge.not_today');

    await at.updated(nudge, 'Done. wrote to a quiet one');
    await at.updated(await at.lastTo('sam', 'nudge'), 'Not today');
    expect((await sandbox.wall()).filter(({ text }) => text.includes('wrote to a quiet one'))).to.have.length(
      1,
    );
  });

  it('gives everybody five nudges at their own nine, and one each day', async () => {
    await at.moveThrough('2027-10-04T16:00:00Z', '2027-10-08T20:00:00Z');

    const nudges = await at.postsOf('nudge');
    for (const user of names) {
      const id = await sandbox.userId(user);
      const own = nudges.filter(({ key }) => key.endsWith(`:${id}`)).map(({ at: when }) => when);
      expect(own.map((when) => local(when, people[user]))).to.deep.equal(days.map((day) => `${day} 09:00`));
    }
    expect(nudges).to.have.length(25);
  }).timeout(180_000);

  it('closes on the wall on Friday at four, once, with the stories', async () => {
    const closing = await at.onWall('challenge-closing');

    const posts = await at.postsOf('challenge-closing');
    expect(posts.map(({ at: when }) => local(when, people.ann))).to.deep.equal(['2027-10-08 16:00']);
    expect(closing.text).to.contain('5 people took part').and.contain('2 days were done');
    expect(closing.text).to.contain('rang three people back &amp; one laughed');
    expect(await at.postsOf('challenge-certificate')).to.have.length(0);
  });

  it('shows what can be caught up, and gives whoever completes it by Sunday one certificate', async () => {
    await at.moveTo('2027-10-10T12:00:00Z');
    for (let left = 4; left > 0; left -= 1) {
      const progress = await at.ask('jo', `You have done ${5 - left} of 5`);
      const open = progress.blocks!.find(
        (block) => (block as { accessory?: { action_id: string } }).accessory?.action_id === 'challenge.done',
      )!;
      await at.done('jo', progress, { blockId: open.block_id! });
      await sandbox.lastEphemeral('jo', left > 1 ? `You have done ${6 - left} of 5` : 'You have done all 5');
    }

    const certificate = await at.lastTo('jo', 'challenge-certificate');
    expect(certificate.text).to.contain('did all 5 days').and.contain('Own your mistakes');
    expect(await at.postsOf('challenge-certificate')).to.have.length(1);
  }).timeout(60_000);

  it('says kindly on old buttons that it is over', async () => {
    await at.moveTo('2027-10-12T12:00:00Z');
    const nudge = await at.lastTo('sam', 'nudge');

    for (const action of ['challenge.done', 'challenge.idea', 'challenge.not_today']) {
      await at.pressAnswered('sam', nudge, action);
      await sandbox.lastEphemeral('sam', 'This challenge is over');
    }
    await at.press('tom', await at.onWall('challenge-invite'), 'challenge.join');

    await sandbox.lastEphemeral('tom', 'This challenge is over');
    await at.ask('sam', 'No challenge is planned just now');
  });

  it('has said each thing once', async () => {
    const keys = (await at.posts()).map(({ key }) => key);

    expect(new Set(keys).size).to.equal(keys.length);
  });
});

describe('a challenge while the bot is down', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof driveChallenge>;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    at = driveChallenge(sandbox);
    await at.moveTo('2027-09-30T12:00:00Z');
    await at.start('ann', '2027-10-04');
    await at.moveTo('2027-10-01T13:30:00Z');
    for (const user of names) await at.join(user);
  });
  after(() => sandbox.stop());

  it('doubles nothing, gives the nudge of today, and offers what was skipped for catching up', async () => {
    await at.moveThrough('2027-10-03T18:00:00Z', '2027-10-05T10:00:00Z');
    await sandbox.act('/bot', { action: 'kill' });
    await at.moveTo('2027-10-07T12:00:00Z');
    await sandbox.act('/bot', { action: 'start' });
    for (const user of ['sam', 'jo'])
      await waitFor(`today's nudge for ${user}`, async () =>
        (await at.lastTo(user, 'nudge')).text.includes('Day 4'),
      );
    await at.moveThrough('2027-10-07T13:00:00Z', '2027-10-08T22:00:00Z');

    const nudges = await at.postsOf('nudge');
    const daysOf = async (user: keyof typeof people) => {
      const id = await sandbox.userId(user);
      return nudges
        .filter(({ key }) => key.endsWith(`:${id}`))
        .map(({ at: when }) => local(when, people[user]).slice(0, 10));
    };
    // In Auckland Friday had begun, and Thursday's nudge was too late.
    expect(await daysOf('kai')).to.deep.equal(['2027-10-04', '2027-10-05', '2027-10-08']);
    expect(await daysOf('sam')).to.deep.equal(['2027-10-04', '2027-10-05', '2027-10-07', '2027-10-08']);
    expect(await daysOf('jo')).to.deep.equal(['2027-10-04', '2027-10-05', '2027-10-07', '2027-10-08']);
    // West of the Atlantic it was not nine yet when the bot went down on Tuesday.
    expect(await daysOf('ann')).to.deep.equal(['2027-10-04', '2027-10-07', '2027-10-08']);
    expect(await daysOf('mia')).to.deep.equal(['2027-10-04', '2027-10-07', '2027-10-08']);
    const [today] = nudges.filter(({ key }) => key.includes(':2027-10-07:'));
    expect(local(today!.at, people.jo)).to.equal('2027-10-07 13:00');
    const progress = await at.ask('jo', 'You have done 0 of 5');
    expect(progress.text).to.contain(
      'Wednesday 6 October: *Share your attention fairly* (you can still catch up)',
    );
    expect(await at.postsOf('challenge-closing')).to.have.length(1);
    expect(new Set(nudges.map(({ key }) => key)).size).to.equal(nudges.length);
    expect(await sandbox.violations()).to.deep.equal([]);
  }).timeout(180_000);
});

describe('changing a challenge', () => {
  let sandbox: Sandbox;
  let at: ReturnType<typeof driveChallenge>;
  beforeEach(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    at = driveChallenge(sandbox);
    await at.moveTo('2027-03-01T12:00:00Z');
  });
  afterEach(async () => {
    const violations = await sandbox.violations();
    await sandbox.stop();
    expect(violations).to.deep.equal([]);
  });

  const joinPrivately = async (user: string): Promise<void> => {
    await at.press(user, await at.ask(user, 'Join at any time'), 'challenge.join');
    await sandbox.lastEphemeral(user, 'You have done 0 of');
  };

  it('is for managers, on days that can be, one run a week', async () => {
    await sandbox.brag('jo', 'challenge start');
    await sandbox.lastEphemeral('jo', 'Only workspace admins');

    expect((await at.start('ann', '2027-03-09')).errors!.challenge_start_day).to.contain('choose a Monday');
    expect((await at.start('ann', '2027-02-22')).errors!.challenge_start_day).to.contain('has passed');
    const late = await at.start('ann', '2027-03-08', { challenge_nudge_at: { value: '19:30' } });
    expect(late.errors!.challenge_nudge_at).to.contain('19:00');
    expect((await at.start('ann', '2027-03-08')).errors).to.equal(undefined);
    await sandbox.lastEphemeral('ann', 'is planned: Monday 8 March to Friday 12 March');
    const overlapping = await at.start('kai', '2027-03-11', {
      challenge_pack: { value: 'exceptional-service' },
    });
    expect(overlapping.errors!.challenge_start_day).to.contain(
      'Five days of customer service, Monday 8 March to Friday 12 March 2027, has that week already',
    );
  }).timeout(60_000);

  it('moves, with a word to who is in, and keeps what was done', async () => {
    await at.start('ann', '2027-03-01');
    await joinPrivately('jo');
    await at.done('jo', await at.lastTo('jo', 'nudge'), { note: 'tidied the till' });
    await at.press('ann', await at.ask('ann', 'Join at any time'), 'challenge.change');
    const form = await sandbox.openView('ann');

    await sandbox.act('/submit', {
      user: 'ann',
      viewId: form.id,
      values: { challenge_start_day: { value: '2027-03-15' } },
    });

    const word = await at.lastTo('jo', 'challenge-moved');
    expect(word.text).to.contain('Monday 15 March to Friday 19 March');
    await at.moveThrough('2027-03-02T08:00:00Z', '2027-03-02T10:00:00Z');
    expect(await at.deliveredTo('jo', 'nudge')).to.have.length(1);
    await at.moveThrough('2027-03-15T08:00:00Z', '2027-03-16T10:00:00Z');
    const next = await at.lastTo('jo', 'nudge');
    expect(next.text).to.contain('Day 2 of 5');
    await at.ask('jo', 'You have done 1 of 5');
    expect(await at.postsOf('challenge-moved')).to.have.length(1);
  }).timeout(180_000);

  it('asks before a line with customer data becomes a win, and takes no win without words', async () => {
    await at.start('ann', '2027-03-01');
    await joinPrivately('jo');
    const nudge = await at.lastTo('jo', 'nudge');
    const wordless = await at.done('jo', nudge, { isWin: true });
    expect(wordless.errors!.challenge_note).to.contain('in a few words');

    await at.done('jo', nudge, { note: 'wrote to lee@example.com', isWin: true });
    const form = await waitFor('the question', async () => {
      const view = await sandbox.openView('jo');
      return view.view.blocks.some(({ block_id: id }) => id === 'win_customer_data') && view;
    });
    await sandbox.act('/submit', { user: 'jo', viewId: form.id, values: {} });

    const win = await sandbox.waitForWin('wrote to');
    expect(win.text).not.to.contain('lee@example.com');
    const shown = await at.updated(nudge, 'Done. wrote to');
    expect(shown.text).not.to.contain('lee@example.com');
  }).timeout(60_000);

  it('stops at once when it is called off, with a word to who is in', async () => {
    await at.start('ann', '2027-03-08');
    await joinPrivately('jo');
    await at.moveTo('2027-03-05T15:00:00Z');
    const invitation = await at.onWall('challenge-invite');
    await at.press('ann', await at.ask('ann', 'Join at any time'), 'challenge.cancel');
    const form = await sandbox.openView('ann');

    await sandbox.act('/submit', {
      user: 'ann',
      viewId: form.id,
      values: { challenge_why: { value: 'the <!channel> office moves that week' } },
    });

    const word = await at.lastTo('jo', 'challenge-cancelled');
    expect(word.text).to.contain('was called off').and.contain('&lt;!channel&gt; office moves');
    await at.updated(invitation, 'This one was called off');
    await at.moveThrough('2027-03-08T08:00:00Z', '2027-03-08T12:00:00Z');
    expect(await at.postsOf('nudge')).to.have.length(0);
    await at.press('sam', invitation, 'challenge.join').catch(() => undefined);
    await at.ask('jo', 'No challenge is planned');
    expect((await at.start('kai', '2027-03-08')).errors).to.equal(undefined);
  }).timeout(180_000);

  it('leaves whoever left alone at once, reminders included, and takes them back', async () => {
    await at.start('ann', '2027-03-01');
    await joinPrivately('jo');
    const nudge = await at.lastTo('jo', 'nudge');
    await at.press('jo', nudge, 'challenge.remind');
    await at.updated(nudge, 'I will remind you');
    await at.press('jo', await at.ask('jo', 'You have done 0 of 5'), 'challenge.leave');
    await sandbox.lastEphemeral('jo', 'You have left the challenge');

    await at.moveThrough('2027-03-01T14:00:00Z', '2027-03-02T10:00:00Z');
    expect(await sandbox.directMessages('jo')).to.have.length(1);
    await at.pressAnswered('jo', nudge, 'challenge.not_today');
    await sandbox.lastEphemeral('jo', 'You are not in this challenge');
    await joinPrivately('jo');

    await waitFor("Tuesday's nudge", async () => (await at.lastTo('jo', 'nudge')).text.includes('Day 2'));
    expect(await at.deliveredTo('jo', 'challenge-reminder')).to.have.length(0);
  }).timeout(180_000);

  it('follows somebody into another zone, with one nudge a calendar day', async () => {
    await at.start('ann', '2027-03-08');
    await joinPrivately('jo');
    await at.moveThrough('2027-03-08T08:00:00Z', '2027-03-08T10:00:00Z');
    await sandbox.act('/user', { user: 'jo', set: { tz: 'America/Los_Angeles' } });
    await at.moveThrough('2027-03-08T11:00:00Z', '2027-03-09T18:00:00Z');
    await sandbox.act('/user', { user: 'jo', set: { tz: 'Asia/Tokyo' } });
    await at.moveThrough('2027-03-09T19:00:00Z', '2027-03-10T12:00:00Z');

    const nudges = (await at.postsOf('nudge')).map(({ at: when }) => when.slice(0, 16));
    expect(nudges).to.deep.equal(['2027-03-08T09:00', '2027-03-09T17:00', '2027-03-10T00:00']);
  }).timeout(180_000);

  it('follows somebody who moved while the bot was down', async () => {
    await at.start('ann', '2027-03-08');
    await joinPrivately('jo');
    await at.moveTo('2027-03-08T12:00:00Z');
    await at.lastTo('jo', 'nudge');
    await sandbox.act('/bot', { action: 'stop' });
    await sandbox.act('/user', { user: 'jo', set: { tz: 'Asia/Tokyo' } });
    await sandbox.act('/bot', { action: 'start' });

    await at.ask('jo', 'You have done 0 of 5');
    await at.moveThrough('2027-03-08T22:00:00Z', '2027-03-09T10:00:00Z');

    const [, second] = await at.postsOf('nudge');
    expect(local(second!.at, 'Asia/Tokyo')).to.equal('2027-03-09 09:00');
    expect(await at.postsOf('nudge')).to.have.length(2);
  }).timeout(60_000);

  it('lets a manager answer the question with another week, once for all', async () => {
    await at.moveThrough('2027-09-14T12:00:00Z', '2027-09-14T20:00:00Z');
    const [first, second] = [
      await at.lastTo('ann', 'challenge-ask'),
      await at.lastTo('kai', 'challenge-ask'),
    ];
    await at.press('ann', first, 'challenge_ask.other_week');
    const form = await sandbox.openView('ann');
    await at.press('kai', second, 'challenge_ask.other_week');
    const late = await sandbox.openView('kai');
    const submit = (user: string, viewId: string, day: string) =>
      sandbox.act('/submit', { user, viewId, values: { challenge_start_day: { value: day } } });

    await submit('ann', form.id, '2027-10-18');
    await at.updated(first, 'is planned: Monday 18 October to Friday 22 October');
    const refused = await submit('kai', late.id, '2027-10-25');
    expect(refused.errors!.challenge_start_day).to.contain('Another admin has started');
    await at.press('kai', second, 'challenge_ask.decline');

    await at.updated(second, 'Monday 18 October to Friday 22 October');
  }).timeout(60_000);

  it('counts a crowd that joins at one moment, and each of them once', async () => {
    await at.start('ann', '2027-03-08');
    await at.moveTo('2027-03-05T15:00:00Z');
    const invitation = await at.onWall('challenge-invite');
    const crowd = ['jo', 'sam', 'mia', 'lee', 'ria', 'tom'];

    await Promise.all(
      [...crowd, ...crowd].map((user) => at.press(user, invitation, 'challenge.join').catch(() => undefined)),
    );

    await at.updated(invitation, '6 people are in.');
    for (const user of crowd) await sandbox.lastEphemeral(user, 'You have done 0 of 5');
  }).timeout(60_000);
});

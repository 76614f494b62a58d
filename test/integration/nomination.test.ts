import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

describe('nominating', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  const post = async (text: string, user = 'jo') => {
    await sandbox.brag(user, text);
    return sandbox.waitForWin(text.replace(/^@\w+ /, ''));
  };
  const press = (user: string, ts: string) =>
    sandbox.act('/click', { user, channel: 'brag-wall', ts, actionId: 'nomination.toggle' });

  it('counts several emoji of one person once, until the last is gone', async () => {
    const { ts } = await post('sorted the returns');

    await sandbox.react('ann', ts, true, 'trophy');
    await sandbox.react('ann', ts, true, 'star2');
    await sandbox.react('ann', ts, true, 'tada');
    await sandbox.waitForCount(ts, '(1 nomination)');
    await sandbox.react('ann', ts, false, 'trophy');
    await sandbox.react('sam', ts, true, 'trophy::skin-tone-3');
    await sandbox.waitForCount(ts, '(2 nominations)');
    await sandbox.react('ann', ts, false, 'star2');

    await sandbox.waitForCount(ts, '(1 nomination)');
  });

  it('counts no hero, no bot and nobody who has left', async () => {
    const { ts } = await post('translated the letter');

    for (const user of ['jo', 'otherbot', 'gone']) await sandbox.react(user, ts).catch(() => undefined);
    await sandbox.react('ann', ts);
    await sandbox.settled();

    await sandbox.waitForCount(ts, '(1 nomination)');
  });

  it('toggles with the Nominate button, and says so to the person alone', async () => {
    const { ts } = await post('opened early for a nurse');

    await press('ann', ts);
    await sandbox.lastEphemeral('ann', 'You nominated this win');
    await sandbox.waitForCount(ts, '(1 nomination)');
    await press('ann', ts);
    await sandbox.lastEphemeral('ann', 'took your nomination back');
    await sandbox.waitForCount(ts, '(No nominations yet)');
    await press('jo', ts);

    await sandbox.lastEphemeral('jo', 'you cannot nominate it');
  });

  it('leaves a reaction to whoever made it when they press the button', async () => {
    const { ts } = await post('lent an umbrella');
    await sandbox.react('ann', ts);
    await sandbox.waitForCount(ts, '(1 nomination)');

    await press('ann', ts);

    await sandbox.lastEphemeral('ann', 'remove your reaction');
    await sandbox.react('ann', ts, false);
    await sandbox.waitForCount(ts, '(No nominations yet)');
  });

  it('announces once in the thread, and tells each hero once, in a note', async () => {
    const { ts } = await post('@ria rescued the cat');
    await sandbox.waitForCount(ts, '(1 nomination)');

    for (const present of [true, false, true, false, true])
      for (const user of ['ann', 'sam', 'mia']) await sandbox.react(user, ts, present);
    await sandbox.waitForCount(ts, '(Exceptional: 4 nominations)');
    await waitFor('the announcement', async () => (await sandbox.repliesTo(ts)).length > 0);
    await sandbox.settled();
    expect(await sandbox.directMessages('ria')).to.have.length(0);
    await sandbox.moveToMorningOf('ria');
    await waitFor('the praise', async () => (await sandbox.directMessages('ria')).length > 0);
    await sandbox.settled();

    expect(await sandbox.repliesTo(ts)).to.have.length(1);
    expect(await sandbox.directMessages('ria')).to.have.length(1);
  }).timeout(20_000);

  it('withdraws an announced win whose message is deleted, which leaves a tombstone above its thread', async () => {
    const { ts } = await post('@lee calmed the storm');
    for (const user of ['ann', 'sam']) await sandbox.react(user, ts);
    await waitFor('the announcement', async () => (await sandbox.repliesTo(ts)).length > 0);

    await sandbox.act('/delete-message', { user: 'ann', channel: 'brag-wall', ts });
    await sandbox.settled();

    await sandbox.brag('jo', '@lee calmed the storm');
    const again = await waitFor('the same text as a new win', async () =>
      (await sandbox.wall()).find(
        (message) => message.text.includes('calmed the storm') && message.ts !== ts,
      ),
    );
    expect(again.text).to.contain('(1 nomination)');
  });

  it('counts anew when an edit changes who is a hero', async () => {
    const win = await post('@tom filled the shelves');
    const { ts } = win;
    await sandbox.react('ann', ts);
    await sandbox.waitForCount(ts, '(2 nominations)');
    const answer = await sandbox.answerAbout(win);

    await sandbox.act('/click', { user: 'jo', channel: 'general', ts: answer.ts, actionId: 'win.edit' });
    const form = await sandbox.openView('jo');
    await sandbox.act('/submit', {
      user: 'jo',
      viewId: form.id,
      values: { win_people: { value: ['tom', 'ann'] } },
    });

    await sandbox.waitForCount(ts, '(1 nomination)');
  });

  it('survives events that come twice and out of order', async () => {
    const { ts } = await post('walked the dog');
    await sandbox.call('/delivery', { duplicate: true, shuffle: true });
    const people = ['ann', 'sam', 'mia', 'lee', 'kai'];

    for (const present of [true, false, true])
      for (const user of people) await sandbox.react(user, ts, present);
    await sandbox.react('kai', ts, false);
    await sandbox.call('/delivery', { duplicate: false, shuffle: false });
    await sandbox.settled();

    await sandbox.waitForCount(ts, '(Exceptional: 4 nominations)');
  }).timeout(30_000);

  it('is shown right although an update that Slack did not answer comes through late', async () => {
    const { ts } = await post('knew every name');
    await sandbox.call('/faults', { method: 'chat.update', kind: 'slow', ms: 11_000, times: 1 });

    await press('ann', ts);
    await sandbox.lastEphemeral('ann', 'You nominated this win');
    await press('sam', ts);
    await sandbox.lastEphemeral('sam', 'You nominated this win');
    await waitFor(
      'the late update',
      async () => (await sandbox.calls()).some(({ method, ms }) => method === 'chat.update' && ms >= 11_000),
      30_000,
    );
    await sandbox.act('/clock', { by: 31_000 });

    await sandbox.waitForCount(ts, '(2 nominations)');
  }).timeout(40_000);

  it('is right after downtime without anybody doing anything', async () => {
    const { ts } = await post('stayed on the line');
    const other = await post('found the glasses');
    await sandbox.react('ann', ts);
    await sandbox.waitForCount(ts, '(1 nomination)');

    await sandbox.whileDown(async () => {
      await sandbox.react('ann', ts, false);
      await sandbox.react('sam', ts);
      await sandbox.react('mia', ts);
      const admin = (await sandbox.state()).users.find((user) => user.isAdmin)!;
      await sandbox.act('/delete-message', { user: admin.id, channel: 'brag-wall', ts: other.ts });
    });

    await sandbox.waitForCount(ts, '(2 nominations)');
    await sandbox.settled();
    await sandbox.brag('jo', 'found the glasses');
    expect((await sandbox.waitForWin('found the glasses')).ts).not.to.equal(other.ts);
  }).timeout(30_000);
});

describe('nominating any other message', () => {
  let sandbox: Sandbox;
  before(async function () {
    this.timeout(30_000);
    sandbox = await startSandbox();
    await sandbox.act('/invite', { user: 'ann', channel: 'general', who: 'bot' });
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  it('makes it a win of its writer, once, with a link to the original', async () => {
    const { ts } = await sandbox.act('/message', {
      user: 'lee',
      channel: 'general',
      text: 'I told <@U0NOBODY> *we* refunded her & she smiled',
    });

    await Promise.all(['sam', 'mia'].map((user) => sandbox.react(user, ts!, true, 'trophy', 'general')));

    const win = await sandbox.waitForWin('refunded her &amp; she smiled');
    expect(win.text).to.contain(await sandbox.userId('lee'));
    expect(JSON.stringify(win.blocks)).to.contain(`/p${ts!.replace('.', '')}|original message>`);
    await sandbox.waitForCount(win.ts, '(2 nominations)');
    await sandbox.react('ann', win.ts);
    await sandbox.waitForCount(win.ts, '(Exceptional: 3 nominations)');
    await sandbox.react('mia', ts!, false, 'trophy', 'general');
    await sandbox.waitForCount(win.ts, '(2 nominations)');
    await sandbox.settled();
    expect((await sandbox.wall()).filter(({ text }) => text.includes('refunded her'))).to.have.length(1);
  });

  it('makes nothing of a reaction to oneself, to a bot, or with another emoji', async () => {
    const before = (await sandbox.wall()).length;
    const { ts } = await sandbox.act('/message', { user: 'lee', channel: 'general', text: 'am I not great' });

    await sandbox.react('lee', ts!, true, 'trophy', 'general');
    await sandbox.react('sam', ts!, true, 'tada', 'general');
    await sandbox.settled();

    expect(await sandbox.wall()).to.have.length(before);
  });

  it('never copies a message from a private channel', async () => {
    const hidden = (await sandbox.state()).channels.find((channel) => channel.isPrivate)!;
    const member = (await sandbox.state()).users.find(
      (user) => hidden.members.includes(user.id) && !user.isBot && !user.deleted,
    )!;
    const reader = (await sandbox.state()).users.find(
      (user) => hidden.members.includes(user.id) && user.id !== member.id && !user.isBot && !user.deleted,
    )!;
    await sandbox.act('/invite', { user: member.id, channel: hidden.id, who: 'bot' });
    const { ts } = await sandbox.act('/message', { user: member.id, channel: hidden.id, text: 'between us' });

    await sandbox.react(reader.id, ts!, true, 'trophy', hidden.id);
    await sandbox.settled();

    expect(
      JSON.stringify((await sandbox.state()).messages.filter(({ user }) => user !== member.id)),
    ).not.to.contain('between us');
  });

  it('asks Slack nothing about reactions in direct messages', async () => {
    const { ts } = await sandbox.act('/message', { user: 'mia', channel: 'dm', text: 'just you and me' });

    await sandbox.react('mia', ts!, true, 'trophy', 'dm');
    await sandbox.settled();

    expect((await sandbox.wall()).map(({ text }) => text).join()).not.to.contain('just you and me');
  });

  const long: [string, string, string][] = [
    ['an escaped character', `fish ${'&'.repeat(3000)}`, '&…'],
    ['a character of two units', `boat ${'x'.repeat(1994)}😀😀`, 'x…'],
  ];
  for (const [what, text, end] of long)
    it(`cuts a long one, but not through ${what}`, async () => {
      const { ts } = await sandbox.act('/message', { user: 'lee', channel: 'general', text });

      await sandbox.react('sam', ts!, true, 'trophy', 'general');

      const { blocks } = await sandbox.waitForWin(text.slice(0, 5));
      const story = blocks!.find(({ type }) => type === 'rich_text')!.elements as {
        elements?: { text: string }[];
      }[];
      const shown = story[0]!.elements![0]!.text;
      expect(shown).to.have.length.within(1999, 2000);
      expect(shown.slice(-2)).to.equal(end);
    });

  const faults: [string, object][] = [
    ['limits the rate of looking at the message', { method: 'reactions.get', kind: 'rate-limit' }],
    ['fails to say what kind of channel it is', { method: 'conversations.info', kind: 'http-500', times: 3 }],
  ];
  for (const [what, fault] of faults)
    it(`makes it a win later when Slack ${what}`, async () => {
      const { ts } = await sandbox.act('/message', {
        user: 'lee',
        channel: 'general',
        text: `not lost when Slack ${what}`,
      });
      await sandbox.call('/faults', fault);

      await sandbox.react('sam', ts!, true, 'trophy', 'general');
      await waitFor('the failed calls', async () =>
        (await sandbox.calls()).some(
          ({ method, ok }) => method === (fault as { method: string }).method && !ok,
        ),
      );
      await sandbox.act('/clock', { by: 31_000 });

      const win = await sandbox.waitForWin(`not lost when Slack ${what}`);
      await sandbox.waitForCount(win.ts, '(1 nomination)');
    });

  it('takes the win off the wall when the original is deleted', async () => {
    const { ts } = await sandbox.act('/message', {
      user: 'lee',
      channel: 'general',
      text: 'ran after a hat',
    });
    await sandbox.react('sam', ts!, true, 'star2', 'general');
    const win = await sandbox.waitForWin('ran after a hat');

    await sandbox.act('/delete-message', { user: 'lee', channel: 'general', ts });

    await waitFor(
      'the win to go',
      async () => !(await sandbox.wall()).some((message) => message.ts === win.ts),
    );
  });
});

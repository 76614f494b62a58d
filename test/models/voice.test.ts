import { expect } from 'chai';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

describe('customers’ answers', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());

  const day = (n: number, hour = 0) => new Date(Date.UTC(2026, 9, n, hour));
  let made = 0;
  const ask = async ({ teamId = 'T1', alias = 'Mrs Lee', now = day(1) } = {}) => {
    made += 1;
    const [winId, tokenHash] = [`W${made}`, `hash-${made}`];
    const store = database.storeOf(teamId).voices;
    const asked = {
      winId,
      askedBy: 'UJO',
      moment: 'the umbrella',
      pick: 'staff',
      customerAlias: alias,
    } as const;
    await store.ask({ ...asked, tokenHash }, now);
    return {
      winId,
      tokenHash,
      store,
      again: (hash: string, at: Date) => store.ask({ ...asked, tokenHash: hash }, at),
    };
  };
  const links = () => database.models.voices;
  const happy = { answer: 'helped', language: 'de' } as const;

  it('are stored once, changed for a day, and then stay', async () => {
    const { tokenHash, store, winId } = await ask();

    await links().answer(tokenHash, happy, day(2));
    await links().answer(tokenHash, { answer: 'not-really', language: 'fr' }, day(2, 23));
    const late = await links().answer(tokenHash, happy, day(3));

    expect(late).to.equal(null);
    expect(await store.find(winId)).to.include({ answer: 'not-really', language: 'fr', version: 2 });
    expect((await store.find(winId))?.answeredAt).to.deep.equal(day(2));
  });

  it('are one, however often and from where they come at once', async () => {
    const { tokenHash, store, winId } = await ask();

    const all = await Promise.all(Array.from({ length: 8 }, () => links().answer(tokenHash, happy, day(2))));

    expect(all.map((each) => each?.answer)).to.deep.equal(Array(8).fill('helped'));
    expect((await store.find(winId))?.version).to.equal(1);
  });

  it('do not come by a link that is over, replaced, taken back or made up', async () => {
    const ended = await ask();
    const replaced = await ask();
    await replaced.again('hash-new', day(5));
    const back = await ask();
    expect(await back.store.takeBack(back.winId)).to.equal(true);

    for (const hash of [ended.tokenHash, replaced.tokenHash, back.tokenHash, 'hash-of-nothing'])
      expect(await links().answer(hash, happy, day(29)), hash).to.equal(null);
    expect(await links().answer('hash-new', happy, day(29))).to.include({ _id: replaced.winId });
  });

  it('are not taken back by whoever asked, nor asked for anew', async () => {
    const { tokenHash, store, winId, again } = await ask();
    await links().answer(tokenHash, happy, day(2));

    expect(await store.takeBack(winId)).to.equal(false);
    expect(await again('hash-other', day(2))).to.equal(false);
    expect(await store.find(winId)).to.include({ answer: 'helped', tokenHash });
  });

  it('bring a line only after the answer, which can be taken away within the day', async () => {
    const { tokenHash } = await ask();
    const line = { words: 'You saved the day', mayShow: true };

    expect(await links().say(tokenHash, line, day(2))).to.equal(null);
    await links().answer(tokenHash, happy, day(2));
    expect(await links().say(tokenHash, line, day(2, 1))).to.include(line);
    const without = await links().say(tokenHash, { words: '', mayShow: false }, day(2, 2));

    expect(without).to.include({ mayShow: false, answer: 'helped' });
    expect(without).to.not.have.property('words');
    expect(await links().say(tokenHash, line, day(3))).to.equal(null);
  });

  it('keep the leave to read their line out, unless it was given when they were unhappy', async () => {
    const { tokenHash, store, winId } = await ask();
    const answer = (said: 'not-really' | 'helped' | 'made-my-day') =>
      links().answer(tokenHash, { answer: said, language: 'en' }, day(2));
    await answer('helped');
    await links().say(tokenHash, { words: 'Thanks', mayShow: true }, day(2));

    expect(await answer('made-my-day')).to.include({ mayShow: true });
    await answer('not-really');
    await links().say(tokenHash, { words: 'It came too late', mayShow: true }, day(2));
    await Promise.all([answer('helped'), answer('helped')]);

    const stored = await store.find(winId);
    expect(stored).to.include({ answer: 'helped', words: 'It came too late', version: 6 });
    expect(stored).to.not.have.property('mayShow');
  });

  it('are followed up until what was read is still what is stored', async () => {
    const { tokenHash, store } = await ask({ teamId: 'T2' });
    await links().answer(tokenHash, happy, day(2));
    const [read] = await store.due(day(2), 10);
    await links().say(tokenHash, { words: 'and more', mayShow: true }, day(2, 1));

    await store.recordFollowed(read!);
    expect(await links().dueTeams(day(3))).to.include('T2');
    await store.recordFollowed((await store.due(day(3), 10))[0]!);
    expect(await links().dueTeams(day(3))).to.not.include('T2');
  });

  it('are followed at once when something happened since whoever puts that off had read them', async () => {
    const { tokenHash, store, winId } = await ask({ teamId: 'T6' });
    await links().answer(tokenHash, happy, day(2));
    const [read] = await store.due(day(2), 10);
    await store.followAgain(winId, day(2, 1));

    await store.followLater(read!, day(4));

    expect(await links().dueTeams(day(2, 1))).to.include('T6');
    await store.followLater((await store.find(winId))!, day(4));
    expect(await links().dueTeams(day(3))).to.not.include('T6');
  });

  it('remember who was asked lately, by any spelling of the alias, in their workspace alone', async () => {
    const first = await ask({ teamId: 'T3', alias: 'Mr Okoro' });
    await ask({ teamId: 'T4', alias: 'Mr Okoro' });
    const lately = (alias: string, winId: string, since: Date) =>
      database.storeOf('T3').voices.askedLately(alias, winId, since);

    expect(await lately(' mr  OKORO', 'W-other', day(1))).to.include({ _id: first.winId });
    expect(await lately('Mr Okoro', first.winId, day(1))).to.equal(null);
    expect(await lately('Mr Okoro', 'W-other', day(2))).to.equal(null);
    await first.again('hash-lately', day(20));
    expect(await lately('Mr Okoro', 'W-other', day(2))).to.include({ _id: first.winId });
  });

  it('stay when whoever asked is erased; what nobody answered goes', async () => {
    const answered = await ask({ teamId: 'T5' });
    await links().answer(answered.tokenHash, happy, day(2));
    const open = await ask({ teamId: 'T5' });

    expect(await answered.store.erasePerson({ userId: 'UJO', standIn: 'X1' })).to.equal(2);

    expect(await links().byLink(open.tokenHash)).to.equal(null);
    const left = await answered.store.find(answered.winId);
    expect(left).to.include({ askedBy: 'X1', answer: 'helped' });
    expect(left).to.not.have.property('moment');
  });
});

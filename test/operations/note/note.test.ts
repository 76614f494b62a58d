import { expect } from 'chai';
import type sinon from 'sinon';
import { leaseMs } from '../../../src/domain/delivery.ts';
import { usualPreferences } from '../../../src/domain/note.ts';
import type { DeliveryTable } from '../../../src/operations/delivery/delivery-row.ts';
import { send, skip } from '../../../src/operations/delivery/delivery-row.ts';
import { sendDelivery } from '../../../src/operations/delivery/send-delivery.ts';
import { noteRow } from '../../../src/operations/note/note-delivery.ts';
import { createNotePlanner } from '../../../src/operations/note/note-planner.ts';
import type { NoteRow } from '../../../src/operations/note/note-row.ts';
import { createNoteRefresher } from '../../../src/operations/note/refresh-note.ts';
import { paragraph } from '../../../src/views/message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Deliveries, keepMessages, openDeliveries, silence } from '../../support/delivery.ts';
import { createFakeSlack, type FakeSlack } from '../../support/fake-slack.ts';
import { fakeTime } from '../../support/fake-time.ts';
import { failingDatabase } from '../../support/faulty-database.ts';

type Kind = 'praise' | 'taken-down' | 'wall-lost';
const minute = 60_000;
const day = 24 * 60 * minute;
const ann = { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' };

describe('the note', () => {
  let database: TestDatabase;
  let slack: FakeSlack;
  let clock: sinon.SinonFakeTimers;
  let team: Deliveries;
  let table: Record<Kind, NoteRow>;
  let planned = 0;
  let teams = 0;
  before(async () => {
    database = await openTestDatabase();
  });
  after(() => database.close());
  beforeEach(async () => {
    slack = createFakeSlack([ann]);
    keepMessages(slack);
    // 09:00 in London, on a Wednesday.
    clock = fakeTime('2026-10-07T08:00:00Z');
    const row = (topic: NoteRow['topic']): NoteRow => ({
      topic,
      compose: async (_deps, { _id }) => send(paragraph(`tells ${_id}`)),
      show: async (_deps, { _id }) => paragraph(`told ${_id}`),
    });
    table = { praise: row('praise'), 'taken-down': row('own-wins'), 'wall-lost': row('team') };
    teams += 1;
    const deliveries: DeliveryTable = { note: noteRow(table) };
    team = await openDeliveries(database, `TN${teams}`, deliveries);
  });
  afterEach(() => {
    clock.restore();
    slack.restore();
  });

  const plan = async (kind: Kind = 'praise', fields: object = {}, dueAt = new Date()) => {
    planned += 1;
    const key = `${kind}:${planned}`;
    await team.store.noteParts.plan({ key, kind, userId: 'UANN', ...fields }, dueAt);
    return key;
  };
  const planNotes = (name = 'a') => createNotePlanner(table)(team.replica(name), new Date());
  const sendDue = async (name = 'a') => {
    for (const key of await team.store.deliveries.dueKeys(new Date(), 100))
      await sendDelivery(team.replica(name), key);
  };
  const tick = async (name = 'a') => {
    await planNotes(name);
    await sendDue(name);
  };
  const nextDay = async () => {
    clock.setSystemTime(Date.now() + day);
    await tick();
  };
  const texts = (): string[] => slack.callsOf('chat.postMessage').map(({ text }) => text);
  const stateOf = async (key: string) => {
    const part = await team.store.noteParts.find(key);
    return part?.why ?? part?.state;
  };
  const noteKey = (on = '2026-10-07') => `note:TN${teams}:UANN:${on}`;

  it('tells everything that is due in one message, in the order of the table, with a way out', async () => {
    const [team1, praise, down] = [await plan('wall-lost'), await plan('praise'), await plan('taken-down')];

    await tick();
    await tick();

    expect(texts()).to.have.length(1);
    expect(texts()[0]).to.match(
      new RegExp(`tells ${praise}.*tells ${down}.*tells ${team1}.*Change what I get`, 's'),
    );
    for (const key of [team1, praise, down]) expect(await stateOf(key)).to.equal('told');
  });

  it('leaves what comes due after it to the next day, and after a weekend', async () => {
    await plan();
    await tick();
    clock.tick(minute);
    const second = await plan();
    await tick();
    expect(texts()).to.have.length(1);
    await nextDay();
    expect(texts()).to.have.length(2);
    expect(texts()[1]).to.contain(second);

    clock.tick(2 * minute);
    await nextDay();
    const third = await plan();
    await tick();
    await nextDay();
    expect(texts(), 'on a Saturday').to.have.length(2);
    await nextDay();
    await nextDay();
    expect(texts().at(-1)).to.contain(third);
  });

  it('drops and records what is not told any more', async () => {
    const gone = await plan('praise');
    table.praise.compose = async () => skip('it is over');
    const late = await plan('taken-down', { untilAt: new Date() });
    const off = await plan('wall-lost');
    await team.store.preferences.store(
      'UANN',
      { isSilent: false, off: new Set(['team']), snooze: undefined },
      new Date(),
    );

    await tick();

    expect(texts()).to.deep.equal([]);
    expect([await stateOf(gone), await stateOf(late), await stateOf(off)]).to.deep.equal([
      'it is over',
      'too late',
      'turned off',
    ]);
    const today = await plan('taken-down');
    await tick();
    expect(texts().join(), 'the day had no note yet').to.contain(today);
  });

  it('puts parts of a note that could not be sent by 20:00 into that of the next day', async () => {
    const key = await plan();
    await planNotes();
    slack.answersWith('chat.postMessage', { error: 'org_login_required' });
    await sendDue();
    clock.setSystemTime(new Date('2026-10-07T19:00:00Z'));
    await team.store.deliveries.skipTooLate(new Date());
    await sendDue();
    keepMessages(slack);
    slack.calls.length = 0;

    clock.setSystemTime(new Date('2026-10-07T19:30:00Z'));
    await tick();
    expect(texts(), 'after 20:00').to.deep.equal([]);
    clock.setSystemTime(new Date('2026-10-08T08:00:00Z'));
    await tick();

    expect(texts()).to.have.length(1);
    expect(await stateOf(key)).to.equal('told');
  });

  it('waits for the end of a snooze, also when it was planned before', async () => {
    const [any, bound] = [await plan(), await plan('wall-lost', { onlyOn: '2026-10-07' })];
    await planNotes();
    await team.store.preferences.snooze('UANN', '2026-10-09', new Date());
    await sendDue();
    expect(texts()).to.deep.equal([]);
    expect(await stateOf(bound)).to.equal('snoozed');

    await nextDay();
    expect(texts()).to.deep.equal([]);
    await nextDay();

    expect(texts()).to.have.length(1);
    expect(await stateOf(any)).to.equal('told');
  });

  it('comes on the same day when a snooze is ended in time', async () => {
    const key = await plan();
    await planNotes();
    await team.store.preferences.snooze('UANN', '2026-10-09', new Date());
    await sendDue();
    await team.store.preferences.snooze('UANN', undefined, new Date());
    await team.store.noteParts.lookAtPersonAgain('UANN', new Date());
    await tick();

    expect(texts()).to.have.length(1);
    expect(await stateOf(key)).to.equal('told');
  });

  it('comes on the same day although the process ended between putting in and planning', async () => {
    const key = await plan();
    const fault = failingDatabase(database.models.deliveries.model, 'updateOne');
    await planNotes().finally(() => fault.restore());
    expect(await stateOf(key)).to.equal('in-note');

    clock.tick(11 * minute);
    await tick('b');

    expect(texts()).to.have.length(1);
    expect(await stateOf(key)).to.equal('told');
  });

  it('is composed anew when the process ended before it was sent', async () => {
    const key = await plan();
    await planNotes();
    await team.store.deliveries.claim(noteKey(), 'gone', new Date(), leaseMs);
    await team.store.noteParts.showInNote(noteKey(), [key]);
    const late = await plan('taken-down');
    await planNotes();
    clock.tick(leaseMs);
    await sendDue('b');

    expect(texts()).to.have.length(1);
    expect(texts()[0]).to.contain(key);
    clock.tick(11 * minute);
    await planNotes();
    await nextDay();
    expect(texts().filter((text) => text.includes(late))).to.have.length(1);
    expect(texts().filter((text) => text.includes(key))).to.have.length(1);
  });

  it('is found and not said again when the process ended before that was recorded', async () => {
    const key = await plan();
    await planNotes();
    const { take } = keepMessages(slack);
    slack.answersWith('chat.postMessage', (args) => {
      take(args);
      return silence();
    });
    await sendDue();
    expect(await stateOf(key)).to.equal('in-note');

    clock.tick(2 * minute);
    await tick('b');

    expect(texts()).to.have.length(1);
    expect(await stateOf(key)).to.equal('told');
  });

  it('is said once by three replicas at once, twenty times', async () => {
    for (let times = 0; times < 20; times += 1) {
      await Promise.all([plan(), plan('taken-down')]);
      await Promise.all(['a', 'b', 'c'].map((name) => tick(name)));
      await Promise.all(['a', 'b', 'c'].map((name) => sendDue(name)));
      clock.setSystemTime(Date.now() + (new Date().getUTCDay() === 5 ? 3 : 1) * day);
      if (times === 11) clock.setSystemTime(Date.now() + 3_600_000);
    }

    const told =
      texts()
        .join('\n')
        .match(/tells \S+/g) ?? [];
    expect(told).to.have.length(40);
    expect(new Set(told).size).to.equal(40);
    expect(texts().length).to.be.at.most(20);
  }).timeout(120_000);

  it('leaves parts that are added while it is sent to the next', async () => {
    const first = await plan();
    await planNotes();
    const { take } = keepMessages(slack);
    let added: string[] = [];
    slack.answersWith('chat.postMessage', async (args) => {
      if (added.length === 0) {
        added = [await plan(), await plan('taken-down')];
        await team.store.noteParts.putIntoNote(added, noteKey(), new Date(Date.now() + minute));
      }
      return take(args);
    });
    await sendDue();
    expect(texts()[0]).to.contain(first);
    expect(await stateOf(added[0]!)).to.equal('waiting');

    await nextDay();

    expect(texts()).to.have.length(2);
    for (const key of added) expect(texts()[1]).to.contain(key);
  });

  it('goes without a part that cannot say what it is about, which comes with the next', async () => {
    const faulty = await plan('wall-lost');
    const fine = await plan();
    const { compose } = table['wall-lost'];
    table['wall-lost'].compose = async () => {
      throw new Error('Slack cannot be asked');
    };
    await tick();
    table['wall-lost'].compose = compose;
    expect(texts()[0]).to.contain(fine).and.not.contain(faulty);

    clock.tick(61 * minute);
    await tick();
    expect(texts()).to.have.length(1);
    await nextDay();

    expect(texts()[1]).to.contain(faulty);
  });

  it('holds what one message can, and the rest comes with the next', async () => {
    const long = { text: 'long', blocks: Array.from({ length: 30 }, () => paragraph('x').blocks[0]!) };
    for (const row of Object.values(table)) row.compose = async () => send(long);
    const keys = [await plan('praise'), await plan('taken-down')];

    await tick();
    const [message] = slack.callsOf('chat.postMessage');
    expect(message!.blocks.length).to.be.at.most(50);
    expect(await Promise.all(keys.map(stateOf))).to.deep.equal(['told', 'waiting']);
    await nextDay();
    await nextDay();

    expect(await Promise.all(keys.map(stateOf))).to.deep.equal(['told', 'told']);
  });

  const ofBlocks = (text: string, count: number) => ({
    text,
    blocks: Array.from({ length: count }, () => paragraph(text).blocks[0]!),
  });

  it('has room for what cannot wait, then what is pressing, then what had none before', async () => {
    for (const row of Object.values(table))
      row.compose = async (_deps, { _id }) => send(ofBlocks(`tells ${_id}`, 20));
    table['wall-lost'].isPressing = true;
    const first = [await plan('praise'), await plan('praise'), await plan('taken-down')];
    await tick();
    expect(await Promise.all(first.map(stateOf))).to.deep.equal(['told', 'told', 'waiting']);

    const second = [await plan('praise'), await plan('wall-lost')];
    await nextDay();
    expect(await stateOf(first[2]!), 'before what is new').to.equal('told');
    expect(await Promise.all(second.map(stateOf))).to.deep.equal(['waiting', 'told']);
    expect(texts()[1], 'in the order of the table').to.match(/taken-down.*wall-lost/s);

    const today = { onlyOn: '2026-10-09' };
    const third = [await plan('wall-lost'), await plan('wall-lost'), await plan('taken-down', today)];
    await nextDay();
    expect(await Promise.all([second[0]!, ...third].map(stateOf))).to.deep.equal([
      'waiting',
      'told',
      'waiting',
      'told',
    ]);
  });

  it('shows whole parts although they have grown, the last ones in fewer words', async () => {
    for (const row of Object.values(table)) {
      row.compose = async (_deps, { _id }) => send(ofBlocks(`tells ${_id}`, 20));
      row.show = async (_deps, { _id }) => ofBlocks(`told ${_id}`, 30);
    }
    const keys = [await plan('praise'), await plan('taken-down')];
    await tick();

    await createNoteRefresher(team.replica('a'), table)(keys[0]!);

    const { blocks } = slack.callsOf('chat.update').at(-1)!;
    const shown = blocks.map((block: { text?: { text: string } }) => block.text?.text);
    expect(blocks.length).to.be.at.most(50);
    expect(shown.filter((each: string) => each === `told ${keys[0]}`)).to.have.length(30);
    expect(shown.filter((each: string) => each === `told ${keys[1]}`)).to.have.length(1);
  });

  it('leaves kinds of a newer version to that one', async () => {
    const key = `later:${teams}`;
    const later = { key, kind: 'of-a-newer-version' as Kind, userId: 'UANN' };
    await team.store.noteParts.plan(later, new Date());
    const known = await plan();

    await tick();
    await nextDay();

    expect(texts()).to.have.length(1);
    expect(texts()[0]).to.contain(known);
    expect(await stateOf(key)).to.equal('waiting');
  });

  it('is not for somebody who was deactivated', async () => {
    slack.answersWith('users.info', { user: { id: 'UANN', name: 'ann', deleted: true, updated: 9 } });
    const key = await plan();

    await tick();

    expect(texts()).to.deep.equal([]);
    expect(await stateOf(key)).to.equal('the person is deactivated');
  });

  /** Slack tells of somebody who has changed since the note was planned. */
  const change = (fields: object) =>
    team.replica('a').people.update({ ...ann, updated: 9, ...fields }, new Date());

  const changed: [what: string, fields: object, parts: string[]][] = [
    ['left', { deleted: true }, Array(3).fill('the person is deactivated')],
    ['leads the team no more', { is_admin: false }, ['told', 'told', 'the person is no longer a manager']],
    ['flew to where it is night', { tz: 'America/Los_Angeles' }, ['waiting', 'waiting', 'waiting']],
    ['flew to where it is night, for good', { tz: 'Pacific/Auckland' }, ['waiting', 'waiting', 'waiting']],
    ['flew to where it is afternoon', { tz: 'Asia/Kolkata' }, ['told', 'told', 'told']],
  ];
  for (const [what, fields, expected] of changed)
    it(`goes by who ${what} between planning and sending`, async () => {
      const keys = [
        await plan('praise'),
        await plan('taken-down', { onlyOn: '2026-10-07' }),
        await plan('wall-lost'),
      ];
      await planNotes();
      change(fields);

      await sendDue();

      expect(await Promise.all(keys.map(stateOf))).to.deep.equal(expected);
      expect(texts()).to.have.length(expected.includes('told') ? 1 : 0);
    });

  it('comes in the morning of where somebody flew to, once, with what belongs to the day', async () => {
    const keys = [await plan('praise'), await plan('taken-down', { onlyOn: '2026-10-07' })];
    await planNotes();
    change({ tz: 'America/Los_Angeles' });

    for (let hours = 0; hours < 24; hours += 1) {
      await tick();
      if (texts().length === 0) expect(new Date().toISOString() < '2026-10-07T14').to.equal(true);
      clock.tick(60 * minute);
    }

    expect(texts()).to.have.length(1);
    expect(await Promise.all(keys.map(stateOf))).to.deep.equal(['told', 'told']);
  });

  it('is not said again when nobody can know whether it arrived, however often it is planned', async () => {
    const key = await plan('wall-lost');
    await planNotes();
    slack.answersWith('chat.postMessage', silence);
    await sendDue();
    const late = await plan('taken-down');
    await team.store.noteParts.putIntoNote([late], noteKey(), new Date());
    slack.answersWith('conversations.open', { error: 'missing_scope' });
    for (let tries = 0; tries < 30; tries += 1) {
      clock.tick(60 * minute);
      await sendDue();
    }
    keepMessages(slack);
    slack.answersAsUsual('conversations.open');
    slack.calls.length = 0;

    await planNotes();
    await team.store.noteParts.planAgain({ key, kind: 'wall-lost', userId: 'UANN' }, new Date());
    await tick();
    await nextDay();

    expect(await stateOf(key)).to.match(/^the note is unknown/);
    expect(texts().join()).to.contain(late).and.not.contain(key);
  });

  it('reaches hundreds of people at one minute once each, from two replicas', async () => {
    const users = Array.from({ length: 200 }, (_, index) => ({
      id: `UM${index}`,
      name: `m${index}`,
      is_admin: true,
      tz: 'Europe/London',
    }));
    slack.answersWith('users.info', ({ user: id }) => ({
      user: { ...users.find((each) => each.id === id), updated: 1 },
    }));
    for (const { id: userId } of users)
      for (const kind of ['praise', 'taken-down', 'wall-lost'] as const) await plan(kind, { userId });
    const plans = createNotePlanner(table);
    const replicas = ['a', 'b'].map((name) => team.replica(name));
    const said = () => slack.callsOf('chat.postMessage').map(({ channel }) => channel);

    for (let rounds = 0; rounds < 10 && said().length < users.length; rounds += 1) {
      await Promise.all(replicas.map((replica) => plans(replica, new Date())));
      const keys = await team.store.deliveries.dueKeys(new Date(), 1_000);
      const both = replicas.map(async (replica) => {
        for (const key of keys) await sendDelivery(replica, key);
      });
      await Promise.all(both);
      clock.tick(minute);
    }

    expect(said()).to.have.length(users.length);
    expect(new Set(said()).size).to.equal(users.length);
    for (const text of texts()) expect(text.match(/tells/g)).to.have.length(3);
  }).timeout(120_000);

  it('waits while Slack cannot say who somebody is', async () => {
    const key = await plan();
    await slack.withoutPeople(() => tick());
    expect(await stateOf(key)).to.equal('waiting');
    expect(await team.store.preferences.find('UANN')).to.deep.equal(usualPreferences);

    clock.tick(11 * minute);
    await tick('b');

    expect(await stateOf(key)).to.equal('told');
  });
});

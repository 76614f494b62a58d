import { expect } from 'chai';
import sinon from 'sinon';
import { deliveryKey } from '../../../src/domain/delivery-key.ts';
import { foldsWin } from '../../../src/domain/report.ts';
import type { Win } from '../../../src/models/win-schema.ts';
import { closeDueWeeks } from '../../../src/operations/digest/close-week.ts';
import { gatherWeek } from '../../../src/operations/digest/gather-week.ts';
import { showDigestsBehind } from '../../../src/operations/digest/show-digests.ts';
import { decideReport } from '../../../src/operations/report/decide-report.ts';
import { followReports } from '../../../src/operations/report/follow-reports.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { sign } from '../../support/card.ts';
import { digest, digestStory } from '../../support/digest.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { onHome } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nameManagers } from '../../support/manager.ts';
import { nominationUsers, press } from '../../support/nomination.ts';
import { nextNotes, sendNotes } from '../../support/note.ts';
import { postAboutSam } from '../../support/win.ts';

const reason = 'This names a customer & her street';

describe('whether a report folds a win', () => {
  for (const [what, review, edition, folds] of [
    ['that nobody reported before', undefined, 0, true],
    ['that managers kept', { round: 1, isOpen: false, how: 'kept', edition: 0 }, 0, false],
    [
      'that managers kept and its author changed',
      { round: 1, isOpen: false, how: 'kept', edition: 0 },
      1,
      true,
    ],
    [
      'that managers took down and put back',
      { round: 1, isOpen: false, how: 'taken-down', edition: 0 },
      0,
      true,
    ],
  ] as const)
    it(`${folds ? 'folds' : 'leaves'} one ${what}`, () => {
      expect(foldsWin(review, edition)).to.equal(folds);
    });
});

describe('reporting a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  let win: Win;
  before(async () => {
    bot = await openTestBot({
      users: [...nominationUsers, { id: 'UZOE', name: 'zoe' }, { id: 'UTOM', name: 'tom' }],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    await nameManagers(team, 'UZOE', 'UTOM');
    win = await postAboutSam(team);
    bot.slack.calls.length = 0;
    bot.slack.answers.length = 0;
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const openForm = (userId: string, winId = win._id) =>
    team.action(userId, 'win.more', { type: 'overflow', selected_option: { value: `report:${winId}` } });
  const report = (userId: string, { winId = win._id, why = reason } = {}) =>
    team.submit(userId, 'report.file', { winId }, { report_reason: { value: why } });
  const decide = (userId: string, how: 'keep' | 'take_down', winId = win._id) =>
    team.action(userId, `report.${how}`, { value: winId });
  const found = async (winId = win._id) => (await team.store.wins.find(winId))!;
  const shown = () => bot.slack.callsOf('chat.update').filter(({ ts }) => ts === win.wall!.ts);
  const textsTo = (userId: string) =>
    bot.slack
      .callsOf('chat.postMessage')
      .filter(({ channel }) => channel === userId)
      .map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);
  const noteUpdates = () =>
    bot.slack
      .callsOf('chat.update')
      .filter(({ ts }) => ts !== win.wall!.ts)
      .map(({ text }) => text);
  /** On Monday. The first look only plans when. */
  const closeWeek = async () => {
    await closeDueWeeks(team.deps, bot.now());
    bot.setNow(new Date('2026-10-12T08:30:00Z'));
    await closeDueWeeks(team.deps, bot.now());
  };
  const lastAnswer = (): string => bot.slack.answers.at(-1)?.message.text ?? '';

  it('asks why, and folds the win: neither words nor people are shown, and nothing counts', async () => {
    await openForm('UKAI');
    const ack = await report('UKAI');

    const [opened] = bot.slack.callsOf('views.open');
    expectValidModal(opened?.view);
    expect(JSON.stringify(ack.args)).to.contain('Nobody is told that it was you');
    expect(shown().at(-1)?.text).to.contain('is being looked at');
    expect(JSON.stringify(shown().at(-1))).not.to.match(/piano|USAM|UJO/);
    expect(await team.store.wins.ofWeek('2026-W41')).to.deep.equal([]);
    expect((await gatherWeek(team.deps, '2026-W41', 'Europe/London', undefined)).winCount).to.equal(0);
    expect(await team.store.wins.lastOf('UJO', 5)).to.deep.equal([]);
    expect(bot.slack.callsOf('chat.delete')).to.deep.equal([]);
  });

  it('asks managers in their note, with the words and the reason, and never says who asked', async () => {
    await report('UKAI');

    await nextNotes(bot, team);

    for (const manager of ['UZOE', 'UTOM']) {
      const [note] = textsTo(manager);
      expect(note)
        .to.contain('carried the piano upstairs')
        .and.to.contain(reason.replace('&', '&amp;'))
        .and.to.contain('report.keep')
        .and.not.to.match(/UKAI|kai/);
    }
    expect(textsTo('UJO')).to.deep.equal([]);
  });

  it('lets it be kept: it is back as it was, and everybody reads what was decided', async () => {
    await report('UKAI');
    await nextNotes(bot, team);

    await decide('UZOE', 'keep');
    await nextNotes(bot, team);

    expect((await found()).folded).to.equal(undefined);
    expect(shown().at(-1)?.text).to.contain('carried the piano upstairs');
    expect(noteUpdates().filter((text) => text.includes('<@UZOE> kept a win'))).to.have.length(1);
    expect(noteUpdates().filter((text) => text.includes('You kept a win'))).to.have.length(1);
    expect(textsTo('UJO')[0])
      .to.contain('kept it')
      .and.not.to.match(/UKAI|kai|customer &/);
    expect(textsTo('UKAI')[0]).to.contain('they kept it on the wall');
  });

  it('lets it be taken down: its author gets the text, and only managers put it back', async () => {
    await report('UKAI');

    await decide('UTOM', 'take_down');
    const answer = JSON.stringify(bot.slack.answers.at(-1));
    await nextNotes(bot, team);
    await team.action('UJO', 'win.put_back', { value: win._id });
    const refused = lastAnswer();
    await team.action('UZOE', 'win.put_back', { value: win._id });

    expect(answer).to.contain('win.put_back');
    expect(bot.slack.callsOf('chat.delete')).to.have.length(1);
    expect(textsTo('UJO')[0])
      .to.contain('took it down')
      .and.to.contain('@sam carried the piano upstairs')
      .and.not.to.match(/UKAI|kai/);
    expect(textsTo('UKAI')[0]).to.contain('they took it down');
    expect(refused).to.contain('they alone can put it back');
    expect((await found()).withdrawn).to.equal(undefined);
  });

  it('is decided once when two managers decide at once, and the other reads by whom', async () => {
    await report('UKAI');

    await Promise.all([decide('UZOE', 'keep'), decide('UTOM', 'take_down')]);

    const texts = bot.slack.answers.map(({ message }) => message.text);
    const { review, withdrawn } = await found();
    expect(texts.filter((text) => text.startsWith('The win is '))).to.have.length(1);
    expect(texts.filter((text) => text.includes(`<@${review?.byId}>`))).to.have.length(1);
    expect(Boolean(withdrawn)).to.equal(review?.how === 'taken-down');
  });

  it('does not fold again what managers kept, and asks them all the same', async () => {
    await report('UKAI');
    await decide('UZOE', 'keep');

    const ack = await report('UC1');
    await nextNotes(bot, team);

    expect((await found()).folded).to.equal(undefined);
    expect(JSON.stringify(ack.args)).to.contain('stays on the wall until they decide otherwise');
    expect(textsTo('UTOM')[0]).to.contain('Managers kept it before');
  });

  const refusals: [what: string, act: () => Promise<{ args: unknown[][] }>, words: string][] = [
    [
      'a second time by the same person',
      async () => {
        await report('UKAI');
        return report('UKAI');
      },
      'before',
    ],
    ['without a reason', () => report('UKAI', { why: ' ' }), 'a few words'],
    ['with a reason that is too long', () => report('UKAI', { why: 'x'.repeat(501) }), '500 characters'],
    ['by somebody of another organisation', () => report('UFAR'), 'Only members'],
    ['by an app', () => report('UBOT'), 'Only members'],
    ['by somebody who was deactivated', () => report('UGONE'), 'Only members'],
    ['when it is not there', () => report('UKAI', { winId: 'nothing' }), 'not kept here any more'],
    [
      'when it was taken down',
      async () => {
        await team.action('UJO', 'win.take_down', { value: win._id });
        return report('UKAI');
      },
      'nothing to report',
    ],
    [
      'by somebody who cannot see the wall',
      async () => {
        wallIs(bot, { privateTo: ['UJO'] });
        team = await bot.createWorkspace();
        win = await postAboutSam(team);
        return report('UKAI');
      },
      'Only those who can see',
    ],
  ];
  for (const [what, act, words] of refusals)
    it(`is refused ${what}`, async () => {
      const ack = await act();

      expect(JSON.stringify(ack.args)).to.contain('"response_action":"errors"').and.to.contain(words);
    });

  for (const [who, userId] of [
    ['a colleague', 'UKAI'],
    ['its author', 'UJO'],
    ['a Slack admin while somebody leads the team', 'UANN'],
    ['somebody of another organisation', 'UFAR'],
  ])
    it(`is not decided by ${who}`, async () => {
      await report('UC1');

      await decide(userId!, 'keep');

      expect((await found()).folded).to.be.instanceOf(Date);
      expect(lastAnswer()).to.contain('Only managers decide');
    });

  it('is for the Slack admins where nobody leads the team', async () => {
    await nameManagers(team);
    await report('UKAI');
    await nextNotes(bot, team);

    await decide('UANN', 'keep');

    expect(textsTo('UANN').join()).to.contain('asked you to look at a win');
    expect((await found()).review).to.include({ how: 'kept', byId: 'UANN' });
  });

  it('lets a manager who reports decide at once', async () => {
    const ack = await report('UZOE');

    await decide('UZOE', 'take_down');

    expect(JSON.stringify(ack.args)).to.contain('report.take_down');
    expect((await found()).withdrawn).to.include({ by: 'UZOE' });
  });

  it('takes five open reports of one person and no sixth, also at once, until one is decided', async () => {
    for (let index = 0; index < 7; index += 1) await team.command('UJO', `found key number ${index}`);
    const winIds = (await team.store.wins.postedSince(new Date(0))).map(({ _id }) => _id).slice(0, 7);

    const acks = await Promise.all(winIds.map((winId) => report('UKAI', { winId })));
    const open = await Promise.all(winIds.map((winId) => team.store.reports.find(winId, 'UKAI')));
    const reported = open.flatMap((each) => each ?? []);
    await decide('UZOE', 'keep', reported[0]!.winId);
    const next = winIds.find((winId) => !reported.some((each) => each.winId === winId))!;
    await report('UKAI', { winId: next });

    expect(acks.filter(({ args }) => JSON.stringify(args).includes('5 reports'))).to.have.length(2);
    expect(reported).to.have.length(5);
    expect(await team.store.reports.find(next, 'UKAI')).to.include({ state: 'open' });
  });

  it('announces nothing while it is folded, and then does', async () => {
    await report('UKAI');
    for (const userId of ['UC1', 'UC2']) await press(team, userId, win._id);
    await team.deps.outbox.deliverDue();
    const early = (await found()).exceptionalAnnouncedAt;

    await decide('UZOE', 'keep');

    expect(early).to.equal(undefined);
    expect((await found()).exceptionalAnnouncedAt).to.be.instanceOf(Date);
  });

  it('tells managers that it is over when its author takes it down, and is open again when it is back', async () => {
    await report('UKAI');
    await nextNotes(bot, team);
    await team.action('UJO', 'win.take_down', { value: win._id });
    await decide('UZOE', 'keep');
    const answer = lastAnswer();

    await team.action('UJO', 'win.put_back', { value: win._id });

    const posted = bot.slack.callsOf('chat.postMessage').at(-1);
    expect(answer).to.contain('off the wall');
    expect((await found()).folded).to.be.instanceOf(Date);
    expect(posted?.text).to.contain('is being looked at');
    bot.slack.calls.length = 0;
    await followReports(team.deps, bot.now());
    expect(JSON.stringify(bot.slack.callsOf('chat.update'))).to.contain('report.keep');
  });

  it('asks managers about one that was off the wall when their note came, once it is back', async () => {
    await report('UKAI');
    await team.action('UJO', 'win.take_down', { value: win._id });
    await nextNotes(bot, team);
    const early = textsTo('UZOE');

    await team.action('UJO', 'win.put_back', { value: win._id });
    await followReports(team.deps, bot.now());
    await nextNotes(bot, team);

    expect(early).to.deep.equal([]);
    expect(textsTo('UZOE').join()).to.contain('report.keep');
  });

  it('leaves digests that tell of it, also one that is posted, and comes back when it is kept', async () => {
    const story = digestStory(win._id, { text: 'carried the piano upstairs', place: win.wall! });
    const week = digest({ week: '2026-W40', winCount: 1, exceptionalCount: 1, exceptional: [story], story });
    await team.store.digests.store(week, 'Europe/London', bot.now());
    const key = deliveryKey.digest(team.teamId, '2026-W40');
    await team.store.deliveries.plan({ key, kind: 'digest', week: '2026-W40' }, bot.now());
    await team.deps.outbox.deliverDue();
    const { sentTo } = (await team.store.deliveries.find(key))!;
    const updates = () => bot.slack.callsOf('chat.update').filter(({ ts }) => ts === sentTo?.ts);

    await report('UKAI');
    await showDigestsBehind(team.deps);
    const folded = updates();
    await team.command('UC1', 'digest 2026-W40');
    const asked = JSON.stringify(bot.slack.answers.at(-1)?.message);
    await decide('UZOE', 'keep');
    await showDigestsBehind(team.deps);

    expect(folded).to.have.length(1);
    expect(JSON.stringify(folded)).not.to.contain('piano');
    expect(asked).to.contain('1 win').and.not.to.contain('piano');
    expect(JSON.stringify(updates()[1])).to.contain('piano');
    expect(await team.store.digests.behind()).to.deep.equal([]);
  });

  for (const [how, undo] of [
    ['kept', async () => undefined],
    ['taken down and put back', async () => team.action('UTOM', 'win.put_back', { value: win._id })],
  ] as const)
    it(`is told of in the next digest when it was folded while its own was made, and is ${how}`, async () => {
      await report('UKAI');
      await closeWeek();
      expect((await team.store.digests.find('2026-W41'))?.winCount).to.equal(0);

      await decide('UTOM', how === 'kept' ? 'keep' : 'take_down');
      await undo();

      expect((await found()).week).to.equal('2026-W42');
      expect((await gatherWeek(team.deps, '2026-W42', 'Europe/London', undefined)).winCount).to.equal(1);
    });

  it('stays in the digest that told of it before it was folded', async () => {
    await closeWeek();
    expect((await team.store.digests.find('2026-W41'))?.winCount).to.equal(1);
    await report('UKAI');

    await decide('UTOM', 'keep');

    expect((await found()).week).to.equal('2026-W41');
  });

  it('waits for managers on their Home, and for nobody else', async () => {
    await report('UKAI');

    for (const userId of ['UZOE', 'UKAI']) await team.deps.showHome(userId);

    const [forManager, forColleague] = bot.slack
      .callsOf('views.publish')
      .map(({ view }) => JSON.stringify(view));
    expect(forManager).to.contain('report.keep').and.to.contain('carried the piano upstairs');
    expect(forColleague).not.to.contain('report.keep');
    expect(forColleague).not.to.contain('piano');
  });

  it('is decided on Home too, with an answer that puts it back', async () => {
    await report('UKAI');

    await team.action('UTOM', 'report.take_down', { value: win._id }, onHome);

    const [opened] = bot.slack.callsOf('views.open');
    expect(JSON.stringify(opened)).to.contain('The win is taken down').and.to.contain('win.put_back');
  });

  it('takes its words out of notes that told of it, and puts them back when it is kept', async () => {
    for (const userId of ['UC1', 'UC2']) await press(team, userId, win._id);
    await sign(team, 'UC3', win._id, 'What a lift');
    // Nine in New York.
    bot.setNow(new Date('2026-10-08T13:00:00Z'));
    await sendNotes(bot, team);
    const told = textsTo('USAM').join();
    bot.slack.calls.length = 0;
    await report('UKAI');
    const folded = noteUpdates();
    bot.slack.calls.length = 0;
    await decide('UZOE', 'keep');

    expect(told).to.contain('piano').and.to.contain('What a lift');
    expect(folded.at(-1))
      .to.contain('What a lift')
      .and.not.to.match(/piano|UKAI/);
    expect(noteUpdates().filter((text) => text.includes('piano'))).not.to.deep.equal([]);
  });

  it('takes its words out of the closing of its challenge', async () => {
    const [runId, dayId] = ['R1', 'be-there'];
    await bot.models.wins.model.updateOne({ _id: win._id }, { $set: { runId, dayId } });
    const shownAnew: string[] = [];
    sinon.stub(team.deps, 'showDelivery').callsFake(async (key) => {
      shownAnew.push(key);
    });

    await report('UKAI');
    await followReports(team.deps, bot.now());

    expect(shownAnew).to.include(deliveryKey['challenge-closing'](runId));
  });

  it('is asked of whoever leads the team from now on, also where nobody did', async () => {
    await nameManagers(team);
    bot.slack.answersWith('users.list', { members: [] });
    await report('UKAI');
    await nextNotes(bot, team);
    const nobody = bot.slack
      .callsOf('chat.postMessage')
      .filter(({ blocks }) => JSON.stringify(blocks).includes('report.keep'));
    bot.slack.answersAsUsual('users.list');

    await nameManagers(team, 'UTOM');
    await nextNotes(bot, team);
    await followReports(team.deps, bot.now());
    await nextNotes(bot, team);

    expect(nobody).to.deep.equal([]);
    expect(textsTo('UTOM').join()).to.contain('report.keep');
  });

  it('goes on where the process ended', async () => {
    failingDatabase(bot.models.wins.model, 'findOneAndUpdate');
    await report('UKAI');
    sinon.restore();
    const between = await found();
    bot.setNow(new Date(bot.now().getTime() + 600_000));
    await followReports(team.deps, bot.now());
    const asked = await found();

    await decideReport(team.deps, win._id, 'kept', 'UZOE', bot.now());
    bot.setNow(new Date(bot.now().getTime() + 600_000));
    await followReports(team.deps, bot.now());

    expect(between.folded).to.equal(undefined);
    expect(asked.review).to.include({ isOpen: true });
    expect(await team.store.reports.find(win._id, 'UKAI')).to.include({ state: 'kept' });
  });
});

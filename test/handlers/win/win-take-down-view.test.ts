import { expect } from 'chai';
import sinon from 'sinon';
import { notePartKey } from '../../../src/domain/note-part-key.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { press } from '../../support/nomination.ts';
import { mayTakeDown, postAboutSam, takeDownWords, winsOf, winUsers } from '../../support/win.ts';

describe('taking down a win that others nominated', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: winUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    team = await bot.createWorkspace();
  });
  afterEach(() => {
    sinon.restore();
    bot.slack.reset();
  });

  const postNominated = async (nominators = ['UKAI', 'UANN']) => {
    const win = await postAboutSam(team);
    for (const userId of nominators) await press(team, userId, win._id);
    bot.slack.answers.length = 0;
    return win;
  };
  const privately = { container: { is_ephemeral: true } };
  const undo = (userId: string, winId: string) =>
    team.action(userId, 'win.take_down', { value: winId }, privately);
  const choose = (userId: string, winId: string) =>
    team.action(userId, 'win.more', {
      type: 'overflow',
      selected_option: { text: { type: 'plain_text', text: 'Take down' }, value: `take-down:${winId}` },
    });
  const confirm = (userId: string, winId: string, metadata: object = {}) =>
    team.submit(userId, 'win.take_down', { winId, ...metadata }, {});
  const opened = () => bot.slack.callsOf('views.open');
  const shown = (ack: { args: unknown[][] }) =>
    (ack.args[0]![0] as { response_action: string; view: object }).view;
  /** Their note comes in the next morning. */
  const nextMorning = async () => {
    bot.setNow(new Date(bot.now().getTime() + 86_400_000));
    await team.deps.planNotes(bot.now());
    await team.deps.outbox.deliverDue();
  };
  const textsTo = (userId: string) =>
    bot.slack
      .callsOf('chat.postMessage')
      .filter(({ channel }) => channel === userId)
      .map(({ text }) => text);

  for (const [where, act] of [
    ['on the wall', choose],
    ['beside the answer', undo],
  ] as const)
    it(`asks before, in words that say how many nominated it (${where})`, async () => {
      const win = await postNominated();

      await act('UJO', win._id);

      const [{ view }] = opened() as [{ view: { private_metadata: string } }];
      expectValidModal(view);
      expect(JSON.stringify(view)).to.contain('2 people nominated this. Take it down?');
      expect(JSON.parse(view.private_metadata)).to.deep.equal({
        winId: win._id,
        ...(act === undo && { responseUrl }),
      });
      expect(await winsOf(team)).to.have.length(1);
    });

  const uncounted: [what: string, nominators: string[], userId: string][] = [
    ['nobody nominated', [], 'UJO'],
    ['only its author nominated by telling it', [], 'UJO'],
  ];
  for (const [what, nominators, userId] of uncounted)
    it(`does not ask about one that ${what}`, async () => {
      const win = await postNominated(nominators);

      await choose(userId, win._id);

      expect(opened()).to.deep.equal([]);
      expect(await winsOf(team)).to.deep.equal([]);
    });

  it('counts that of its author, who told of another, when somebody else takes it down', async () => {
    const win = await postNominated(['UANN']);

    await choose('UANN', win._id);

    expect(JSON.stringify(opened())).to.contain('1 person nominated this');
    expect(await winsOf(team)).to.have.length(1);
  });

  it('asks nobody who may not take it down', async () => {
    const win = await postNominated();

    await choose('UKAI', win._id);

    expect(opened()).to.deep.equal([]);
    expect(bot.slack.answers[0]!.message.text).to.contain('managers can take');
  });

  for (const [who, userId, may] of mayTakeDown)
    it(`${may ? 'takes it down for' : 'tells of the rule, and leaves it there for'} ${who}`, async () => {
      const win = await postNominated();

      const ack = await confirm(userId, win._id);

      expectValidModal(shown(ack));
      expect(ack.args[0]![0]).to.include({ response_action: 'update' });
      expect(JSON.stringify(shown(ack))).to.contain(takeDownWords(userId, may));
      expect(await winsOf(team)).to.have.length(may ? 0 : 1);
    });

  it('puts the text in place of the private answer whose button was pressed', async () => {
    const win = await postNominated();

    await confirm('UJO', win._id, { responseUrl });

    expect(bot.slack.answers).to.have.length(1);
    expect(bot.slack.answers[0]!.message).to.include({ replace_original: true });
    expect(bot.slack.answers[0]!.message.text).to.contain('carried the piano upstairs');
  });

  it('says what came of it when it is confirmed twenty times at once', async () => {
    const win = await postNominated();

    const acks = await Promise.all(Array.from({ length: 20 }, () => confirm('UJO', win._id)));

    const texts = acks.map((ack) => JSON.stringify(shown(ack)));
    expect(texts.filter((text) => text.includes('carried the piano'))).to.have.length(1);
    expect(texts.filter((text) => text.includes('no longer on the wall'))).to.have.length(19);
  });

  it('says so when the database fails, and leaves it there', async () => {
    const win = await postNominated();
    failingDatabase(bot.models.wins.model, 'findOneAndUpdate');

    const ack = await confirm('UJO', win._id);

    expect(JSON.stringify(shown(ack))).to.contain('could not take it down just now');
    expect(await winsOf(team)).to.have.length(1);
  });

  context('when it was somebody else', () => {
    it('tells its author who it was, with the text, once', async () => {
      const win = await postNominated();
      await confirm('UANN', win._id);

      await nextMorning();
      await nextMorning();

      expect(textsTo('UJO')).to.have.length(1);
      expect(textsTo('UJO')[0])
        .to.contain('ann took a win of yours down')
        .and.to.contain('@sam carried the piano upstairs');
    });

    it('tells nobody when its author did it', async () => {
      const win = await postNominated();
      await confirm('UJO', win._id);

      await nextMorning();

      expect(textsTo('UJO')).to.deep.equal([]);
    });

    it('tells nobody while it stands, and its author when it goes later', async () => {
      const win = await postNominated();
      failingDatabase(bot.models.wins.model, 'findOneAndUpdate');
      await confirm('UANN', win._id);
      sinon.restore();
      await nextMorning();
      const early = textsTo('UJO');

      await confirm('UANN', win._id);
      await nextMorning();

      expect(early).to.deep.equal([]);
      expect(textsTo('UJO')).to.have.length(1);
    });

    it('tells its author although the bot ended right after it went', async () => {
      const win = await postNominated();
      const { teamId } = team;
      await team.store.noteParts.planAgain(
        { key: notePartKey['taken-down'](win._id), kind: 'taken-down', winId: win._id, userId: 'UJO' },
        bot.now(),
      );
      await bot.models.wins.model.updateOne(
        { teamId, _id: win._id },
        { $set: { withdrawn: { at: bot.now(), by: 'UANN', why: 'taken-down' } } },
      );

      await nextMorning();

      expect(textsTo('UJO')).to.have.length(1);
    });
  });
});

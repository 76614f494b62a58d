import { expect } from 'chai';
import sinon from 'sinon';
import { expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nextNotes } from '../../support/note.ts';
import {
  type Chosen,
  lastAnswer,
  notesTo,
  tellAlone,
  wordsIn,
  wordUsers,
} from '../../support/private-word.ts';
import { winsOf } from '../../support/win.ts';

const wednesday = new Date('2026-10-07T12:00:00Z');

describe('writing to somebody alone', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: wordUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(wednesday);
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  const tell = (chosen: Chosen = {}, metadata?: object) => tellAlone(team, 'UJO', chosen, metadata);
  const errorsIn = (ack: Awaited<ReturnType<typeof tell>>) => {
    const answer = ack.firstCall.args[0];
    return typeof answer === 'object' ? Reflect.get(answer, 'errors') : undefined;
  };

  it('reaches that person in their next note, with who wrote it and what goes with it', async () => {
    const more = {
      win_customer: { value: 'Mr Roy' },
      win_principle: { selected_option: { value: 'respect' } },
    };
    const ack = await tell({ typed: 'you *stayed* calm & kind', more });
    await nextNotes(bot, team);

    expect(ack.args).to.deep.equal([[]]);
    const [note, ...others] = notesTo(bot, 'UTOM');
    expect(others).to.deep.equal([]);
    expectValidMessage(note as Parameters<typeof expectValidMessage>[0]);
    expect(note!.text).to.contain('jo wrote this to you').and.to.contain('you *stayed* calm &amp; kind');
    expect(wordsOf(note as { blocks: unknown })).to.contain('For Mr Roy\nPrinciple: Respect\nSay thanks');
  });

  it('tells its author so at once, with Take back', async () => {
    await tell({ people: ['UTOM', 'UKAI', 'UJO'] });

    const answer = lastAnswer(bot);
    expect(answer.text).to.equal(
      ':speech_balloon: tom and kai each read it in their next note, or on their Home. Nobody else sees it.',
    );
    expect(JSON.stringify(answer.blocks)).to.contain('private_word.take_back').and.not.to.contain('"Edit"');
  });

  it('is on no wall and in no digest, and counts as nobody’s win', async () => {
    await tell();
    await nextNotes(bot, team);
    await team.command('UJO', 'digest last');
    await team.command('UJO', 'digest');

    expect(await winsOf(team)).to.deep.equal([]);
    expect(bot.slack.callsOf('chat.postMessage').map(({ channel }) => channel)).to.deep.equal(['UTOM']);
    expect(JSON.stringify(bot.slack.answers)).not.to.contain('stayed calm');
    expect(await bot.models.deliveries.model.countDocuments({ teamId: team.teamId, kind: 'win' })).to.equal(
      0,
    );
  });

  it('needs no wall', async () => {
    team = await bot.createWorkspace({ hasWall: false });
    await tell();
    await nextNotes(bot, team);

    expect(notesTo(bot, 'UTOM')).to.have.length(1);
  });

  it('reaches each of them once', async () => {
    await tell({ people: ['UTOM', 'UANN', 'UTOM'] });
    await nextNotes(bot, team);
    await nextNotes(bot, team);

    expect([notesTo(bot, 'UTOM').length, notesTo(bot, 'UANN').length]).to.deep.equal([1, 1]);
  });

  it('takes the same form sent twenty times at once for one', async () => {
    const acks = await Promise.all(Array.from({ length: 20 }, () => tell({ people: ['UTOM', 'UKAI'] })));

    expect(acks.every(({ args }) => args.length === 1 && args[0]?.length === 0)).to.equal(true);
    expect(await wordsIn(bot, team)).to.have.length(2);
  });

  it('takes it for another after five minutes, about others, or beside a win of the same words', async () => {
    await tell();
    await tell({ people: ['UTOM', 'UANN'] });
    await tell({ isTicked: false });
    bot.setNow(new Date(wednesday.getTime() + 6 * 60_000));
    await tell();

    const words = await wordsIn(bot, team);
    expect(new Set(words.map(({ wordId }) => wordId))).to.have.property('size', 3);
    expect(await winsOf(team)).to.have.length(1);
  });

  it('leaves a win of the composer on the wall when it is not ticked', async () => {
    await tell({ isTicked: false, helpers: ['UKAI'] });

    expect((await winsOf(team))[0]).to.deep.include({ heroIds: ['UJO', 'UTOM'], helperIds: ['UKAI'] });
    expect(await wordsIn(bot, team)).to.deep.equal([]);
  });

  it('is nothing that /brag does, whatever it says', async () => {
    await team.command('UJO', 'only to them <@UTOM> stayed calm');

    expect(await wordsIn(bot, team)).to.deep.equal([]);
    expect(await winsOf(team)).to.have.length(1);
  });

  const faults: [what: string, author: string, chosen: Chosen, field: string, words: string][] = [
    ['nobody is chosen', 'UJO', { people: [] }, 'win_people', 'at least one person besides you'],
    [
      'its author alone is chosen',
      'UJO',
      { people: ['UJO'] },
      'win_people',
      'at least one person besides you',
    ],
    [
      'nobody chosen is here',
      'UJO',
      { people: ['UOLD'] },
      'win_people',
      'Not sent to: old (no longer active).',
    ],
    ['somebody helped', 'UJO', { helpers: ['UKAI'] }, 'win_helpers', 'Choose them above'],
    ['there are no words', 'UJO', { typed: ' ' }, 'win_text', 'no words in this yet'],
    ['there are too many', 'UJO', { typed: 'x'.repeat(2001) }, 'win_text', 'Please shorten it'],
    [
      'it is by somebody of another organisation',
      'UFAR',
      {},
      'win_text',
      'Only members of this organisation',
    ],
  ];
  for (const [what, author, chosen, field, words] of faults)
    it(`says beside its field what is wrong when ${what}, and stores nothing`, async () => {
      const ack = await tellAlone(team, author, chosen);

      expect(errorsIn(ack)?.[field]).to.contain(words);
      expect(await wordsIn(bot, team)).to.deep.equal([]);
      expect(bot.slack.answers).to.deep.equal([]);
    });

  it('tells who else cannot be sent it and why', async () => {
    await tell({ people: ['UTOM', 'UOLD', 'UAPP', 'UFAR'] });

    for (const line of ['old (no longer active)', 'app (an app)', 'far (of another organisation)'])
      expect(lastAnswer(bot).text).to.contain(`Not sent to: ${line}.`);
  });

  it('asks about customer data, keeps the tick, and masks what was found', async () => {
    const typed = 'you rang lee@example.com';
    const asked = await tell({ typed });
    const { view } = asked.firstCall.args[0] as unknown as { view: { blocks: unknown[] } };
    await tell({ typed, more: { win_customer_data: { selected_option: { value: 'mask' } } } });

    expectValidModal(view);
    expect(JSON.stringify(view)).to.contain(
      '"initial_options":[{"text":{"type":"plain_text","text":"They alone',
    );
    expect(JSON.stringify(view)).not.to.contain('Everybody on the wall');
    expect((await wordsIn(bot, team)).map(({ text }) => text)).to.deep.equal(['you rang •••']);
  });

  it('leads into no private channel', async () => {
    bot.slack.answersAsUsual('conversations.info');
    await tell({ typed: 'as in https://x.slack.com/archives/GLEADS/p17' });

    expect((await wordsIn(bot, team))[0]!.text).to.equal('as in a private channel');
  });

  it('answers in place of the form where that was opened on Home', async () => {
    const ack = await tell({}, { isOnHome: true });

    const [{ view }] = ack.firstCall.args as unknown as [{ view: { blocks: unknown[] } }];
    expect(wordsOf(view)).to.contain('tom reads it in their next note, or on their Home.');
    expect(bot.slack.answers).to.deep.equal([]);
  });

  it('keeps the form open with its text when the database fails', async () => {
    failingDatabase(bot.models.submissions.model, 'findOneAndUpdate');

    const ack = await tell();

    expect(JSON.stringify(ack.args)).to.contain('Your text is still here');
  });
});

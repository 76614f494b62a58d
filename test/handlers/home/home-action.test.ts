import { expect } from 'chai';
import sinon from 'sinon';
import { apology, formInDoubt } from '../../../src/views/apology.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { buttonsIn, planRun, takeIn } from '../../support/challenge-team.ts';
import { expectWords, homesOf, inModal, onHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { press } from '../../support/nomination.ts';
import { postAboutSam, winsOf } from '../../support/win.ts';

describe('a button on Home', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  const opened = (method = 'views.open') => bot.slack.callsOf(method).map(({ view }) => view);
  const pressed = (userId: string, actionId: string, value = '', where: object = onHome) =>
    team.action(userId, actionId, { value }, where);

  context('to brag', () => {
    const post = async (text: string) => {
      await pressed('UJO', 'home.brag');
      const [form] = opened();
      return team.submit('UJO', 'win.compose', form.private_metadata, { win_text: { value: text } });
    };

    it('shows in place of the form where the win is, and the win on Home', async () => {
      const ack = await post('called Mrs Lee back');

      const [[response]] = ack.args as [[{ response_action: string; view: { blocks: unknown } }]];
      expect(response.response_action).to.equal('update');
      expectWords(response.view, 'is on its way to the wall');
      const [answer] = bot.slack.callsOf('views.update');
      expect(answer).to.include({ view_id: 'V1' });
      expectWords(
        answer!.view,
        'On the wall for you: ‘called Mrs Lee back’. <https://example.slack.com/archives/CWALL/',
      );
      expect(buttonsIn(answer!.view.blocks)).to.deep.equal(['win.add_details', 'win.edit', 'win.take_down']);
      expectWords(homesOf(bot, 'UJO').at(-1)!, 'called Mrs Lee back', '|See it on the wall>');
    });

    it('says there whom the win could not credit', async () => {
      await pressed('UJO', 'home.brag');
      await team.submit('UJO', 'win.compose', opened()[0].private_metadata, {
        win_text: { value: 'called Mrs Lee back' },
        win_people: { selected_users: ['UBOT'] },
      });

      expectWords(bot.slack.callsOf('views.update')[0]!.view, 'brag');
      expect(buttonsIn(bot.slack.callsOf('views.update')[0]!.view)).to.include('win.choose_people');
    });

    it('stores the win when the form is closed before its answer', async () => {
      bot.slack.answersWith('views.update', { error: 'not_found' });

      await post('called Mrs Lee back');

      expect(await winsOf(team)).to.have.length(1);
      expect(bot.slack.answers).to.deep.equal([]);
    });

    it('asks there for the wall that is missing, and takes the answer', async () => {
      team = await bot.createWorkspace({ hasWall: false });
      await post('called Mrs Lee back');
      const question = bot.slack.callsOf('views.update')[0]!.view;
      expect(buttonsIn(question)).to.deep.equal(['wall.choose']);

      await team.action('UJO', 'wall.choose', { type: 'channels_select', selected_channel: 'CNEW' }, inModal);

      expectWords(bot.slack.callsOf('views.update').at(-1)!.view, '<#CNEW> is the wall now');
      expect((await team.store.workspace.read()).wallChannelId).to.equal('CNEW');
    });

    it('writes nobody a message', async () => {
      await post('called Mrs Lee back');

      expect(bot.slack.callsOf('chat.postMessage').map(({ channel }) => channel)).to.deep.equal(['CWALL']);
      expect(bot.slack.callsOf('chat.postEphemeral')).to.deep.equal([]);
    });
  });

  it('opens the help', async () => {
    await pressed('UJO', 'home.help');

    expectValidModal(opened()[0]);
    expectWords(opened()[0], '*Brag about what you did for a customer.*', '`/brag digest`');
  });

  it('opens a win to its author, and tells what could not be saved in place of the form', async () => {
    const win = await postAboutSam(team);
    await pressed('UJO', 'win.edit', win._id);
    const ack = await team.submit('UJO', 'win.change', opened()[0].private_metadata, {
      win_text: { value: 'carried the piano' },
      win_people: { selected_users: ['USAM', 'UBOT'] },
    });

    const [[response]] = ack.args as [[{ response_action: string; view: { blocks: unknown } }]];
    expect(response.response_action).to.equal('update');
    expectWords(response.view, 'Your change is saved.', 'brag');
  });

  it('says in a modal what a person may not do', async () => {
    const win = await postAboutSam(team);
    await pressed('UKAI', 'win.edit', win._id);

    expectWords(opened()[0], 'Only its author');
  });

  it('apologizes in a modal', async () => {
    bot.slack.answersOnceWith('views.open', { error: 'invalid_arguments' });

    await pressed('UJO', 'home.help');

    expectWords(opened()[1], apology.message);
  });

  it('gives up quietly when the one modal of the press is in doubt', async () => {
    bot.slack.answersWith('views.open', { error: 'expired_trigger_id' });

    await pressed('UJO', 'home.help');

    expect(opened().every((view) => wordsOf(view).length > 0)).to.equal(true);
    expectWords(opened()[1], formInDoubt.text);
    expect(bot.slack.answers).to.deep.equal([]);
  });

  context('about the week so far', () => {
    const week = async (userId: string) => {
      await pressed(userId, 'home.digest');
      return bot.slack.callsOf('views.update').at(-1)!.view;
    };

    it('shows what /brag digest does', async () => {
      await postAboutSam(team);

      const view = await week('UJO');

      expect(opened()[0].title.text).to.equal('This week so far');
      expectValidModal(view);
      expectWords(view, '1 win by 1 person', 'carried the piano');
    });

    it('shows numbers alone to whoever cannot see the wall', async () => {
      wallIs(bot, { privateTo: ['UJO', 'UBOT'] });
      team = await bot.createWorkspace();
      await postAboutSam(team);

      const words = wordsOf(await week('UKAI'));

      expect(words).to.contain('1 win by 1 person').and.contain('numbers only').and.not.contain('piano');
    });

    it('apologizes in the modal when it cannot be read', async () => {
      await bot.slack.withoutPeople(() => pressed('UOTHER', 'home.digest'));

      expectWords(bot.slack.callsOf('views.update')[0]!.view, apology.message);
    });
  });

  context('about the week, for managers', () => {
    it('opens at once, and shows it when everybody was looked at', async () => {
      await team.store.workspace.recordClosedWeek('2026-W40', new Date('2026-10-12T08:00:00Z'));
      await postAboutSam(team);
      await pressed('UANN', 'home.managers');

      expectWords(opened()[0], 'One moment');
      const [shown] = bot.slack.callsOf('views.update');
      expect(shown).to.include({ view_id: 'VOPENED' });
      expectWords(shown!.view, 'For managers, so far', 'Who took part');
      expectValidModal(shown!.view);
    });

    for (const userId of ['UJO', 'UNOBODY', 'UBOT'])
      it(`tells ${userId}, who is none, nothing, whatever they send`, async () => {
        await postAboutSam(team);
        await pressed(userId, 'home.managers', '2026-W41');

        const words = bot.slack.callsOf('views.update').map(({ view }) => wordsOf(view));
        expect(words).to.have.length(1);
        expect(words[0]).not.to.contain('Who took part');
      });

    it('apologizes in the modal when it cannot be read', async () => {
      await bot.slack.withoutPeople(() => pressed('UOTHER', 'home.managers'));

      expectWords(bot.slack.callsOf('views.update')[0]!.view, apology.message);
    });
  });

  context('about the challenge', () => {
    const monday = new Date('2027-10-04T09:30:00Z');
    const home = () => homesOf(bot, 'UJO').at(-1)!;
    const startedRun = async (): Promise<string> => {
      bot.setNow(monday);
      return (await planRun(team))._id;
    };

    it('joins, and Home shows the day', async () => {
      const runId = await startedRun();
      await pressed('UJO', 'challenge.join', runId);

      expectWords(home(), 'Day 1 of 5');
      expect(opened()).to.deep.equal([]);
    });

    it('puts a day off, and Home offers to catch it up', async () => {
      const runId = await startedRun();
      await takeIn(team, runId, 'UJO');
      await pressed('UJO', 'challenge.not_today', `${runId}:be-reachable`);

      expectWords(home(), 'put off, you can still catch up');
    });

    it('opens Done, and the day is gone from Home when it is filled in', async () => {
      const runId = await startedRun();
      await takeIn(team, runId, 'UJO');
      await pressed('UJO', 'challenge.done', `${runId}:be-reachable`);
      await team.submit('UJO', 'challenge.done', opened()[0].private_metadata, {
        challenge_note: { value: 'answered everybody' },
        challenge_win: { selected_options: [{ value: 'win' }] },
      });

      expect(wordsOf(home())).not.to.contain('Day 1 of 5');
      expectWords(home(), 'answered everybody');
    });

    it('shows how it stands, and its buttons work there', async () => {
      const runId = await startedRun();
      await pressed('UJO', 'home.challenge');
      expect(opened()[0].title.text).to.equal('Challenge');
      const shown = () => bot.slack.callsOf('views.update').at(-1)!;
      expect(shown()).to.include({ view_id: 'VOPENED' });
      expectValidModal(shown().view);
      expect(buttonsIn(shown().view)).to.include('challenge.join');

      await pressed('UJO', 'challenge.join', runId, inModal);
      expect(shown()).to.include({ view_id: 'VMODAL' });
      await pressed('UJO', 'challenge.not_today', `${runId}:be-reachable`, inModal);
      expectWords(shown().view, 'put off, you can still catch up');
      await pressed('UJO', 'challenge.done', `${runId}:be-reachable`, inModal);
      const [form] = opened('views.push');
      await team.submit(
        'UJO',
        'challenge.done',
        form.private_metadata,
        { challenge_note: { value: 'answered everybody' } },
        'VFORM',
        { previous_view_id: 'VMODAL' },
      );

      expect(shown()).to.include({ view_id: 'VMODAL' });
      expectWords(shown().view, 'You have done 1 of 5');
      expect(bot.slack.answers).to.deep.equal([]);
    });

    it('lets managers start it, move it and call it off there', async () => {
      bot.setNow(new Date('2027-09-01T09:00:00Z'));
      const beneath = () => bot.slack.callsOf('views.update').at(-1)!;
      const sent = async (callbackId: string, values: Record<string, object>) => {
        const form = opened('views.push').at(-1);
        const ack = await team.submit('UANN', callbackId, form.private_metadata, values, 'VFORM', {
          previous_view_id: 'VMODAL',
        });
        return ack.firstCall.args[0] as unknown as { response_action: string; view: { blocks: unknown } };
      };
      const plan = (day: string) => ({
        challenge_pack: { selected_option: { value: 'five-days' } },
        challenge_start_day: { selected_date: day },
        challenge_nudge_at: { selected_time: '09:00' },
        challenge_announce: { selected_options: [] },
      });
      await pressed('UANN', 'home.challenge');
      await pressed('UANN', 'challenge.start', '', inModal);
      const started = await sent('challenge.start', plan('2027-10-04'));
      expect(started.response_action).to.equal('update');
      expectWords(started.view, '4 October');
      expect(beneath()).to.include({ view_id: 'VMODAL' });
      const [run] = await bot.models.runs.model.find({ teamId: team.teamId }).lean();
      expect(buttonsIn(beneath().view)).to.include.members(['challenge.change', 'challenge.cancel']);

      await pressed('UANN', 'challenge.change', run!._id, inModal);
      expectWords((await sent('challenge.change', plan('2027-10-11'))).view, '11 October');
      await pressed('UANN', 'challenge.cancel', run!._id, inModal);
      const off = await sent('challenge.cancel', { challenge_why: { value: '' } });

      expect(off.response_action).to.equal('update');
      expect(buttonsIn(beneath().view)).to.include('challenge.start');
    });

    it('says in a modal that the day is closed', async () => {
      const runId = await startedRun();
      await pressed('UJO', 'challenge.done', `${runId}:be-reachable`);

      expectWords(opened()[0], 'You are not in this challenge.');
    });
  });
});

describe('a button in a modal', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
    team = await bot.createWorkspace();
  });
  after(() => bot.close());
  beforeEach(() => bot.slack.reset());

  it('opens a form over it', async () => {
    const win = await postAboutSam(team);
    await team.action('UJO', 'win.edit', { value: win._id }, inModal);

    expect(bot.slack.callsOf('views.open')).to.deep.equal([]);
    expect(bot.slack.callsOf('views.push')[0]!.view.callback_id).to.equal('win.change');
  });

  it('is answered in a modal over it', async () => {
    const win = await postAboutSam(team, 'waited with him for the taxi');
    await team.action('UKAI', 'nomination.toggle', { value: win._id }, inModal);

    expectWords(bot.slack.callsOf('views.push')[0]!.view, 'You nominated this win.');
  });

  it('is answered in its place where that is no longer so', async () => {
    const win = await postAboutSam(team, 'found the invoice');
    await team.action('UJO', 'win.take_down', { value: win._id }, inModal);

    expectWords(bot.slack.callsOf('views.update')[0]!.view, 'The win is taken down');
  });

  it('asks over it before a win goes that others nominated', async () => {
    const win = await postAboutSam(team, 'mended the fence');
    await press(team, 'UKAI', win._id);
    await team.action('UJO', 'win.take_down', { value: win._id }, inModal);

    expect(bot.slack.callsOf('views.push')[0]!.view.callback_id).to.equal('win.take_down');
  });
});

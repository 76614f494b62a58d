import { expect } from 'chai';
import { reconcileMarked } from '../../../src/operations/nomination/reconcile.ts';
import { expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { expectWords, onHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import {
  nominationUsers,
  press,
  reactionEvent,
  showMessages,
  shownReaction,
} from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';
import { postAboutSam } from '../../support/win.ts';

describe('asking who nominated a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });

  const ask = async (userId: string, winId: string, where: object = onHome) => {
    await team.action(userId, 'nomination.who', { value: winId }, where);
    return bot.slack.callsOf('views.open').at(-1)?.view;
  };

  it('tells who did, by what and when, and who is not counted and why', async () => {
    const win = await postAboutSam(team);
    const { wall } = (await team.store.wins.find(win._id))!;
    const place = { channelId: wall!.channelId, ts: wall!.ts };
    await team.event(reactionEvent('UKAI', place));
    await team.event(reactionEvent('UKAI', place, { reaction: 'star2::skin-tone-3' }));
    await press(team, 'UC1', win._id);
    await team.event(reactionEvent('USAM', place));
    await press(team, 'UC2', win._id);
    await press(team, 'UC2', win._id);

    const view = await ask('UC3', win._id);

    expectValidModal(view);
    expectWords(view, '> @sam carried the piano upstairs', '*3 nominations count:*');
    expectWords(view, '<@UJO> by telling it', '<@UKAI> with :trophy: and :star2: on the wall');
    expectWords(view, '<@UC1> with the Nominate button, <!date^', '*Not counted:*');
    expectWords(
      view,
      'nobody can nominate their own',
      '<@UC2> took it back',
      '3 people make a win exceptional',
    );
  });

  const compared = () => bot.slack.callsOf('views.update').at(-1)?.view;

  it('is compared with what Slack shows, and says why that is more or less', async () => {
    const win = await postAboutSam(team);
    const { wall } = (await team.store.wins.find(win._id))!;
    await team.event(reactionEvent('UKAI', wall!));
    await press(team, 'UC1', win._id);
    showMessages(bot).show(wall!, {
      user: 'UBOT',
      reactions: [
        shownReaction('trophy', ['UKAI', 'UFAR', 'UBOT']),
        shownReaction('star2::skin-tone-3', ['UKAI']),
        shownReaction('heart', ['UC3', 'UC4']),
      ],
    });

    const first = await ask('UC3', win._id);

    expectWords(first, 'I am comparing this with what Slack shows');
    expectValidModal(compared());
    expectWords(
      compared(),
      '*3 nominations count:*',
      '<@UFAR> with :trophy: on the wall: a guest of another',
    );
    expectWords(compared(), '<@UBOT> with :trophy: on the wall: an app');
    expectWords(
      compared(),
      'Slack shows 3 :trophy: and 1 :star2: on the wall, by 3 people, of whom 1 counts; 2 people count without one.',
      'Also there, but no nomination: 2 :heart:.',
    );
    expect((await team.store.wins.find(win._id))?.needsReconciling).to.equal(false);
  });

  it('has it counted anew when Slack shows what nobody told of', async () => {
    const win = await postAboutSam(team);
    const { wall } = (await team.store.wins.find(win._id))!;
    showMessages(bot).show(wall!, { user: 'UBOT', reactions: [shownReaction('trophy', ['UKAI'])] });

    await ask('UC3', win._id);
    await reconcileMarked(team.deps);

    expectWords(compared(), '<@UKAI> with :trophy: on the wall: I have not heard of it before');
    expect((await team.store.wins.find(win._id))?.nominatorIds).to.have.members(['UJO', 'UKAI']);
  });

  for (const [what, answer] of [
    ['does not answer', { error: 'internal_error' }],
    ['does not let the bot look', { error: 'not_in_channel' }],
    ['says that the message is gone', { error: 'message_not_found' }],
  ] as const)
    it(`shows what is counted when Slack ${what}`, async () => {
      const win = await postAboutSam(team);
      bot.slack.answersWith('reactions.get', answer);

      await ask('UC3', win._id);

      expectWords(compared(), '*1 nomination counts:*', 'could not show me the reactions just now');
      expect((await team.store.wins.find(win._id))?.withdrawn).to.equal(undefined);
    });

  it('says how to nominate when nobody has', async () => {
    await team.command('UJO', 'called Mrs Lee back');
    const [win] = await team.store.wins.postedSince(new Date(0));

    expectWords(await ask('UJO', win!._id), 'Nobody has nominated this win yet.', ':trophy: or :star2:');
  });

  it('names the emoji that the team has chosen', async () => {
    await changeSettings(team, bot, { nominationEmoji: ['heart', 'our_logo', 'tada'] });
    await team.command('UJO', 'called Mrs Lee back');
    const [win] = await team.store.wins.postedSince(new Date(0));

    const words = wordsOf(await ask('UJO', win!._id));

    expect(words)
      .to.contain(':heart:, :our_logo: or :tada:')
      .and.not.to.match(/trophy|star2/);
  });

  it('is answered beside a message as well', async () => {
    const win = await postAboutSam(team);

    expectWords(await ask('UC3', win._id, {}), '*1 nomination counts:*');
  });

  it('tells those who cannot see the wall nothing', async () => {
    wallIs(bot, { privateTo: ['UJO'] });
    const win = await postAboutSam(team);

    const words = wordsOf(await ask('USAM', win._id));

    expect(words)
      .to.contain('for those who can see it')
      .and.not.to.match(/UJO|piano/);
  });

  for (const [what, winId] of [
    ['unknown', 'nothing'],
    ['taken down', ''],
  ])
    it(`says that a win is gone that is ${what}`, async () => {
      const win = await postAboutSam(team);
      await team.action('UJO', 'win.take_down', { value: win._id });

      expectWords(await ask('UJO', winId || win._id), 'no longer on the wall');
    });

  it('reads none of another workspace', async () => {
    const win = await postAboutSam(await bot.createWorkspace());

    expectWords(await ask('UJO', win._id), 'no longer on the wall');
  });

  it('fits however many did', async () => {
    const win = await postAboutSam(team);
    const votes = { button: { ts: '1791375000.000100', stands: true } };
    await bot.models.nominations.model.insertMany(
      Array.from({ length: 1000 }, (_, index) => ({
        _id: `${win._id}:U${index}`,
        teamId: team.teamId,
        winId: win._id,
        userId: `U0123456${index}`,
        votes,
        changedAt: bot.now(),
      })),
    );

    const view = await ask('UJO', win._id);

    expectValidModal(view);
    expectWords(view, '1001 nominations count', 'and 701 others');
  });
});

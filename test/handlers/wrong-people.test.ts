import { expect } from 'chai';
import { noDetails } from '../../src/domain/win.ts';
import {
  actionIds,
  callbackIds,
  cardFormIds,
  lessonFormIds,
  recognitionFormIds,
  reportFormIds,
  shortcutIds,
  winFormIds,
} from '../../src/views/ids.ts';
import { askValues, makeLink, publicUrl } from '../support/ask.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../support/bot.ts';
import { sign, toldCards } from '../support/card.ts';
import { planRun } from '../support/challenge-team.ts';
import { storedText } from '../support/erasure.ts';
import { wallIs } from '../support/home-wall.ts';
import { addMine, filledIdea, ownIdeas } from '../support/idea.ts';
import { agreeAll, lessonContent, lessonValues, sharedLesson, take } from '../support/lesson.ts';
import { nameManagers } from '../support/manager.ts';
import { nominationUsers, press } from '../support/nomination.ts';
import { makePlan } from '../support/plan.ts';
import { openedRecovery } from '../support/recovery.ts';
import { storedScreen } from '../support/screen.ts';
import { winsOf } from '../support/win.ts';

/** What nobody but those on the wall, or one of them alone, may read. */
const secret =
  /piano|lost parcel|stayed calm|so says sam|names her street|well done indeed|soup was cold|seat by the window|rang three times|left in the rain|blue umbrella|by the stairs/;

/** What buttons say, by how the ids of those begin that say so, and whatever else somebody may have in a payload. */
interface Forged {
  winIds: string[];
  values: Record<string, string[]>;
  metadata: object;
}

/** Whoever has something of theirs here may have it, or have it deleted. */
const forEverybody = new Set<string>([actionIds.privacyExport, callbackIds.privacyDelete]);

describe('what is on the wall, for whoever is not', () => {
  let bot: TestBot;
  let team: TestTeam;
  let other: TestTeam;
  let forged: Forged;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers, publicUrl });
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, { privateTo: nominationUsers.map(({ id }) => id).filter((id) => id !== 'UFAR') });
    team = await bot.createWorkspace();
    other = await bot.createWorkspace();
    for (const each of [team, other]) await nameManagers(each, 'UANN');
    forged = await live();
  });
  after(() => bot.close());

  const post = async (userId: string, words: string) => {
    await team.command(userId, words);
    return (await winsOf(team)).find(({ text }) => words.endsWith(text) || text === words)!._id;
  };

  /** Something of everything that a button or a form is about. */
  const live = async (): Promise<Forged> => {
    const shown = await post('UKAI', 'carried the piano upstairs');
    for (const userId of ['UC1', 'UC2', 'UC3']) await press(team, userId, shown);
    await sign(team, 'USAM', shown, 'so says sam');
    const [partKey] = await toldCards(bot, team, 'UKAI');
    const reported = await post('UKAI', 'found the lost parcel');
    await team.submit(
      'USAM',
      callbackIds.report,
      { winId: reported },
      { [reportFormIds.reason]: { value: 'names her street' } },
    );
    const gone = await post('UJO', 'carried another piano');
    await team.action('UJO', actionIds.winTakeDown, { value: gone });
    const word = { text: 'you stayed calm', givenAt: bot.now(), wordId: 'P1', authorId: 'UJO', ...noDetails };
    await team.store.privateWords.give(word, ['USAM']);
    await team.submit(
      'UANN',
      callbackIds.digestRecognise,
      { winIds: [shown] },
      { [recognitionFormIds.reason]: { value: 'well done indeed' } },
    );
    const recovery = await openedRecovery(team, 'UJO', { what: 'the soup was cold', customer: 'Ono' });
    await addMine(team, 'UJO', 'Offer a seat by the window');
    const [idea] = await ownIdeas(bot, team);
    const open = await sharedLesson(team);
    await agreeAll(team, open._id);
    const taken = await sharedLesson(team);
    await take(team, 'UJO', taken._id);
    const run = await planRun(team, { startDay: '2026-10-12' });
    const planId = await makePlan(bot, team, { isShared: true });
    const asked = { winId: shown, askedBy: 'UKAI', tokenHash: 'forged', moment: 'left in the rain' };
    await team.store.voices.ask({ ...asked, pick: 'staff' }, bot.now());
    await bot.models.voices.answer('forged', { answer: 'not-really', language: 'en' }, bot.now());
    const asking = await post('UKAI', 'carried a third piano');
    await makeLink(team, 'UKAI', { winId: asking, moment: 'your blue umbrella' });
    const voice = await team.store.voices.find(asking);
    await storedScreen(team, bot, { name: 'canteen by the stairs', isForPrivate: true });
    const [screen] = await team.store.screens.list();
    // Totals are made when somebody looks.
    await team.command('UKAI', 'top');
    await bot.shared.background.drain(5_000);
    const winIds = [shown, reported, gone];
    return {
      winIds,
      values: {
        'card.thank': [partKey!],
        private_word: ['P1', 'P1:USAM'],
        recovery: [recovery._id, `${recovery._id}:call`],
        'idea.': [idea!._id, `0:${idea!._id}`],
        challenge: [run._id, `${run._id}:be-there`],
        lesson: [open._id, taken._id],
        'voice.new_link': [`${asking}:${voice?.linkMadeAt.getTime()}`],
        'voice.take_back': [`${asking}:${voice?.linkMadeAt.getTime()}`],
        'voice.words': [...winIds, asking],
        'voice.ask': [...winIds, asking],
        plan: [planId, `${run._id}:be-there`],
        'screen.remove': [`${screen!._id} ${screen!.madeAt.getTime()}`],
        'digest.managers': ['2026-W41'],
        'digest.recognise': [...winIds, winIds.join()],
      },
      metadata: {
        winIds,
        lessonId: taken._id,
        planId,
        moves: 0,
        partKey,
        id: recovery._id,
        responseUrl,
        edition: 0,
        times: 0,
        words: '',
        runId: run._id,
        dayId: 'be-there',
        isPrivate: true,
        moment: 'forged words',
        channelId: bot.wallChannelId,
        isPublic: false,
      },
    };
  };

  const typed = { value: 'forged words for Mrs Lee, who smiled' };
  const values: Record<string, object> = Object.fromEntries(
    [
      winFormIds.text,
      cardFormIds.line,
      cardFormIds.thanks,
      reportFormIds.reason,
      recognitionFormIds.reason,
      lessonFormIds.changed,
    ].map((block) => [block, typed]),
  );
  Object.assign(
    values,
    askValues('forged words'),
    { 'screen_name:0': typed },
    filledIdea(typed.value),
    lessonValues({ ...lessonContent, story: typed.value }),
    {
      [lessonFormIds.day]: { selected_date: '2026-10-15' },
    },
  );

  const valuesOf = (id: string): string[] =>
    Object.entries(forged.values).find(([beginning]) => id.startsWith(beginning))?.[1] ?? forged.winIds;

  type Door = (at: TestTeam, userId: string) => Promise<{ args: unknown }[]>;

  const pressing =
    (id: string): Door =>
    (at, userId) =>
      Promise.all(valuesOf(id).map((value) => at.action(userId, id, { value })));
  const choosing =
    (verb: string, menuId: string = actionIds.winMore): Door =>
    (at, userId) =>
      Promise.all(
        valuesOf(menuId).map((id) =>
          at.action(userId, menuId, { type: 'overflow', selected_option: { value: `${verb}:${id}` } }),
        ),
      );
  const submitting =
    (id: string): Door =>
    (at, userId) =>
      Promise.all(forged.winIds.map((winId) => at.submit(userId, id, { ...forged.metadata, winId }, values)));
  const puttingOnWall: Door = async (at, userId) => {
    const wins = await Promise.all(forged.winIds.map((winId) => team.store.wins.find(winId)));
    return Promise.all(
      wins.map((win) =>
        at.shortcut(userId, shortcutIds.putOnWall, {
          type: 'message_action',
          channel: { id: bot.wallChannelId, name: 'general' },
          message_ts: win?.wall?.ts,
          message: { ts: win?.wall?.ts, text: 'forged', user: 'UJO' },
          response_url: responseUrl,
        }),
      ),
    );
  };

  const doors: [name: string, door: Door][] = [
    ...Object.values(actionIds)
      .filter((id) => !forEverybody.has(id))
      .map((id): [string, Door] => [`the button ${id}`, pressing(id)]),
    ...['who', 'edit', 'take-down', 'report', 'ask'].map((verb): [string, Door] => [
      `${verb} in the menu of a win`,
      choosing(verb),
    ]),
    ...['take', 'done', 'edit', 'take-down'].map((verb): [string, Door] => [
      `${verb} in the menu of a lesson`,
      choosing(verb, actionIds.lessonMore),
    ]),
    ...Object.values(callbackIds)
      .filter((id) => !forEverybody.has(id))
      .map((id): [string, Door] => [`the form ${id}`, submitting(id)]),
    ['the shortcut for any message', puttingOnWall],
  ];

  /** Without what is only noted about whoever came by. */
  const stored = async () => {
    const all = await storedText(bot, team.teamId);
    return Object.fromEntries([...all].filter(([name]) => !['homes', 'preferences'].includes(name)));
  };
  const shownAt = async (door: Door, at: TestTeam, userId: string): Promise<string> => {
    bot.slack.calls.length = 0;
    bot.slack.answers.length = 0;
    const acks = (await door(at, userId)).map(({ args }) => args);
    return secret.exec(JSON.stringify([bot.slack.calls, bot.slack.answers, acks]))?.[0] ?? 'nothing';
  };

  it('is shown to whom it is for', async () => {
    expect(await shownAt(choosing('who'), team, 'UC1')).to.equal('piano');
    expect(await shownAt(pressing(actionIds.digestRecognise), team, 'UANN')).to.equal('well done indeed');
    expect(await shownAt(pressing(actionIds.cardSign), team, 'USAM')).to.equal('so says sam');
    expect(await shownAt(pressing(actionIds.recoveryShow), team, 'UJO')).to.equal('soup was cold');
    expect(await shownAt(pressing(actionIds.screenOpen), team, 'UANN')).to.equal('by the stairs');
    expect(await shownAt(pressing(actionIds.voiceMakeRight), team, 'UKAI')).to.equal('left in the rain');
    expect(await shownAt(pressing(actionIds.ideaList), team, 'USAM')).to.equal('seat by the window');
    expect(await shownAt(choosing('edit', actionIds.lessonMore), team, 'UJO')).to.equal('rang three times');
  });

  for (const [name, door] of doors)
    it(`is neither shown nor changed: ${name}`, async () => {
      const before = await stored();

      const shown = [
        await shownAt(door, team, 'UFAR'),
        await shownAt(door, other, 'UJO'),
        await shownAt(door, other, 'UANN'),
      ];

      const after = await stored();
      expect(Object.keys(after).filter((each) => after[each] !== before[each])).to.deep.equal([]);
      expect(shown).to.deep.equal(['nothing', 'nothing', 'nothing']);
    });
});

import { expect } from 'chai';
import type { Win } from '../../../src/models/win-schema.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { stateOf } from '../../support/filled-form.ts';
import { expectWords, openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { press } from '../../support/nomination.ts';
import { postAboutSam, winsOf, winUsers } from '../../support/win.ts';

describe('naming who helped with a win', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: winUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });

  const people = (userIds: string[]) => ({ selected_users: userIds });
  const compose = (helperIds: string[], heroIds: string[] = [], typed = 'carried the piano upstairs') =>
    team.submit(
      'UJO',
      'win.compose',
      { responseUrl },
      {
        win_text: { value: typed },
        win_people: people(heroIds),
        win_helpers: people(helperIds),
      },
    );
  const posted = async (): Promise<Win> => (await winsOf(team))[0]!;
  const stored = async ({ _id }: Win): Promise<Win> => (await team.store.wins.find(_id))!;
  const answer = (): string => bot.slack.answers.at(-1)!.message.text;
  const save = ({ _id: winId, edition }: Win, values: Record<string, object>) =>
    team.submit(
      'UJO',
      'win.change',
      { winId, edition, responseUrl },
      {
        win_text: { value: 'carried it' },
        ...values,
      },
    );

  it('stores them, shows them on the card, and tells the author', async () => {
    await compose(['UKAI', 'UANN'], ['USAM']);

    expect(await posted()).to.deep.include({ heroIds: ['UJO', 'USAM'], helperIds: ['UKAI', 'UANN'] });
    const [message] = bot.slack.callsOf('chat.postMessage');
    expect(message!.text).to.contain('(Helped: <@UKAI> and <@UANN>.');
    expect(JSON.stringify(message!.blocks)).to.contain(':handshake: Helped: <@UKAI> and <@UANN>');
    expect(answer()).to.contain('Helped: kai and ann.');
  });

  it('tells who cannot be named and why, with whom it credits and guests of others among them', async () => {
    await compose(['USAM', 'UOLD', 'UAPP', 'UFAR', 'UKAI'], ['USAM']);

    expect((await posted()).helperIds).to.deep.equal(['UKAI']);
    for (const line of [
      'sam (credited already)',
      'old (no longer active)',
      'app (an app)',
      'far (of another',
    ])
      expect(answer()).to.contain(`Not named as helping: ${line}`);
  });

  it('keeps nothing in a win that nobody helped with', async () => {
    await compose([]);

    expect(await posted()).not.to.have.property('helperIds');
  });

  it('takes the same words with other helpers for another win, and those twice for one', async () => {
    await compose(['UKAI']);
    await compose(['UANN']);
    await Promise.all(Array.from({ length: 5 }, () => compose(['UANN'])));

    expect((await winsOf(team)).map(({ helperIds }) => helperIds)).to.have.deep.members([['UANN'], ['UKAI']]);
  });

  it('lets them nominate it, as it does everybody but its heroes', async () => {
    await compose(['UKAI']);
    const win = await posted();

    await press(team, 'UKAI', win._id);

    expect(await stored(win)).to.deep.include({ nominatorIds: ['UKAI'], nominationCount: 1 });
  });

  it('lets no helper change a win or take it down', async () => {
    await compose(['UKAI']);
    const win = await posted();

    await team.action('UKAI', 'win.take_down', { value: win._id });
    await team.submit('UKAI', 'win.change', { winId: win._id, edition: 0 }, { win_text: { value: 'mine' } });

    expect(await stored(win)).to.include({ text: 'carried the piano upstairs', edition: 0 });
  });

  context('in the form that changes a win', () => {
    it('shows those it has, keeps what it replaced, and takes them out when emptied', async () => {
      await compose(['UKAI'], ['USAM']);
      const win = await posted();
      await team.action('UJO', 'win.edit', { value: win._id });
      const state = stateOf(bot.slack.callsOf('views.open').at(-1)!.view);

      await save(win, { win_people: people(['USAM']), win_helpers: people([]) });

      expect(state.win_helpers).to.deep.include(people(['UKAI']));
      const changed = await stored(win);
      expect(changed).not.to.have.property('helperIds');
      expect(changed.editions[0]).to.deep.include({ heroIds: ['UJO', 'USAM'], helperIds: ['UKAI'] });
      expect(bot.slack.callsOf('chat.update').at(-1)!.text).not.to.contain('Helped');
    });

    it('makes a helper a hero, and no hero a helper', async () => {
      await compose(['UKAI'], ['USAM']);
      const win = await posted();

      await save(win, { win_people: people(['UKAI', 'UJO']), win_helpers: people(['UKAI', 'USAM']) });

      expect(await stored(win)).to.deep.include({ heroIds: ['UKAI', 'UJO'], helperIds: ['USAM'] });
      expect(answer()).to.contain('Not named as helping: kai (credited already)');
    });

    it('keeps whom it named who is deactivated since, and names nobody new who is', async () => {
      await compose(['UKAI']);
      await team.changePerson({ id: 'UKAI', name: 'kai', deleted: true });
      const win = await posted();

      await save(win, { win_people: people(['UJO']), win_helpers: people(['UKAI', 'UOLD']) });

      expect((await stored(win)).helperIds).to.deep.equal(['UKAI']);
    });

    it('leaves them as they are when an earlier version opened it, but for whom it credits then', async () => {
      await compose(['UKAI', 'UANN']);
      const win = await posted();

      await save(win, { win_people: people(['UJO', 'UANN']) });

      expect(await stored(win)).to.deep.include({ heroIds: ['UJO', 'UANN'], helperIds: ['UKAI'] });
    });

    it('adds them to a win from before anybody could be named', async () => {
      const win = await postAboutSam(team);

      await save(win, { win_people: people(['USAM']), win_helpers: people(['UKAI']) });

      expect((await stored(win)).helperIds).to.deep.equal(['UKAI']);
    });
  });

  const set = (settings: object) =>
    bot.models.workspaces.model.updateOne({ _id: team.teamId }, { $set: { settings } });

  const weeks: [mode: string, settings: object, line: string][] = [
    ['by name', {}, ':handshake: *Helped* (2 people): kai and ann.'],
    ['by number in team mode', { isTeamMode: true }, ':handshake: *Helped:* 2 people.'],
  ];
  for (const [how, settings, line] of weeks)
    it(`tells of them in the week's digest ${how}, and counts them apart`, async () => {
      await set(settings);
      await compose(['UKAI', 'UANN']);

      await team.command('UJO', 'digest');

      expect(answer()).to.contain(line).and.to.contain('1 win by 1 person');
    });

  context('on Home', () => {
    it('tells them of it, and counts it apart from what they are credited in', async () => {
      await compose(['UKAI']);
      await team.command('UKAI', 'found the spare key');

      const home = await openHome(bot, team, 'UKAI');

      expectWords(home, 'You helped jo: carried the piano', '*You in October:* 1 win; helped with 1 win.');
    });

    it('counts nobody in team mode', async () => {
      await set({ isTeamMode: true });
      await compose(['UKAI']);

      const words = wordsOf(await openHome(bot, team, 'UKAI'));

      expect(words).to.contain('You helped jo: ').and.not.to.contain('helped with');
    });
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { fakeTimers } from '../../support/fake-time.ts';
import { failingDatabase } from '../../support/faulty-database.ts';
import { createGate } from '../../support/gate.ts';
import { expectWords, homeOpened, homesOf, onHome, openHome, wordsOf } from '../../support/home.ts';
import { wallIs } from '../../support/home-wall.ts';
import { press } from '../../support/nomination.ts';
import { waitFor } from '../../support/wait-for.ts';
import { winsOf } from '../../support/win.ts';

const hourMs = 3_600_000;

describe('opening Home', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });
  afterEach(() => sinon.restore());

  const homes = (userId = 'UJO') => homesOf(bot, userId);

  it('shows it', async () => {
    await team.event(homeOpened('UJO'));

    expect(homes()).to.have.length(1);
  });

  it('shows nothing when the messages tab is opened', async () => {
    await team.event(homeOpened('UJO', { tab: 'messages' }));

    expect(homes()).to.deep.equal([]);
  });

  it('is answered by few showings when it happens twenty times at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => team.event(homeOpened('UJO'))));

    expect(homes().length).to.be.within(1, 6);
  });

  it('writes to nobody when Slack refuses it, and shows it the next time', async () => {
    bot.slack.answersOnceWith('views.publish', { error: 'internal_error' });

    await team.event(homeOpened('UJO'));
    await team.event(homeOpened('UJO'));

    expect(homes()).to.have.length(2);
    expect(bot.slack.answers).to.deep.equal([]);
    expect(bot.slack.callsOf('chat.postMessage')).to.deep.equal([]);
  });

  it('shows it when the database does not take that it was opened', async () => {
    failingDatabase(bot.models.homes.model, 'updateOne');

    await team.event(homeOpened('UJO'));

    expect(homes()).to.have.length(1);
    expect(bot.slack.answers).to.deep.equal([]);
  });

  it('waits as long as Slack asks for, so that it does not stay empty', async () => {
    const clock = fakeTimers();
    bot.slack.answersOnceWith('views.publish', { retryAfter: 30 });

    await team.event(homeOpened('UJO'));
    expect(homes()).to.have.length(1);
    await clock.tickAsync(30_000);
    clock.restore();
    await waitFor('Home to be shown', () => homes().length === 2);
  });

  context('after what a person does themselves', () => {
    it('shows it anew, with the win and its link', async () => {
      await openHome(bot, team, 'UJO');
      await team.command('UJO', 'called Mrs Lee back');

      expect(homes()).to.have.length(2);
      expectWords(homes().at(-1)!, 'called Mrs Lee back', '|See it on the wall>');
    });

    it('shows what an edit made of it', async () => {
      await team.command('UJO', 'called Mrs Lee back');
      await openHome(bot, team, 'UJO');
      const [win] = await winsOf(team);
      const metadata = { winId: win!._id, edition: 0 };
      await team.submit('UJO', 'win.change', metadata, {
        win_text: { value: 'called Mrs Lee twice' },
        win_people: { selected_users: ['UJO'] },
      });

      expectWords(homes().at(-1)!, 'called Mrs Lee twice');
    });

    it('shows nothing to somebody who never opened it', async () => {
      await team.command('UJO', 'called Mrs Lee back');

      expect(homes()).to.deep.equal([]);
    });

    it('shows nothing once it was opened too long ago', async () => {
      await openHome(bot, team, 'UJO');
      const opened = bot.now();
      bot.setNow(new Date(opened.getTime() + 25 * hourMs));
      await team.command('UJO', 'called Mrs Lee back');
      bot.setNow(opened);

      expect(homes()).to.have.length(1);
    });

    it('shows nothing to anybody else', async () => {
      await openHome(bot, team, 'USAM');
      await team.command('UJO', '<@USAM> drove the parcel over');
      await press(team, 'UKAI', (await winsOf(team))[0]!._id);

      expect(homes('USAM')).to.have.length(1);
      expect(homes('UKAI')).to.deep.equal([]);
    });

    it('takes a press on it for having it open, whoever has forgotten that', async () => {
      await team.action('UJO', 'home.help', {}, onHome);
      await team.command('UJO', 'called Mrs Lee back');

      expect(wordsOf(homes().at(-1)!)).to.contain('called Mrs Lee back');
    });

    it('shows the last of what they did, however much at once', async () => {
      await openHome(bot, team, 'UJO');
      const slow = createGate();
      bot.slack.answersOnceWith('views.publish', async () => {
        await slow.opened;
        return {};
      });
      const acts = [1, 2, 3, 4, 5].map((number) => team.command('UJO', `found key ${number}`));
      await waitFor(
        'all to be on the wall',
        async () => (await winsOf(team)).filter(({ wall }) => wall).length === 5,
      );
      slow.open();
      await Promise.all(acts);

      expectWords(homes().at(-1)!, 'found key 1', 'found key 2', 'found key 3', 'found key 4', 'found key 5');
      expect(homes().length).to.be.at.most(6);
    });
  });
});

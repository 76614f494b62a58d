import { expect } from 'chai';
import { linkTokenHash } from '../../../src/operations/link-token.ts';
import { createScreenFeed, type ScreenNews } from '../../../src/operations/screen/screen-feed.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import { storedScreen } from '../../support/screen.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('what screens are told', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });

  const screenOf = async (name: string) =>
    (await bot.models.screens.byLinks([linkTokenHash(await storedScreen(team, bot, { name }))]))[0]!;

  it('is the wall also to one that comes while the others are looked after', async () => {
    const [canteen, office] = [await screenOf('canteen'), await screenOf('office')];
    const heard: ScreenNews[] = [];
    let come = (): void => {};
    const workspaces = {
      of: async () => {
        come();
        return team.deps;
      },
    };
    const feed = createScreenFeed({ ...bot.shared, workspaces }, 25);
    come = () => {
      come = () => {};
      feed.watch(office, (news) => heard.push(news));
    };

    feed.watch(canteen, () => {});
    await waitFor('what the second is told', async () => heard.length > 0 || undefined);
    feed.stop();

    expect(heard[0]).to.have.property('state');
  });
});

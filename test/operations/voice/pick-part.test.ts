import { expect } from 'chai';
import { actionIds } from '../../../src/views/ids.ts';
import { makeLink, publicUrl } from '../../support/ask.ts';
import { expectValidMessage } from '../../support/block-kit.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { nextNotes } from '../../support/note.ts';
import { changeSettings } from '../../support/settings.ts';
import { winsOf } from '../../support/win.ts';

describe('wins that the bot picks', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers, publicUrl });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
  });

  const pickOneInTwo = () => changeSettings(team, bot, { voicePickEvery: 2 });
  /** Posts until chance has picked one win, and left out another. */
  const postBoth = async () => {
    for (let n = 1; n <= 40; n += 1) {
      await team.command('UJO', `found the key ${n}`);
      const wins = await winsOf(team);
      const picked = wins.find(({ isPicked }) => isPicked);
      const other = wins.find(({ isPicked }) => !isPicked);
      if (picked && other) return { picked, other };
    }
    throw new Error('Chance picked all, or none');
  };
  const notes = () => bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO');
  const answer = () => bot.slack.answers.at(-1)!.message;

  it('are told to whoever told them, in their note, and what was not picked says why', async () => {
    await pickOneInTwo();
    const { picked, other } = await postBoth();

    await nextNotes(bot, team);

    const { text, blocks } = notes()[0]!;
    expectValidMessage({ text, blocks });
    const told = JSON.stringify(notes()[0]);
    expect(told).to.contain('Chance picked your win').and.to.contain(`"value":"${picked._id}"`);
    expect(told).to.not.contain(`"value":"${other._id}"`);
    await team.action('UJO', actionIds.voiceAsk, { value: other._id });
    expect(answer().text).to.contain('pick one win in 2 by chance').and.to.contain('not among them');
    await team.action('UJO', actionIds.winMore, {
      type: 'overflow',
      selected_option: { value: `ask:${other._id}` },
    });
    expect(answer().text).to.contain('not among them');

    await makeLink(team, 'UJO', { winId: picked._id });
    expect((await team.store.voices.find(picked._id))?.pick).to.equal('bot');
    expect(JSON.stringify(bot.slack.callsOf('chat.update').at(-1))).to.contain('you have asked the customer');
    await makeLink(team, 'UJO', { winId: other._id });
    expect(await team.store.voices.find(other._id)).to.equal(null);
  });

  it('are none of those from before, and none once staff choose again', async () => {
    await team.command('UJO', 'found an old key');
    const [old] = await winsOf(team);
    await pickOneInTwo();
    expect(old?.isPicked).to.equal(undefined);
    await team.command('UJO', 'ask');
    expect(answer().text).to.contain('None of your wins of the last four weeks is among them');

    const { picked, other } = await postBoth();
    await changeSettings(team, bot, { voicePickEvery: undefined });
    await nextNotes(bot, team);
    expect(JSON.stringify(notes())).to.not.contain(picked._id);
    await makeLink(team, 'UJO', { winId: other._id });
    expect((await team.store.voices.find(other._id))?.pick).to.equal('staff');
  });

  it('are not told of once they are taken down, or asked about', async () => {
    await pickOneInTwo();
    const { picked } = await postBoth();
    await team.store.wins.takeDown(picked._id, { userId: 'UJO', isManager: false }, bot.now());
    const asked = (await winsOf(team)).filter(({ isPicked }) => isPicked);
    for (const { _id } of asked) await makeLink(team, 'UJO', { winId: _id });

    await nextNotes(bot, team);

    expect(JSON.stringify(notes())).to.not.contain('Chance picked');
  });
});

import { expect } from 'chai';
import { personalDataOf } from '../../../src/operations/privacy/export-person.ts';
import { personalRows } from '../../../src/operations/privacy/personal-data.ts';
import { actionIds, callbackIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { nominationUsers, press } from '../../support/nomination.ts';
import { changeSettings } from '../../support/settings.ts';
import { winsOf } from '../../support/win.ts';

describe('/brag privacy', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    team = await bot.createWorkspace();
  });

  const answer = () => bot.slack.answers.at(-1)!.message;
  const posted = () => bot.slack.callsOf('chat.postMessage').map(({ channel, text }) => ({ channel, text }));

  it('says in plain words what is kept, why, how long and who sees it', async () => {
    await team.command('UJO', 'privacy');

    expect(answer()).to.include({ response_type: 'ephemeral' });
    for (const words of [
      'What I keep of you',
      'Why',
      'After 24 months',
      'Who sees it',
      'Export my data',
      'Delete my data',
    ])
      expect(JSON.stringify(answer())).to.contain(words);
  });

  it('says what the team has decided', async () => {
    await changeSettings(team, bot, { retentionMonths: undefined, isTeamMode: true });

    await team.command('UJO', 'privacy');

    expect(answer().text)
      .to.contain('until somebody takes them down')
      .and.contain('turned off everything that counts');
  });

  it('is opened from Home', async () => {
    await team.action('UJO', actionIds.privacyOpen, {}, { view: { type: 'home' } });

    expect(JSON.stringify(bot.slack.callsOf('views.open'))).to.contain('What I keep of you');
  });

  it('hands everything to whoever asks, and nothing to anybody else', async () => {
    await team.command('UJO', '<@USAM> carried the piano upstairs');
    bot.slack.calls.length = 0;

    await team.command('UJO', 'privacy export');
    await bot.shared.background.drain(5_000);

    const all = posted();
    expect(all.map(({ channel }) => channel)).to.satisfy((channels: string[]) =>
      channels.every((each) => each === 'UJO'),
    );
    expect(all.map(({ text }) => text).join('\n'))
      .to.contain('my-data-2026-')
      .and.contain('carried the piano');
  });

  it('gives what concerns them of every collection, and not what is told to others', async () => {
    await team.command('USAM', '<@UJO> found the lost parcel');
    const [win] = await winsOf(team);
    await press(team, 'UKAI', win!._id);

    const data = await personalDataOf(team.deps, 'UJO');

    expect([...data.keys()]).to.deep.equal(personalRows().map(([name]) => name));
    expect(data.get('wins')).to.have.length(1);
    expect(data.get('wins')![0]).to.deep.include({ roles: ['hero', 'mentioned'] });
    expect(data.get('nominations')!.map(({ direction, userId }) => [direction, userId])).to.deep.equal([
      ['received', 'UKAI'],
    ]);
    expect(JSON.stringify(data.get('deliveries'))).to.not.contain('USAM');
  });

  it('asks before it deletes, and offers the export', async () => {
    await team.command('UJO', 'privacy delete');

    const [{ view }] = bot.slack.callsOf('views.open') as [{ view: object }];
    expect(view).to.include({ callback_id: callbackIds.privacyDelete });
    expect(JSON.stringify(view)).to.contain('cannot be undone').and.contain(actionIds.privacyExport);
    expect(await bot.models.erasures.model.countDocuments({ teamId: team.teamId })).to.equal(0);
  });

  it('can be used by guests', async () => {
    await team.command('UFAR', 'privacy');

    expect(JSON.stringify(answer())).to.contain('What I keep of you');
  });
});

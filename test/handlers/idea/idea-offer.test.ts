import { expect } from 'chai';
import { suits } from '../../../src/domain/idea.ts';
import { actionIds } from '../../../src/views/ids.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { labelsOf, lastAnswerOf, offered, valueIn, winOfIdea } from '../../support/idea.ts';

const ephemeral = { container: { type: 'message', is_ephemeral: true } };

describe('/brag idea', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot({
      users: [
        { id: 'UANN', name: 'ann', is_admin: true, tz: 'Europe/London' },
        { id: 'UJO', name: 'jo', tz: 'Europe/London' },
        { id: 'USAM', name: 'sam', tz: 'America/New_York' },
        { id: 'UFAR', name: 'far', is_stranger: true },
      ],
    });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  const suiting = () => [...bot.shared.ideas.values()].filter((idea) => suits(idea, '2026-10-07', false));
  /** All but so many of those that suit were seen now. */
  const seeAllBut = async (left: number) => {
    for (const { id } of suiting().slice(left))
      await team.store.ideaSights.claim('UJO', id, bot.now(), bot.now());
  };
  const another = async (userId: string) => {
    await team.action(userId, actionIds.ideaAnother, {}, ephemeral);
    return valueIn(lastAnswerOf(bot), actionIds.planTry);
  };

  it('shows one that suits today, to whoever asks alone', async () => {
    const ideaId = await offered(bot, team, 'UJO');

    const idea = bot.shared.ideas.get(ideaId ?? '')!;
    const answer = lastAnswerOf(bot);
    expect(suiting()).to.include(idea);
    expect(answer).to.include({ response_type: 'ephemeral' });
    expect(answer.text)
      .to.contain(idea.text)
      .and.to.match(/\d minutes?/);
    expect(labelsOf(answer)).to.deep.equal(['Try it', 'Another', 'Add mine', 'Our own']);
  });

  it('shows another in its place, and none twice until all were seen; then it says what to do', async () => {
    await seeAllBut(4);
    const seen = [await offered(bot, team, 'UJO')];
    for (let count = 1; count < 4; count += 1) seen.push(await another('UJO'));

    expect(seen).to.have.members(
      suiting()
        .slice(0, 4)
        .map(({ id }) => id),
    );
    expect(lastAnswerOf(bot)).to.include({ replace_original: true });
    expect(await another('UJO')).to.equal(undefined);
    expect(lastAnswerOf(bot).text)
      .to.contain('You have seen every idea that suits today')
      .and.to.contain('comes round again on Sunday 6 December')
      .and.to.contain('Add it');
    expect(labelsOf(lastAnswerOf(bot))).to.deep.equal(['Add mine', 'Our own']);
    expect(await offered(bot, team, 'USAM')).not.to.equal(undefined);
  });

  it('shows somebody the same again after 60 days and not before', async () => {
    await seeAllBut(0);

    // The last weekday within them, and the first after.
    bot.setNow(new Date('2026-12-04T12:00:00Z'));
    const within = (await offered(bot, team, 'UJO')) ?? '';
    bot.setNow(new Date('2026-12-07T12:00:00Z'));
    const after = (await offered(bot, team, 'UJO')) ?? '';

    // In December there are some that have their season then.
    expect(suiting().map(({ id }) => id)).not.to.include(within);
    expect(await bot.models.ideaSights.model.countDocuments({ teamId: team.teamId, ideaId: after })).to.equal(
      1,
    );
  });

  it('shows twenty who ask at once for one person twenty ideas', async () => {
    await Promise.all(Array.from({ length: 20 }, () => team.command('UJO', 'idea')));

    const shown = bot.slack.answers.map(({ message }) => valueIn(message as never, actionIds.planTry));
    expect(new Set(shown).size).to.equal(20);
  });

  it('begins with what was done here, says how often, and no more once that was taken down', async () => {
    const winId = await winOfIdea(team, 'USAM', 'lend-the-tool', 'lent Mrs Lee the drill', bot.now());

    expect(await offered(bot, team, 'UJO')).to.equal('lend-the-tool');
    expect(lastAnswerOf(bot).text).to.contain('done here once');
    await team.action('USAM', actionIds.winTakeDown, { value: winId });
    await offered(bot, team, 'UANN');
    expect(lastAnswerOf(bot).text).not.to.contain('done here');
  });

  it('has no calls for whoever asks at the weekend', async () => {
    bot.setNow(new Date('2026-10-10T12:00:00Z'));
    for (let count = 0; count < 30; count += 1) {
      const ideaId = (await offered(bot, team, 'UJO')) ?? '';
      expect(bot.shared.ideas.get(ideaId)?.channels).not.to.deep.equal(['call']);
    }
  });

  it('opens over Home, and in the place of the composer', async () => {
    await team.action('UJO', actionIds.ideaOpen, {}, { view: { type: 'home', id: 'VHOME' } });
    const [opened] = bot.slack.callsOf('views.open');
    await team.action(
      'UJO',
      actionIds.bragMenu,
      { type: 'overflow', selected_option: { value: 'idea' } },
      { view: { type: 'modal', id: 'VCOMPOSER' } },
    );
    const [updated] = bot.slack.callsOf('views.update');

    expect(valueIn(opened!.view, actionIds.planTry)).to.be.a('string');
    expect(updated).to.include({ view_id: 'VCOMPOSER' });
    expect(valueIn(updated!.view, actionIds.planTry)).not.to.equal(valueIn(opened!.view, actionIds.planTry));
  });

  it('is for the members of the organisation', async () => {
    expect(await offered(bot, team, 'UFAR')).to.equal(undefined);
    expect(lastAnswerOf(bot).text).to.contain('for the members of this organisation');
  });
});

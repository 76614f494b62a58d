import { expect } from 'chai';
import { planMetadata } from '../../../src/handlers/plan/plan-form-values.ts';
import { forgetStories } from '../../../src/operations/settings/forget-stories.ts';
import { expectValidHome, expectValidMessage, expectValidModal } from '../../support/block-kit.ts';
import { openTestBot, responseUrl, type TestBot, type TestTeam } from '../../support/bot.ts';
import { watch } from '../../support/challenge-team.ts';
import { openHome } from '../../support/home.ts';
import { addMine } from '../../support/idea.ts';
import { nameManagers } from '../../support/manager.ts';
import { sendNotes } from '../../support/note.ts';
import { doneFilled, makePlan, planFilled, planForm, plansOf } from '../../support/plan.ts';
import { changeSettings } from '../../support/settings.ts';
import { winsOf } from '../../support/win.ts';

const phone = 'Lee 020 7946 0018';

describe('plans of the hostile and the unlucky', () => {
  let bot: TestBot;
  let team: TestTeam;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    team = await bot.createWorkspace();
  });

  type Ack = Awaited<ReturnType<TestTeam['submit']>>;
  const answered = (ack: Ack) =>
    ack.firstCall.args[0] as { errors?: Record<string, string>; view?: { private_metadata: string } };
  const done = (
    planId: string,
    fields: Parameters<typeof doneFilled>[0] = {},
    metadata: object = { planId, responseUrl, isPrivate: true },
  ) => team.submit('UJO', 'plan.done', metadata, doneFilled(fields), 'V2');

  describe('whose customer is contact data', () => {
    it('asks before it puts on the wall what was kept for its owner alone', async () => {
      const planId = await makePlan(bot, team, { alias: phone, choice: 'keep' });

      const asked = await done(planId, { note: 'sang for her', isWin: true });
      expect(JSON.stringify(asked.args)).to.contain('win_customer_data').and.contain('Everybody on the wall');
      expect(await winsOf(team)).to.deep.equal([]);

      await done(planId, { note: 'sang for her', isWin: true, choice: 'mask' });
      expect((await winsOf(team))[0]!.customerAlias).to.equal('Lee •••');
      expect((await plansOf(bot, team))[0]!.customerAlias).to.equal(phone);
    });

    it('asks once more when the tick for the wall came after the answer', async () => {
      const planId = await makePlan(bot, team);
      const said = { note: `rang ${phone}` };
      const first = await done(planId, said);
      const metadata = JSON.parse(answered(first).view!.private_metadata);

      const again = await done(planId, { ...said, isWin: true, choice: 'keep' }, metadata);
      expect(JSON.stringify(again.args)).to.contain('Everybody on the wall');
      expect(await winsOf(team)).to.deep.equal([]);

      const forWall = JSON.parse(answered(again).view!.private_metadata);
      await done(planId, { ...said, isWin: true, choice: 'keep' }, forWall);
      expect(await winsOf(team)).to.have.length(1);
    });
  });

  it('keeps its form open when a text is longer than Slack’s own apps let it be', async () => {
    const long = { alias: 'x'.repeat(81), clue: 'x'.repeat(301), treat: 'x'.repeat(501) };

    const ack = await team.submit('UJO', 'plan.save', planForm, planFilled(long), 'V1');

    expect(Object.keys(answered(ack).errors ?? {})).to.deep.equal([
      'plan_customer',
      'plan_clue',
      'plan_treat:0',
    ]);
    expect(await plansOf(bot, team)).to.deep.equal([]);
  });

  it('carries the strangest extras along within what Slack takes', () => {
    const id = `own-${'a'.repeat(36)}`;
    const extra = { id, text: '"\u0301'.repeat(200), minutes: 60, isGift: false };
    const metadata = {
      ...planForm,
      extras: [extra, extra, extra],
      shown: Array.from({ length: 15 }, () => id),
      taken: { id, isGift: false },
      theme: 'x'.repeat(60),
      responseUrl: `https://hooks.slack.com/${'x'.repeat(120)}`,
    };

    const text = planMetadata.write(metadata);

    expect(text).to.have.length.at.most(3000);
    expect(planMetadata.read(text)?.extras).to.deep.equal(metadata.extras);
  });

  it('shows managers what is still to do before what is done', async () => {
    await nameManagers(team, 'UANN');
    for (let index = 0; index < 21; index += 1) {
      const planId = await makePlan(bot, team, { alias: `Done ${index}`, isShared: true });
      await team.submit('UJO', 'plan.done', { planId }, doneFilled(), `VD${index}`);
    }
    await makePlan(bot, team, { alias: 'Waiting', isShared: true, day: '2026-10-30' });
    const seen = watch(bot);

    await team.action('UANN', 'plan.shared');

    const { view } = seen.callsOf('views.open')[0]!;
    expectValidModal(view);
    expect(JSON.stringify(view)).to.contain('for Waiting');
  });

  it('outlives what a team keeps until it is over', async () => {
    await changeSettings(team, bot, { retentionMonths: 3 });
    const far = await makePlan(bot, team, { day: '2027-03-01' });
    const near = await makePlan(bot, team, { day: '2026-10-09' });
    await team.action('UJO', 'plan.drop', { value: near });

    bot.setNow(new Date('2027-02-01T12:00:00Z'));
    await team.store.workspace.planRetention(bot.now());
    await forgetStories(team.deps, bot.now());

    expect((await plansOf(bot, team)).map(({ _id }) => _id)).to.deep.equal([far]);
  });

  for (const [what, character] of [
    ['escaped characters', '&'],
    ['marks and mentions', '*<!channel>_'],
    ['emoji of many parts', '👩‍👩‍👧‍👦'],
    ['letters from right to left', 'ש'],
  ] as const)
    it(`fits everywhere with the longest ${what}, also when there are many of it`, async () => {
      const filled = (units: number) => character.repeat(Math.floor(units / character.length));
      const texts = { alias: filled(80), clue: filled(300), treat: filled(500), isShared: true };
      await nameManagers(team, 'UJO');
      for (let index = 0; index < 30; index += 1) await makePlan(bot, team, { ...texts, day: '2026-10-08' });
      const seen = watch(bot);

      expectValidHome(await openHome(bot, team, 'UJO'));
      await team.action('UJO', 'plan.mine');
      await team.action('UJO', 'plan.shared');
      await team.command('UJO', 'mine');
      for (const { view } of seen.callsOf('views.open')) expectValidModal(view);
      expect(seen.callsOf('views.open').length).to.be.at.least(2);
      bot.setNow(new Date('2026-10-08T12:00:00Z'));
      await sendNotes(bot, team);

      const notes = bot.slack.callsOf('chat.postMessage').filter(({ channel }) => channel === 'UJO');
      expectValidMessage(notes.at(-1) as unknown as { text: string; blocks: unknown[] });
      const marked = [...JSON.stringify(notes.at(-1)).matchAll(/"type":"mrkdwn","text":"[^"]*/g)].join();
      expect(`${notes.at(-1)!.text} ${marked}`).not.to.contain('<!channel>');
    });

  it('offers own ideas made of the strangest texts', async () => {
    await addMine(team, 'UJO', '*<!channel>_ & <@UTOM> "`');
    await team.command('UJO', 'plan');
    await team.action('UJO', 'idea.list');

    const views = bot.slack.callsOf('views.open').map(({ view }) => view);
    expect(views.length).to.be.at.least(2);
    for (const view of views) expectValidModal(view);
  });
});

import { expect } from 'chai';
import { type ShownHome, wordsOf } from '../support/home.ts';
import { type Message, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

const dayMs = 86_400_000;

/** Jo and Sam serve customers, and Ann leads them. What each does comes after what was done before it. */
describe('three weeks of four systems', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
    await sandbox.nameManagers('ann', 'ann');
    await sandbox.moveClock({ now: '2027-03-01T10:00:00Z' });
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    expect(await sandbox.violations()).to.deep.equal([]);
  });

  /** The modal of somebody that has these words, or this form. */
  const viewOf = (user: string, words: string) =>
    waitFor(`"${words}" before ${user}`, async () => {
      const opened = await sandbox.openView(user).catch(() => undefined);
      const { callback_id: callbackId } = opened?.view ?? {};
      return opened && (callbackId === words || wordsOf(opened.view as ShownHome).includes(words))
        ? opened
        : undefined;
    });
  /** As on a desktop: the command, and the menu in its form. */
  const fromComposer = async (user: string, choice: string, words: string) => {
    await sandbox.brag(user, '');
    const { id: viewId } = await viewOf(user, 'win.compose_or_tell');
    await sandbox.act('/click-view', { user, viewId, actionId: 'brag.menu', value: choice });
    return viewOf(user, words);
  };
  const homeOf = async (user: string) => {
    const userId = await sandbox.userId(user);
    await sandbox.act('/open-home', { user });
    await sandbox.settled();
    const { views } = await sandbox.state();
    const home = views.find((view) => view.type === 'home' && view.user === userId)!;
    return { id: home.id, view: home.view as ShownHome };
  };
  /** As on a phone: the bot's own tab. */
  const fromHome = async (user: string, actionId: string, words: string) => {
    const { id: viewId } = await homeOf(user);
    await sandbox.act('/click-view', { user, viewId, actionId });
    return viewOf(user, words);
  };
  const submit = async (user: string, viewId: string, given: Record<string, unknown>) => {
    const values = Object.fromEntries(Object.entries(given).map(([block, value]) => [block, { value }]));
    const { errors } = await sandbox.act('/submit', { user, viewId, values });
    expect(errors ?? {}).to.deep.equal({});
  };
  const shows = (message: Message, words: string): boolean =>
    message.text.includes(words) || JSON.stringify(message.blocks ?? []).includes(words);
  /** The last message to somebody that has these words. */
  const said = (user: string, words: string): Promise<Message> =>
    waitFor(`"${words}" to ${user}`, async () =>
      (await sandbox.directMessages(user)).findLast((message) => !message.deleted && shows(message, words)),
    );
  const press = (user: string, { channel, ts }: Message, actionId: string, value?: string) =>
    sandbox.act('/click', { user, channel, ts, actionId, ...(value !== undefined && { value }) });
  const valueIn = (message: Message, actionId: string, having = ''): string => {
    const found = [...JSON.stringify(message.blocks).matchAll(/\{"type":"button".*?\}(?=[,\]}])/g)]
      .map(([each]) => each)
      .filter((each) => each.includes(`"action_id":"${actionId}"`) && each.includes(having));
    return /"value":"([^"]*)"/.exec(found[0] ?? '')?.[1] ?? '';
  };
  /** Day by day, so that nothing that is due in between is jumped over. */
  const moveDays = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day += 1) await sandbox.moveClock({ by: dayMs });
  };

  it('offers all of them in the composer, and as one row on Home', async () => {
    await sandbox.brag('jo', '');
    const { id: viewId, view } = await viewOf('jo', 'win.compose_or_tell');
    await sandbox.act('/close-view', { user: 'jo', viewId });
    const { view: home } = await homeOf('sam');

    for (const each of ['Little extra', 'Plan a treat', 'Make it right', 'Silver lining']) {
      expect(JSON.stringify(view), each).to.contain(each);
      expect(wordsOf(home), each).to.contain(each);
    }
  });

  it('makes right what went wrong, with two people on one card', async () => {
    const { id } = await fromComposer('jo', 'recover', 'recovery.open');
    await submit('jo', id, {
      recovery_problem: 'late',
      recovery_what: 'the spare part came two days late',
      recovery_customer: 'Mrs Lee',
      recovery_severity: 'annoying',
      recovery_knows: 'yes',
      recovery_owner: ['jo'],
      recovery_helpers: ['sam'],
    });
    const toJo = await said('jo', 'the spare part came two days late');
    const toSam = await said('sam', 'the spare part came two days late');

    await press('jo', toJo, 'recovery.tick', valueIn(toJo, 'recovery.tick', 'call'));
    await waitFor('the tick on both cards', async () => {
      const cards = await Promise.all([said('jo', 'spare part'), said('sam', 'spare part')]);
      return cards.every((card) => shows(card, 'recovery.untick'));
    });

    expect(toSam.channel).not.to.equal(toJo.channel);
    await sandbox.moveToMorningOf('ann');
    await said('ann', 'To make right for Mrs Lee');
    expect(wordsOf((await homeOf('jo')).view)).to.contain('Mrs Lee');
    expect(await sandbox.wall()).to.deep.equal([]);
  });

  it("gives a little extra from Home, another one, and takes in one of somebody's own", async () => {
    const { id: viewId, view } = await fromHome('sam', 'idea.open', 'A little extra for today');
    await sandbox.act('/click-view', { user: 'sam', viewId, actionId: 'idea.another' });
    await waitFor('another one', async () => {
      const now = (await sandbox.openView('sam')).view;
      return wordsOf(now as ShownHome) !== wordsOf(view as ShownHome);
    });
    await sandbox.act('/click-view', { user: 'sam', viewId, actionId: 'idea.add' });
    const form = await viewOf('sam', 'idea.add');
    await submit('sam', form.id, {
      idea_text: 'Hold the lift for whoever comes with a pram.',
      idea_minutes: '1',
      idea_channels: ['counter'],
    });

    await sandbox.brag('jo', 'idea');
    const { channel, ts } = await sandbox.lastEphemeral('jo', 'A little extra for today');
    await sandbox.act('/click', { user: 'jo', channel, ts, actionId: 'idea.list' });
    await viewOf('jo', 'Hold the lift');
    expect(await sandbox.wall()).to.deep.equal([]);
  });

  it('says no more than one thing a day unasked to anybody', async () => {
    await moveDays(19);

    for (const user of ['jo', 'sam', 'ann']) {
      const keys = (await sandbox.directMessages(user)).flatMap(
        ({ metadata }) => metadata?.event_payload.key ?? [],
      );
      const notes = keys.filter((key) => key.startsWith('note:'));
      expect(new Set(notes).size, user).to.equal(notes.length);
      expect(
        keys.every((key) => /^(?:note|recovery|file|erased):/.test(key)),
        keys.join(),
      ).to.equal(true);
    }
  });
});

import { expect } from 'chai';
import { escapeSlackText } from '../../../src/domain/slack-text.ts';
import { extrasFor } from '../../../src/operations/idea/extras-for.ts';
import { ideaCounts } from '../../../src/operations/idea/idea-counts.ts';
import { postWin } from '../../../src/operations/win/post-win.ts';
import { openTestBot, type TestBot } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';

describe('extras to take into a plan', () => {
  let bot: TestBot;
  before(async () => {
    bot = await openTestBot();
  });
  after(() => bot.close());

  const own = (id: string) => ({
    ideaId: id,
    addedBy: 'USAM',
    formId: id,
    text: `Do ${id}`,
    textKey: id,
    minutes: 5,
    channels: ['online'] as const,
  });

  it('are so many that suit, and others when they are skipped', async () => {
    const { deps, store } = await bot.createWorkspace();
    const first = await extrasFor(deps, 'UJO', bot.now(), 3);
    const firstIds = first.map(({ id }) => id);

    const others = await extrasFor(deps, 'UJO', bot.now(), 3, firstIds);

    expect(new Set([...first, ...others].map(({ id }) => id)).size).to.equal(6);
    expect(await store.ideaSights.seenBy('UJO', new Date(0))).to.deep.equal([]);
  });

  it('come round again once all of them were skipped', async () => {
    const { deps } = await bot.createWorkspace();
    const all = [...deps.ideas.keys()];

    expect(await extrasFor(deps, 'UJO', bot.now(), 3, all)).to.have.length(3);
  });

  it('begin with what was done here', async () => {
    const { deps } = await bot.createWorkspace();
    const ideaId = 'lend-the-tool';
    const text = escapeSlackText('lent Mrs Lee the drill');
    await postWin(deps, { authorId: 'USAM', text, source: 'composer', origin: { ideaId } }, bot.now());

    const [best] = await extrasFor(deps, 'UJO', bot.now(), 1);

    expect(best?.id).to.equal(ideaId);
  });

  it('go by what plans did as well, once where that made a win, and first by what the customer confirmed', async () => {
    const { deps, store, teamId } = await bot.createWorkspace();
    const plan = async (ideaId: string, fields: object) => {
      const made = {
        userId: 'USAM',
        customerAlias: 'Lee',
        treat: 'x',
        size: 'twoMinutes' as const,
        day: '2026-10-07',
        madeBy: ideaId,
        ideaId,
      };
      const planId = `${teamId}:${ideaId}`;
      await store.plans.make({ planId, ...made }, bot.now());
      await bot.models.plans.model.updateOne({ _id: planId }, { $set: { doneAt: bot.now(), ...fields } });
    };
    await plan('carry-it-out', { winId: 'gone' });
    await plan('lend-the-tool', {});
    await plan('packed-by', { later: 'up', evidence: ['returned'] });

    const found = await extrasFor(deps, 'UJO', bot.now(), 200);

    expect(found.slice(0, 2).map(({ id }) => id)).to.deep.equal(['packed-by', 'lend-the-tool']);
    const counts = await ideaCounts(deps, bot.now());
    expect(counts('carry-it-out')).to.include({ done: 0 });
    expect(counts('packed-by')).to.deep.equal({ done: 1, confirmed: 1 });
  });

  it('hold what the team added for whoever may see the wall, and for nobody who is not of it', async () => {
    const { deps, store } = await bot.createWorkspace();
    for (const id of ['own-a', 'own-b']) await store.ideas.add(own(id), bot.now());
    const ownFor = async (userId: string) => {
      const found = await extrasFor(deps, userId, bot.now(), 200);
      return { own: found.filter(({ isOwn }) => isOwn).length, isAny: found.length > 0 };
    };

    wallIs(bot, { privateTo: ['UJO'] });

    expect(await ownFor('UJO')).to.deep.equal({ own: 2, isAny: true });
    expect(await ownFor('UKAI')).to.deep.equal({ own: 0, isAny: true });
    expect(await ownFor('UBOT')).to.deep.equal({ own: 0, isAny: false });
  });
});

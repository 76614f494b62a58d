import { expect } from 'chai';
import { escapeSlackText } from '../../../src/domain/slack-text.ts';
import { extrasFor } from '../../../src/operations/idea/extras-for.ts';
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

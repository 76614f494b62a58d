import { expect } from 'chai';
import { linkTokenHash } from '../../../src/operations/link-token.ts';
import { actionIds, callbackIds, reportFormIds } from '../../../src/views/ids.ts';
import type { ScreenState } from '../../../src/views/screen/screen-page.ts';
import { createScreenPart } from '../../../src/web/screen/screen-part.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nominationUsers, press } from '../../support/nomination.ts';
import { storedScreen } from '../../support/screen.ts';
import { changeSettings } from '../../support/settings.ts';
import { waitFor } from '../../support/wait-for.ts';
import { openTestWeb, type TestWeb } from '../../support/web.ts';
import { postAboutSam } from '../../support/win.ts';

const publicUrl = 'https://brag.example.com';
const lookEveryMs = 25;

interface Heard {
  ids: string[];
  states: ScreenState[];
  comments: string[];
  events: string[];
  isOver: boolean;
}

describe('the page of a screen', () => {
  let bot: TestBot;
  let web: TestWeb;
  let team: TestTeam;
  let token: string;
  let stopping: AbortController;
  let listening: AbortController[];
  before(async () => {
    bot = await openTestBot({ users: nominationUsers, publicUrl });
  });
  after(() => bot.close());
  beforeEach(async () => {
    bot.slack.reset();
    bot.setNow(new Date('2026-10-07T12:00:00Z'));
    wallIs(bot, 'public');
    stopping = new AbortController();
    listening = [];
    web = await openTestWeb(bot, {
      parts: [createScreenPart(lookEveryMs)],
      deps: { stopping: stopping.signal },
    });
    team = await bot.createWorkspace();
    token = await storedScreen(team, bot);
  });
  afterEach(async () => {
    for (const each of listening) each.abort();
    stopping.abort();
    await web.stop();
  });

  const take = (heard: Heard, block: string): void => {
    for (const line of block.split('\n')) {
      if (line.startsWith(': ')) heard.comments.push(line.slice(2));
      if (line.startsWith('id: ')) heard.ids.push(line.slice(4));
      if (line.startsWith('event: ')) heard.events.push(line.slice(7));
      if (line.startsWith('data: ')) heard.states.push(JSON.parse(line.slice(6)).state);
    }
  };

  const listen = async (lastId?: string, at = web, of = token): Promise<Heard> => {
    const heard: Heard = { ids: [], states: [], comments: [], events: [], isOver: false };
    const abort = new AbortController();
    listening.push(abort);
    const response = await at.get(`/screen/${of}/events`, {
      signal: abort.signal,
      headers: lastId ? { 'last-event-id': lastId } : {},
    });
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-type')).to.include('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).to.equal('no');
    const read = async (): Promise<void> => {
      let rest = '';
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) take(heard, block);
      }
    };
    void read()
      .catch(() => undefined)
      .then(() => {
        heard.isOver = true;
      });
    return heard;
  };
  const texts = ({ states }: Heard) => states.at(-1)?.wins.map(({ text }) => text);
  const hearing = (what: string, heard: Heard, is: (texts: string[]) => boolean) =>
    waitFor(what, () => {
      const all = texts(heard);
      return all && is(all);
    });

  it('says what to do where there is no win', async () => {
    const heard = await listen();

    await hearing('the empty state', heard, (all) => all.length === 0);
    expect(heard.states[0]?.notice?.text).to.include('/brag');
    const page = await (await web.get(`/screen/${token}`)).text();
    expect(page).to.include('<noscript><meta http-equiv="refresh"').and.to.include('/brag');
  });

  it('runs its own script alone, and looks for no other place', async () => {
    const response = await web.get(`/screen/${token}`);

    const page = await response.text();
    expect(response.headers.get('content-security-policy'))
      .to.include("default-src 'none'")
      .and.to.include("script-src 'self'");
    const [, path = ''] = /<script src="([^"]+)" defer>/.exec(page) ?? [];
    const script = await web.get(path);
    expect(script.headers.get('content-type')).to.include('text/javascript');
    expect(script.headers.get('cache-control')).to.include('immutable');
    expect(await script.text()).not.to.match(/innerHTML|insertAdjacentHTML|document\.write|\beval\b/);
    const older = await web.get('/screen/screen-000000000000.js');
    expect([older.status, older.headers.get('cache-control')]).to.deep.equal([200, 'no-store']);
  });

  it('shows a win that came, and what became of it', async () => {
    const heard = await listen();
    await hearing('the empty state', heard, (all) => all.length === 0);

    const win = await postAboutSam(team);
    await hearing('the win', heard, ([text]) => text === 'sam carried the piano upstairs');
    expect(heard.states.at(-1)?.wins[0]).to.include({ who: 'sam', when: 'Today' });
    expect(heard.states.at(-1)?.wins[0]).not.to.have.property('isExceptional');
    for (const userId of ['UC1', 'UC2', 'UC3']) await press(team, userId, win._id);
    await waitFor('its mark', () => heard.states.at(-1)?.wins[0]?.isExceptional);
    await team.store.wins.recordCustomer(win._id, { answer: 'helped', words: 'sam is <b>kind</b>' }, 1);
    await waitFor('the words', () => heard.states.at(-1)?.wins[0]?.customerWords === 'sam is <b>kind</b>');

    const page = await (await web.get(`/screen/${token}`)).text();
    expect(page).to.include('sam is &lt;b&gt;kind').and.not.to.include('<b>kind');
  });

  const goings: [what: string, go: (winId: string) => Promise<unknown>][] = [
    ['taken down', (winId) => team.action('UJO', actionIds.winTakeDown, { value: winId })],
    [
      'reported',
      (winId) =>
        team.submit(
          'UKAI',
          callbackIds.report,
          { winId },
          { [reportFormIds.reason]: { value: 'her street' } },
        ),
    ],
    ['deleted because it is old', (winId) => bot.models.wins.model.deleteOne({ _id: winId })],
  ];
  for (const [what, go] of goings)
    it(`shows no win any more that was ${what}`, async () => {
      const win = await postAboutSam(team);
      const heard = await listen();
      await hearing('the win', heard, ([text]) => text === 'sam carried the piano upstairs');

      await go(win._id);

      await hearing('the empty state', heard, (all) => all.length === 0);
    });

  it('shows nothing that is told to managers or one person alone', async () => {
    await team.command('UJO', 'lesson');
    const heard = await listen();
    await hearing('the state', heard, (all) => all.length === 0);

    expect(Object.keys(heard.states[0] ?? {})).to.have.members(['team', 'wins', 'notice']);
  });

  it('is told of what another process did', async () => {
    const heard = await listen();
    await hearing('the empty state', heard, (all) => all.length === 0);
    const replica = await bot.replicaOf(team);

    await replica.command('UJO', '<@USAM> found the ring');

    await hearing('the win', heard, ([text]) => text === 'sam found the ring');
  });

  it('names people as the team chose', async () => {
    await postAboutSam(team);
    const heard = await listen();
    await hearing('the win', heard, ([text]) => text === 'sam carried the piano upstairs');

    await changeSettings(team, bot, { screenNames: 'none' });

    await hearing('the win', heard, ([text]) => text === 'A colleague carried the piano upstairs');
    expect(heard.states.at(-1)?.wins[0]?.who).to.equal('A colleague');
  });

  it('shows how far the team is on its way to its goal', async () => {
    await changeSettings(team, bot, { monthGoal: 40 });
    await postAboutSam(team);

    const heard = await listen();

    await hearing('the win', heard, (all) => all.length === 1);
    expect(heard.states.at(-1)?.goal).to.deep.equal({ words: 'October: 1 of 40 wins', wins: 40, reached: 1 });
  });

  it('tells nothing again to whoever has it, and now and then that it is so', async () => {
    await postAboutSam(team);
    const first = await listen();
    await hearing('the win', first, (all) => all.length === 1);

    const again = await listen(first.ids.at(-1));

    await waitFor('a beat', () => again.comments.length >= 3);
    expect(again.events).to.deep.equal([]);
    expect(again.comments[0]).to.equal('13:00');
    const other = await listen('of-another-version');
    await hearing('the win', other, (all) => all.length === 1);
    expect(first.events).to.deep.equal(['state']);
  });

  it('ends when it is taken out', async () => {
    const heard = await listen();
    await hearing('the state', heard, (all) => all.length === 0);
    const [screen] = await team.store.screens.list();

    await team.store.screens.remove(screen!._id, screen!.madeAt);

    await waitFor('the end', () => heard.isOver);
    expect(heard.events.at(-1)).to.equal('gone');
    for (const path of ['', '/events']) {
      const answer = await web.get(`/screen/${token}${path}`);
      expect(answer.status, path).to.equal(404);
      expect(await answer.text()).to.include('was taken out');
    }
  });

  it('leads nowhere by a wrong or forged link', async () => {
    const paths = [
      'x'.repeat(22),
      token.slice(1),
      `${token}x`,
      `${token}/event`,
      linkTokenHash(token),
      '%00',
    ];
    for (const path of paths)
      for (const end of ['', '/events'])
        expect((await web.get(`/screen/${path}${end}`)).status, path).to.equal(404);
    expect((await web.post(`/screen/${token}`)).status).to.equal(405);
    expect((await web.get(`/screen/${token}/events`, { method: 'HEAD' })).status).to.equal(200);
  });

  /** Pages that hear of channels by this alone. */
  const openWith = async (find: TestTeam['deps']['channels']['find']) => {
    const channels = { ...team.deps.channels, find };
    const workspaces = { of: async () => ({ ...team.deps, channels }) };
    return openTestWeb(bot, {
      parts: [createScreenPart(lookEveryMs)],
      deps: { stopping: stopping.signal, workspaces },
    });
  };

  it('shows nothing of a wall that went into a private channel, unless it was made for that', async () => {
    await postAboutSam(team);
    const told = await storedScreen(team, bot, { name: 'office', isForPrivate: true });
    const own = await openWith(async () => ({ name: 'brag-wall', isPublic: false }));

    const [closed, open] = [await listen(undefined, own), await listen(undefined, own, told)];

    await hearing('the win', open, (all) => all.length === 1);
    await hearing('nothing', closed, (all) => all.length === 0);
    expect(closed.states.at(-1)?.notice?.title).to.include('private channel');
    expect(JSON.stringify(closed.states)).not.to.include('piano');
    stopping.abort();
    await own.stop();
  });

  it('goes on taking out what is hidden while Slack says nothing', async () => {
    let isAway = false;
    const own = await openWith(async () => {
      if (isAway) throw new Error('Slack is away');
      return { name: 'brag-wall', isPublic: true };
    });
    const win = await postAboutSam(team);
    const heard = await listen(undefined, own);
    await hearing('the win', heard, (all) => all.length === 1);
    isAway = true;

    await team.action('UJO', actionIds.winTakeDown, { value: win._id });

    await hearing('the empty state', heard, (all) => all.length === 0);
    stopping.abort();
    await own.stop();
  });

  it('is seen by the day, and not by whoever only looks at the link', async () => {
    await web.get(`/screen/${token}`);
    await web.get(`/screen/${token}/events`, { method: 'HEAD' });
    expect((await team.store.screens.list())[0]?.seenOn ?? undefined).to.equal(undefined);

    await listen();

    await waitFor('the day', async () => (await team.store.screens.list())[0]?.seenOn === '2026-10-07');
    bot.setNow(new Date('2026-10-08T12:00:00Z'));
    await waitFor('the next', async () => (await team.store.screens.list())[0]?.seenOn === '2026-10-08');
  });

  it('asks the database nothing while nobody looks', async () => {
    const heard = await listen();
    await hearing('the state', heard, (all) => all.length === 0);
    listening[0]?.abort();
    await waitFor('the end', () => heard.isOver);
    let asked = 0;
    const byLinks = bot.models.screens.byLinks;
    bot.models.screens.byLinks = (hashes) => {
      asked += 1;
      return byLinks(hashes);
    };
    try {
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs * 3));
      asked = 0;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs * 6));
      expect(asked).to.equal(0);
    } finally {
      bot.models.screens.byLinks = byLinks;
    }
  });

  it('ends with the program, at once', async () => {
    const heard = await Promise.all(Array.from({ length: 20 }, () => listen()));
    await waitFor('the states', () => heard.every(({ states }) => states.length === 1));
    const startMs = performance.now();

    stopping.abort();
    await web.stop();

    expect(performance.now() - startMs).to.be.below(2_000);
    await waitFor('the ends', () => heard.every(({ isOver }) => isOver));
  });
});

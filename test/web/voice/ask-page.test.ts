import { expect } from 'chai';
import { pino } from 'pino';
import sinon from 'sinon';
import { voiceAnswers, voiceLimits } from '../../../src/domain/voice.ts';
import { webParts } from '../../../src/web/web-app.ts';
import { openTestBot, type TestBot, type TestTeam } from '../../support/bot.ts';
import { type Link, linkFor } from '../../support/customer.ts';
import { createGate } from '../../support/gate.ts';
import { wallIs } from '../../support/home-wall.ts';
import { nominationUsers } from '../../support/nomination.ts';
import { openTestWeb, type TestWeb } from '../../support/web.ts';

const start = new Date('2026-10-07T12:00:00Z');
const dayMs = 86_400_000;

describe('the page of a customer who is asked', () => {
  let bot: TestBot;
  let team: TestTeam;
  let web: TestWeb;
  let link: Link;
  let lines: string[];
  before(async () => {
    bot = await openTestBot({ users: nominationUsers });
    const logger = pino({ level: 'trace' }, { write: (line) => lines.push(line) });
    // All tests come from one address.
    const parts = webParts.map((part) => ({ ...part, perMinute: { address: 10_000, link: 10_000 } }));
    web = await openTestWeb(bot, { deps: { logger }, parts });
  });
  after(async () => {
    await web.stop();
    await bot.close();
  });
  beforeEach(async () => {
    lines = [];
    bot.slack.reset();
    bot.setNow(start);
    wallIs(bot, 'public');
    team = await bot.createWorkspace();
    link = await linkFor(bot, team);
  });
  afterEach(async () => {
    sinon.restore();
    await bot.shared.background.drain(5_000);
  });

  const later = (ms: number) => bot.setNow(new Date(start.getTime() + ms));
  const stored = () => team.store.voices.find(link.win._id);
  const shown = async (path = link.path, headers: Record<string, string> = {}) =>
    (await web.get(path, { headers })).text();
  const answer = (said: string, { path = link.path, ...fields }: Record<string, string> = {}) =>
    web.post(path, { answer: said, question: '1', lang: 'en', ...fields });
  const say = (words: string, fields: Record<string, string> = {}) =>
    web.post(`${link.path}/words`, { words, lang: 'en', ...fields });
  const buttonsIn = (page: string) =>
    [...page.matchAll(/name="answer" value="([^"]+)"/g)].map(([, it]) => it);

  it('asks one question with three answers, and looking notes nothing', async () => {
    const before = JSON.stringify(await stored());

    const page = await shown();
    for (const method of ['HEAD', 'GET']) await web.get(link.path, { method });
    for (const [, followed] of page.matchAll(/href="([^"]+)"/g)) await web.get(`${link.path}${followed}`);

    expect(buttonsIn(page)).to.deep.equal([...voiceAnswers]);
    expect(page)
      .to.include('your umbrella')
      .and.to.include('Did this make a difference to you?')
      .and.not.to.include(link.win.text);
    expect(JSON.stringify(await stored())).to.equal(before);
  });

  it('takes an answer, then a line, and lets both be changed for a day', async () => {
    const answered = await answer('not-really', { lang: 'de' });

    expect(answered.status).to.equal(303);
    expect(answered.headers.get('location')).to.equal(`${link.path}?lang=de`);
    expect(await shown(`${link.path}?lang=de`)).to.include('Ihre Antwort ist „Eigentlich nicht“.');
    expect(await stored()).to.include({ answer: 'not-really', language: 'de', question: 1 });
    later(dayMs - 1);
    expect(buttonsIn(await shown(`${link.path}?change`))).to.deep.equal([...voiceAnswers]);
    await answer('made-my-day');
    expect((await say('Thank you, all of you', { show: 'yes' })).status).to.equal(303);
    const page = await shown();
    expect(page).to.include('“It made my day”').and.to.include('Thank you, all of you</textarea>');
    expect(page).to.match(/value="yes" checked/);
    expect(await stored()).to.include({
      answer: 'made-my-day',
      words: 'Thank you, all of you',
      mayShow: true,
    });
    await say('');
    const without = await stored();
    expect(without?.mayShow).to.equal(false);
    expect(without?.words ?? 'none').to.equal('none');
  });

  it('keeps nothing but what was said, and writes no link into the log', async () => {
    await answer('helped');
    await say('It helped');

    const known = [
      '_id',
      'teamId',
      'askedBy',
      'askedAt',
      'tokenHash',
      'linkMadeAt',
      'expiresAt',
      'pick',
      'moment',
    ];
    const said = ['question', 'answer', 'language', 'answeredAt', 'changeableUntil', 'words', 'mayShow'];
    await bot.shared.background.drain(5_000);
    expect([...known, ...said, 'version', 'followAt']).to.include.members(
      Object.keys((await stored()) ?? {}),
    );
    expect(lines.join()).not.to.include(link.token);
  });

  it('thanks for an answer that is over, without showing it, and takes none', async () => {
    await answer('made-my-day');
    await say('Wonderful');
    await bot.shared.background.drain(5_000);
    const before = await stored();
    later(dayMs);

    for (const path of [link.path, `${link.path}?change`]) {
      const page = await shown(path);
      expect(page).to.include('Thank you, your answer is in.');
      expect(page).not.to.match(/made my day|Wonderful|<form|<button/);
    }
    expect((await answer('not-really')).status).to.equal(303);
    expect((await say('no')).status).to.equal(303);
    expect({ ...(await stored()), followAt: 0 }).to.deep.equal({ ...before, followAt: 0 });
  });

  it('says the same of every link that leads nowhere, and records nothing', async () => {
    const madeUp = '/ask/AAAAAAAAAAAAAAAAAAAAAA';
    const never = await web.get(madeUp);
    const words = await never.text();
    expect(never.status).to.equal(404);
    expect(words).to.include('There is nothing here');

    const leadsNowhere = async (path: string, what: string) => {
      for (const reply of [
        await web.get(path),
        await answer('helped', { path }),
        await web.post(`${path}/words`, { words: 'x' }),
      ]) {
        expect(reply.status, what).to.equal(404);
        expect(await reply.text(), what).to.equal(words);
      }
    };
    for (const guess of [
      madeUp,
      `${link.path}A`,
      link.path.slice(0, -1),
      '/ask/%00',
      '/ask/a.b',
      '/ask/%F0%9F',
    ])
      await leadsNowhere(guess, guess);
    later(28 * dayMs);
    await leadsNowhere(link.path, 'ended');
    later(0);
    await bot.models.wins
      .of(team.teamId)
      .takeDown(link.win._id, { userId: 'UJO', isManager: false }, bot.now());
    await leadsNowhere(link.path, 'withdrawn');
    link = await linkFor(bot, team);
    await team.store.voices.takeBack(link.win._id);
    await leadsNowhere(link.path, 'taken back');
    link = await linkFor(bot, team);
    await team.store.workspace.recordUninstalled(bot.now());
    await leadsNowhere(link.path, 'uninstalled');
    expect((await stored())?.answer ?? 'none').to.equal('none');
  });

  it('counts answers at once as one, whichever they are', async () => {
    const said = [...voiceAnswers, ...voiceAnswers, ...voiceAnswers];
    const replies = await Promise.all(said.map((each) => answer(each)));

    expect(replies.map(({ status }) => status)).to.deep.equal(said.map(() => 303));
    expect(await team.store.voices.answeredIn({ start, end: new Date(start.getTime() + 1) })).to.have.length(
      1,
    );
    expect(voiceAnswers).to.include((await stored())?.answer);

    link = await linkFor(bot, team);
    await Promise.all(Array.from({ length: 5 }, () => answer('helped')));
    expect((await stored())?.version).to.equal(1);
  });

  const refused: [what: string, fields: Record<string, string>, says: string][] = [
    ['without an answer', { answer: '' }, 'Please press one of the three answers.'],
    ['with another answer', { answer: 'constructor' }, 'Please press one of the three answers.'],
    ['to another question', { question: '0' }, 'The question has changed since you opened this page.'],
    ['to no question', { question: '' }, 'The question has changed since you opened this page.'],
  ];
  for (const [what, fields, says] of refused)
    it(`asks once more for a form ${what}`, async () => {
      const reply = await answer('helped', fields);

      expect(reply.status).to.equal(400);
      const page = await reply.text();
      expect(page).to.include(says);
      expect(buttonsIn(page)).to.deep.equal([...voiceAnswers]);
      expect((await stored())?.answer ?? 'none').to.equal('none');
    });

  it('refuses what is no form of its own, and records nothing', async () => {
    const type = (name: string) => ({ headers: { 'content-type': name } });
    const sent: [status: number, init: RequestInit][] = [
      [415, { ...type('application/json'), body: '{"answer":"helped","question":1}' }],
      [415, { ...type('text/plain'), body: 'answer=helped&question=1' }],
      [415, { body: new FormData() }],
      [413, { body: new URLSearchParams({ answer: 'helped', question: '1', x: 'x'.repeat(4_200) }) }],
      [400, {}],
      [400, { body: new URLSearchParams('%%%=%FF&answer=%00helped&question=1') }],
    ];
    for (const [index, [status, init]] of sent.entries())
      expect((await web.get(link.path, { method: 'POST', ...init })).status, `${index}`).to.equal(status);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expect((await web.get(link.path, { method })).status).to.equal(405);
    expect((await say('before any answer')).status).to.equal(303);
    const { answer: said, words, version } = (await stored()) ?? {};
    expect({ said, words, version }).to.deep.equal({ said: undefined, words: undefined, version: 0 });
  });

  it('keeps words as plain text, without contact data', async () => {
    await answer('helped');
    await say('Ring me\u0000 on 020 7946 0958\r\n\u202Eor e\u0301mile@example.com\u0007\tplease\uD800');

    const { words } = (await stored()) ?? {};
    expect(words).to.equal('Ring me on •••\nor ••• please\uFFFD');
    expect(await shown()).to.include(
      'What looked like a phone number, an address or an account number was left out.',
    );
    await say(' \u200B\u0000 ');
    expect((await stored())?.words ?? 'none').to.equal('none');
  });

  it('keeps words that are too long for whoever typed them, and no others', async () => {
    await answer('helped');
    const fits = '語'.repeat(voiceLimits.words);
    expect((await say(fits)).status).to.equal(303);
    expect((await stored())?.words).to.equal(fits);

    const reply = await say(`${'x'.repeat(voiceLimits.words)}</textarea>`, { show: 'yes' });

    expect(reply.status).to.equal(400);
    const page = await reply.text();
    expect(page).to.include('too long by 11').and.to.include('xxx&lt;/textarea&gt;</textarea>');
    expect(page).to.match(/value="yes" checked/);
    expect(await stored()).to.include({ words: fits, mayShow: false });
    const other = await web.get(`${link.path}/words?lang=fr`);
    expect(other.status).to.equal(303);
    expect(other.headers.get('location')).to.equal(`${link.path}?lang=fr`);
  });

  it('shows markup in any text as it was typed, with no script, frame, cookie or anything from elsewhere', async () => {
    const markup = '</textarea></h1><script>alert(1)</script>"\'&amp;<img src=x onerror=a>';
    const { settings } = (await bot.models.workspaces.model.findById(team.teamId).lean()) ?? {};
    await bot.models.workspaces.model.updateOne(
      { _id: team.teamId },
      { $set: { settings: { ...settings, businessName: markup } } },
    );
    link = await linkFor(bot, team, { moment: markup });

    const pages = [await web.get(link.path)];
    await answer('helped');
    await say(markup, { show: 'yes' });
    pages.push(
      await web.get(link.path),
      await web.get(`${link.path}?change&lang=${encodeURIComponent(markup)}`),
    );
    for (const page of pages) {
      const text = await page.text();
      expect(text).to.include('&lt;script&gt;');
      expect(text).not.to.match(/<script|<img|<iframe|https?:/);
      const { headers } = page;
      expect(headers.get('set-cookie')).to.equal(null);
      expect(headers.get('content-security-policy')).to.match(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
      );
      expect(headers.get('referrer-policy')).to.equal('no-referrer');
      expect(headers.get('x-robots-tag')).to.equal('noindex, nofollow');
    }
  });

  it('is answered while Slack does not answer, or the bot cannot be made ready', async () => {
    const slack = createGate();
    const never = await openTestWeb(bot, {
      deps: { workspaces: { of: () => slack.opened.then(() => team.deps) } },
    });
    const failing = await openTestWeb(bot, {
      deps: { workspaces: { of: () => Promise.reject(new Error('Slack is away')) } },
    });
    expect((await never.post(link.path, { answer: 'helped', question: '1' })).status).to.equal(303);
    expect((await failing.post(`${link.path}/words`, { words: 'well' })).status).to.equal(303);
    await Promise.all([never.stop(), failing.stop()]);
    const { answer: said, words, followAt } = (await stored()) ?? {};
    slack.open();
    expect({ said, words }).to.deep.equal({ said: 'helped', words: 'well' });
    expect(followAt).to.be.instanceOf(Date);
  });

  it('has what follows from an answer done at once', async () => {
    await answer('made-my-day');
    await say('Lovely people', { show: 'yes' });
    await bot.shared.background.drain(5_000);

    const win = await team.store.wins.find(link.win._id);
    expect(win?.customer).to.include({ answer: 'made-my-day', words: 'Lovely people' });
  });

  it('weighs less than 20 KB at its fullest, in every language', async () => {
    link = await linkFor(bot, team, { moment: '語'.repeat(voiceLimits.moment) });
    const sizes: number[] = [];
    const weigh = async (page: Response) => sizes.push((await page.arrayBuffer()).byteLength);
    for (const lang of bot.shared.voicePages.keys()) await weigh(await web.get(`${link.path}?lang=${lang}`));
    await answer('made-my-day');
    await say('語'.repeat(voiceLimits.words));
    for (const lang of bot.shared.voicePages.keys()) {
      await weigh(await web.get(`${link.path}?lang=${lang}`));
      await weigh(await say('&'.repeat(1_000), { lang }));
    }
    expect(Math.max(...sizes)).to.be.below(20_000);
  });

  const preferred: [header: string, lang: string][] = [
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['pt-BR, fr;q=0.4, nl;q=0.6', 'nl'],
    ['ES', 'es'],
    ['it;q=0, en', 'en'],
    ['ja,zh;q=0.9', 'en'],
    ['*', 'en'],
    [',;q=x;;de', 'en'],
    ['', 'en'],
  ];
  for (const [header, lang] of preferred)
    it(`is read in ${lang} by whoever prefers “${header}”`, async () => {
      for (const path of [link.path, '/ask/AAAAAAAAAAAAAAAAAAAAAA']) {
        const page = await shown(path, { 'accept-language': header });
        expect(page).to.include(`<html lang="${lang}" dir="ltr">`);
      }
      expect(await shown(`${link.path}?lang=fr`, { 'accept-language': header })).to.include(
        '<html lang="fr"',
      );
    });

  it('lets a tablet on a counter, and a company behind one address, answer fifty a minute', async () => {
    const links = await Promise.all(Array.from({ length: 10 }, () => linkFor(bot, team)));
    const own = await openTestWeb(bot);
    const headers = { 'x-forwarded-for': '192.0.2.7' };
    const look = async (path: string) => (await own.get(path, { headers })).status;
    const press = async (path: string, fields: Record<string, string>) =>
      (await own.post(path, fields, { headers })).status;
    const statuses: number[] = [];
    for (let round = 0; round < 5; round += 1)
      for (const { path } of links)
        statuses.push(
          await look(path),
          await look(`${path}?lang=de`),
          await press(path, { answer: 'helped', question: '1' }),
          await press(`${path}/words`, { words: 'x' }),
          await look(path),
        );
    let more = 0;
    while (more < 60 && (await look('/ask/guess')) !== 429) more += 1;
    await own.stop();
    expect(new Set(statuses)).to.deep.equal(new Set([200, 303]));
    expect(more).to.be.below(60);
  }).timeout(30_000);
});

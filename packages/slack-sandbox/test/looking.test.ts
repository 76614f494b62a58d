import { createServer } from 'node:http';
import { expect } from 'chai';
import { close, listen } from '../src/http/server.ts';
import { openRecording, type Recording } from './support/recording-bot.ts';
import type { Json } from './support/session.ts';

describe('looking at the workspace', () => {
  let recording: Recording;
  const look = (path: string) => recording.session.look(path);
  const act = (path: string, body: object) => recording.session.act(path, { ...body });
  const visit = (path: string) => fetch(`${recording.session.sandbox.url}${path}`);

  before(async () => {
    recording = await openRecording({}, (bot) => {
      bot.event('app_home_opened', async ({ client, event }) => {
        const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'Home' } }] as never;
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
      });
      bot.shortcut('copy', async ({ ack }) => ack());
    });
  });

  after(() => recording.stop());

  it('fetches pictures of this machine for the page, and nothing else', async () => {
    const server = createServer((request, response) => {
      const [, type] = (request.url ?? '').split('?');
      response.writeHead(request.url?.startsWith('/moved') ? 302 : 200, {
        'content-type': type,
        location: '/picture?image/png',
      });
      response.end('\u0089PNG', 'latin1');
    });
    const own = `http://127.0.0.1:${await listen(server, 0)}`;
    const fetched = async (url: string) => (await visit(`/pictures?url=${encodeURIComponent(url)}`)).status;

    const seen = await visit(`/pictures?url=${encodeURIComponent(`${own}/picture?image/png`)}`);

    expect(seen.headers.get('content-type')).to.equal('image/png');
    expect(Buffer.from(await seen.arrayBuffer()).toString('latin1')).to.equal('\u0089PNG');
    expect(await fetched(`${own}/page?text/html`)).to.equal(404);
    expect(await fetched(`${own}/moved?image/png`)).to.equal(404);
    expect(await fetched('https://example.com/picture.png')).to.equal(404);
    expect(await fetched('http://127.0.0.1.example.com/picture.png')).to.equal(404);
    expect(await fetched('file:///etc/hosts')).to.equal(404);
    expect((await visit('/pictures')).status).to.equal(404);
    await close(server);
  });

  it('has the people and channels of the demo', async () => {
    const { users, channels, team, bot } = await look('state');
    const people = users.filter(({ isBot, deleted }: Json) => !isBot && !deleted);
    const channel = (name: string) => channels.find((candidate: Json) => candidate.name === name);

    expect(people.length).to.be.at.least(8);
    expect(people.filter(({ isAdmin }: Json) => isAdmin)).to.have.length(2);
    expect(users.filter(({ isRestricted }: Json) => isRestricted)).to.have.length(1);
    expect(users.filter(({ deleted }: Json) => deleted)).to.have.length(1);
    expect(users.filter(({ isBot, id }: Json) => isBot && id !== bot.userId)).to.have.length(1);
    expect(people.map(({ tz }: Json) => tz)).to.include.members([
      'Pacific/Auckland',
      'Asia/Kolkata',
      'Europe/London',
      'America/New_York',
      'Pacific/Honolulu',
    ]);
    expect(channels.map(({ name }: Json) => name)).to.deep.equal([
      'general',
      'brag-wall',
      'support',
      'leads',
    ]);
    expect(channel('leads').isPrivate).to.equal(true);
    expect(channel('brag-wall').members).to.include(bot.userId);
    expect(channel('support').members).not.to.include(bot.userId);
    expect(team).to.have.keys('id', 'name', 'domain');
  });

  it('shows homes as views', async () => {
    await act('open-home', { user: 'jo' });

    const home = await recording.session.until(async () => (await look('state')).views.at(-1));

    expect(home).to.include({ type: 'home', open: true });
    expect(home.view.blocks[0].text.text).to.equal('Home');
  });

  it('carries shortcuts', async () => {
    const { ts } = await act('message', { user: 'jo', channel: 'support', text: 'Copy me' });

    const onMessage = await act('shortcut', { user: 'sam', callbackId: 'copy', channel: 'support', ts });
    const anywhere = await act('shortcut', { user: 'sam', callbackId: 'copy' });

    const types = (await look('deliveries')).filter(({ kind }: Json) => kind === 'shortcut');
    expect([onMessage.status, anywhere.status]).to.deep.equal(['ok', 'ok']);
    expect(types.map(({ type }: Json) => type)).to.deep.equal(['message_action', 'shortcut']);
    expect(types[0].payload.message.text).to.equal('Copy me');
  });

  it('keeps what was deleted in sight', async () => {
    const { ts } = await act('message', { user: 'jo', channel: 'support', text: 'Oops' });
    await act('delete-message', { user: 'jo', channel: 'support', ts });

    const { messages } = await look('state');

    expect(messages.find((message: Json) => message.ts === ts).deleted).to.equal(true);
  });

  it('serves a page that may ask nobody else for anything', async () => {
    const page = await visit('/');
    const names = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name!);
    const parts = await Promise.all(names.map((name) => visit(name)));

    expect(page.headers.get('content-security-policy')).to.include("default-src 'none'");
    expect(names).to.include('/page/main.js');
    expect(parts.map(({ status }) => status)).to.deep.equal(parts.map(() => 200));
  });

  it('draws a picture of everybody', async () => {
    const { users } = await look('state');

    const response = await visit(`/avatars/${users[0].id}.svg`);

    expect(response.headers.get('content-type')).to.equal('image/svg+xml');
  });

  it('streams what happens', async () => {
    const response = await visit('/_sandbox/live');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let received = '';
    const until = async (wanted: string) => {
      while (!received.includes(wanted)) received += (await reader.read()).value ?? '';
    };
    await until('event: state');

    await act('message', { user: 'jo', channel: 'brag-wall', text: 'Streamed' });

    await until('event: delivery');
    await until('event: changes');
    const changes = /event: changes\ndata: (.+)\n/.exec(received)?.[1];
    await reader.cancel();
    expect(JSON.parse(changes!).messages[0].text).to.equal('Streamed');
  });

  it('explains what it cannot do', async () => {
    const errors = [
      await act('dance', {}),
      await act('message', { user: 'nobody', channel: 'support', text: 'x' }),
      await act('message', { user: 'gone', channel: 'support', text: 'x' }),
      await act('message', { user: 'jo', channel: 'leads', text: 'x' }),
      await act('message', { user: 'jo', channel: 'support' }),
      await act('bot', { action: 'start' }),
      await act('clock', { now: 'soon' }),
    ].map(({ error }: Json) => error);

    expect(errors.every((error) => typeof error === 'string' && error.endsWith('.'))).to.equal(true);
    expect(errors[1]).to.include('nobody called "nobody"');
    expect(errors[4]).to.include('"text" is missing');
  });
});

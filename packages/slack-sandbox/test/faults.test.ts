import { expect } from 'chai';
import { type Json, openSession, type Session } from './support/session.ts';

describe('faults on demand', () => {
  let session: Session;
  let channel: string;

  const post = async (text: string) => {
    const { SLACK_BOT_TOKEN, SLACK_API_URL } = session.sandbox.botEnv;
    const response = await fetch(`${SLACK_API_URL}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SLACK_BOT_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel, text }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const fault = (kind: string, more = {}) =>
    session.act('faults', { method: 'chat.postMessage', kind, times: 1, ...more });
  const texts = async () => (await session.look('state')).messages.map(({ text }: Json) => text);

  beforeEach(async () => {
    session = await openSession();
    await session.act('invite', { user: 'ann', channel: 'support', who: 'bot' });
    const { channels } = await session.look('state');
    channel = channels.find(({ name }: Json) => name === 'support').id;
  });

  afterEach(() => session.stop());

  it('drops the connection before anything is done', async () => {
    await fault('drop-before');

    const dropped = await post('Lost').catch(() => 'dropped');
    await post('Kept');

    expect(dropped).to.equal('dropped');
    expect(await texts()).to.deep.equal(['Kept']);
  });

  it('drops the connection after Slack took the message', async () => {
    await fault('drop-after');

    const dropped = await post('Taken').catch(() => 'dropped');

    const [record] = await session.look('calls');
    expect(dropped).to.equal('dropped');
    expect(await texts()).to.deep.equal(['Taken']);
    expect(record).to.include({ ok: true, fault: 'drop-after' });
  });

  it('answers what is no answer, before or after Slack took the message', async () => {
    await fault('garbled-before');
    await fault('garbled-after', { body: '{"ok":true' });

    const [lost, taken] = [await post('Lost'), await post('Taken')];

    expect([lost.status, lost.text]).to.deep.equal([200, '<html>502 Bad Gateway</html>']);
    expect([taken.status, taken.text]).to.deep.equal([200, '{"ok":true']);
    expect(await texts()).to.deep.equal(['Taken']);
  });

  it('answers 500, twice when asked to, and does nothing', async () => {
    await fault('http-500', { times: 2 });

    const statuses = [await post('a'), await post('b'), await post('c')].map(({ status }) => status);

    expect(statuses).to.deep.equal([500, 500, 200]);
    expect(await texts()).to.deep.equal(['c']);
  });

  it('answers with the error that was asked for', async () => {
    await fault('error', { error: 'channel_not_found' });

    expect((await post('x')).text).to.include('channel_not_found');
  });

  it('is silent for a while, and then does it', async () => {
    await fault('slow', { ms: 150 });
    const startedMs = Date.now();

    const { status } = await post('Slow');

    expect(status).to.equal(200);
    expect(Date.now() - startedMs).to.be.at.least(145);
    expect(await texts()).to.deep.equal(['Slow']);
  });

  it('says how long to wait, and names a bot that does not', async () => {
    await fault('rate-limit', { retryAfterS: 30 });
    const limited = await post('Too fast');
    await session.act('clock', { by: 10_000 });
    const impatient = await post('Still too fast');
    const [violation] = await session.look('violations');
    await session.act('clock', { by: 20_000 });
    const patient = await post('In time');

    expect(limited.status).to.equal(429);
    expect(limited.headers.get('retry-after')).to.equal('30');
    expect(impatient.status).to.equal(429);
    expect(violation).to.include({ rule: 'ignored-retry-after', method: 'chat.postMessage' });
    expect(patient.status).to.equal(200);
  });

  it('takes a list, and an empty one clears it', async () => {
    await session.act('faults', [
      { method: 'chat.postMessage', kind: 'http-500', times: 1 },
      { method: '*', kind: 'error', error: 'fatal_error', times: 5 },
    ]);
    const first = await post('a');
    const second = await post('b');

    await session.act('faults', []);

    expect(first.status).to.equal(500);
    expect(second.text).to.include('fatal_error');
    expect((await post('c')).status).to.equal(200);
    expect(await session.look('violations')).to.deep.equal([]);
  });

  it('refuses a fault that it does not know in a sentence', async () => {
    const { error } = await fault('earthquake');

    expect(error).to.match(/"kind" must be one of: rate-limit/);
  });

  describe("Slack's own rates", () => {
    it('hold on demand, and on the clock of the workspace', async () => {
      await session.act('limits', { limits: 'real' });
      const burst = await Promise.all(Array.from({ length: 5 }, (_, turn) => post(`${turn}`)));
      const statuses = [];
      await session.act('clock', { by: 1500 });

      statuses.push((await post('later')).status);
      await session.act('limits', { limits: 'none' });
      for (let turn = 0; turn < 5; turn += 1) statuses.push((await post(`${turn}`)).status);

      expect(burst.map(({ status }) => status)).to.have.members([200, 200, 200, 200, 429]);
      expect(statuses).to.deep.equal([200, 200, 200, 200, 200, 200]);
    });
  });
});

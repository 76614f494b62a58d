import { expect } from 'chai';
import { freePort } from 'slack-sandbox/testing';
import { type Health, startHealth } from '../../src/health/health.ts';

describe('health', () => {
  let health: Health;
  let port: number;
  beforeEach(async () => {
    port = await freePort();
    health = await startHealth({ port, host: '127.0.0.1' });
  });
  afterEach(() => health.stop());

  const get = async (path: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return { status: answer.status, text: await answer.text() };
  };
  const ready = () => get('/ready');
  const notReady = (why: string) => ({ status: 503, text: `not ready: ${why}\n` });
  const watched = (ping: () => Promise<void> = async () => undefined) => ({
    ping,
    deliveries: async () => ({ due: 3, late: 2, waiting: 1 }),
  });

  it('says from the beginning that it lives, and step by step what it waits for', async () => {
    expect(await get('/live')).to.deep.equal({ status: 200, text: 'alive\n' });
    expect(await ready()).to.deep.equal(notReady('it is starting: the database is not ready yet'));
    health.watch(watched());
    expect(await ready()).to.deep.equal(notReady('it is not connected to Slack'));
    health.setListening(true);
    expect(await ready()).to.deep.equal(notReady('it is starting'));
    health.setStarted();
    expect(await ready()).to.deep.equal({ status: 200, text: 'ready\n' });
    health.setListening(false);
    expect(await ready()).to.deep.equal(notReady('it is not connected to Slack'));
    health.setStopping();
    expect(await ready()).to.deep.equal(notReady('it is stopping'));
    expect((await get('/live')).status).to.equal(200);
  });

  for (const [what, ping] of [
    ['refuses', () => Promise.reject(new Error('mongodb://jo:secret@db is away'))],
    ['is silent', () => new Promise<void>(() => undefined)],
  ] as const)
    it(`is not ready while the database ${what}, and tells no secret`, async () => {
      health.watch(watched(ping));
      health.setListening(true);
      health.setStarted();

      expect(await ready()).to.deep.equal(notReady('the database does not answer'));
    });

  it('gives figures, also before there is a database', async () => {
    expect((await get('/metrics')).text).to.include('bragwall_ready 0');
    health.watch(watched());
    health.measure.page('ask', 429);
    health.measure.slackCall('chat.postMessage', 'rate-limited');
    health.measure.job('digest', false, 1_500);
    health.measure.slackRequest(true, 20);
    health.measure.tick(new Date(5_000));
    health.onCommand?.('find', true, 3);
    const { status, text } = await get('/metrics');

    expect(status).to.equal(200);
    for (const line of [
      'bragwall_page_requests_total{page="ask",status="429"} 1',
      'bragwall_slack_calls_total{method="chat.postMessage",outcome="rate-limited"} 1',
      'bragwall_job_seconds_sum{job="digest",outcome="failed"} 1.5',
      'bragwall_slack_request_seconds_count{outcome="ok"} 1',
      'bragwall_last_tick_timestamp_seconds 5',
      'bragwall_database_command_seconds_count{command="find",outcome="ok"} 1',
      'bragwall_deliveries{state="late"} 2',
      'nodejs_eventloop_lag_p99_seconds ',
      'process_resident_memory_bytes ',
    ])
      expect(text).to.include(`\n${line}`);
  });

  it('has nothing else, and takes nothing', async () => {
    expect((await get('/')).status).to.equal(404);
    expect((await get('/metrics', 'POST')).status).to.equal(404);
  });

  it('tells who runs several bots on a machine that they need ports of their own', async () => {
    const second = startHealth({ port, host: '127.0.0.1' });

    expect(await second.catch((error: Error) => error.message)).to.equal(
      `HEALTH_PORT ${port} is in use by another program: end that one, or set HEALTH_PORT to another number.`,
    );
  });
});

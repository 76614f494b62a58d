import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from 'slack-sandbox/testing';
import { isReady, type Program, startProgram } from '../support/program.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { waitFor } from '../support/wait-for.ts';

const answerOf = (port: number, path: string, host = `localhost:${port}`, address = '127.0.0.1') =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request({ host: address, port, path, headers: { host } }, (answer) => {
      let text = '';
      answer.on('data', (data) => {
        text += data;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end();
  });

const refusedAt = async (port: number, address: string): Promise<boolean> =>
  answerOf(port, '/', 'localhost', address).then(
    () => false,
    ({ code }: { code?: string }) => code === 'ECONNREFUSED',
  );

for (const transport of ['socket', 'http'] as const)
  describe(`the program that is reached by ${transport}`, () => {
    let sandbox: Sandbox;
    let program: Program;
    let dataDir: string;
    let port: number;
    let health: number;
    before(async function () {
      this.timeout(60_000);
      dataDir = await mkdtemp(join(tmpdir(), 'brag-wall-test-'));
      sandbox = await startSandbox({ args: ['--no-bot', '--transport', transport] });
      // Over HTTP it has to be where Slack looks for it.
      port = Number(sandbox.botEnv.PORT ?? (await freePort()));
      health = await freePort();
      program = startProgram({
        ...sandbox.botEnv,
        DATA_DIR: dataDir,
        PUBLIC_URL: `http://localhost:${port}`,
        PORT: String(port),
        HOST: '127.0.0.1',
        HEALTH_PORT: String(health),
      });
      await isReady(program);
    });
    after(async () => {
      program.child.kill('SIGTERM');
      expect(await program.exited).to.equal(0);
      expect(await sandbox.violations()).to.deep.equal([]);
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    });

    const page = (path: string, host?: string) => answerOf(port, path, host);
    const inHealth = (path: string) => answerOf(health, path);

    it('has its pages where it listens, for their own host alone, and on no other address', async () => {
      expect((await page('/nothing')).text).to.include('There is nothing here');
      expect(await page('/nothing', 'evil.example')).to.deep.equal({ status: 421, text: '' });
      expect(await refusedAt(port, '127.0.0.2')).to.equal(true);
      expect(await refusedAt(health, '127.0.0.2')).to.equal(true);
      expect((await page('/metrics')).status).to.equal(404);
    });

    it('says how it is, with figures that name nobody', async () => {
      await sandbox.brag('jo', 'called Mrs Lee back');
      await sandbox.waitForWin('called Mrs Lee back');
      await page('/nothing');

      expect(await inHealth('/live')).to.deep.equal({ status: 200, text: 'alive\n' });
      expect(await inHealth('/ready')).to.deep.equal({ status: 200, text: 'ready\n' });
      const { text } = await inHealth('/metrics');
      expect(text)
        .to.match(/^bragwall_slack_calls_total\{method="chat.postMessage",outcome="ok"\} \d/m)
        .and.to.match(/^bragwall_page_requests_total\{page="none",status="404"\} \d/m)
        .and.to.match(/^bragwall_job_seconds_count\{job="[a-z-]+",outcome="ok"\} \d/m)
        .and.to.match(/^bragwall_slack_request_seconds_count\{outcome="ok"\} \d/m)
        .and.to.match(/^bragwall_database_command_seconds_count\{command="find",outcome="ok"\} \d/m)
        .and.to.match(/^bragwall_deliveries\{state="late"\} 0/m);
      const { team, users, channels } = await sandbox.state();
      for (const { id } of [team, ...users, ...channels]) expect(text).not.to.include(id);
      expect(text).not.to.match(/Lee|xoxb|mongodb:/);
    });

    it('answers Slack while somebody floods its pages', async function () {
      this.timeout(60_000);
      let refused = 0;
      const flood = Array.from({ length: 20 }, async () => {
        for (let index = 0; index < 50; index += 1) if ((await page('/files/a')).status === 429) refused += 1;
      });
      await sandbox.brag('jo', 'sent a card by hand');
      await sandbox.waitForWin('sent a card by hand');
      await Promise.all(flood);

      expect(refused).to.be.at.least(900);
      expect((await inHealth('/ready')).status).to.equal(200);
    });

    it('says that it stops, and ends although somebody holds a connection open', async () => {
      const held = connect(port, '127.0.0.1');
      held.on('error', () => undefined);
      held.write(`POST /files/a HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 9\r\n\r\n`);
      program.child.kill('SIGTERM');

      const said = await waitFor('it to stop', async () => {
        const { text } = await inHealth('/ready').catch(() => ({ text: 'gone' }));
        return text === 'ready\n' ? undefined : text;
      });
      expect(said).to.be.oneOf(['not ready: it is stopping\n', 'gone']);
      expect(await program.exited).to.equal(0);
      expect(program.lines.filter((line) => /"level":(50|60)/.test(line))).to.deep.equal([]);
      held.destroy();
    });
  });

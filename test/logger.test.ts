import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { WebAPIRequestError } from '@slack/web-api';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { serializeError } from '../src/logger.ts';

describe('logging an error', () => {
  it('keeps its message, its cause and where it came from', () => {
    const logged = JSON.stringify(serializeError(new Error('outer', { cause: new Error('inner') })));

    expect(logged)
      .to.contain('outer')
      .and.to.contain('inner')
      .and.to.match(/logger\.test/);
  });

  it("keeps the cause that Slack's libraries name, and what several failed with at once", () => {
    const original = new Error('getaddrinfo ENOTFOUND');
    const logged = JSON.stringify(
      serializeError(new AggregateError([new WebAPIRequestError(original), new Error('second')], 'several')),
    );

    expect(logged)
      .to.contain('several')
      .and.to.contain('"cause":{"type":"Error","message":"getaddrinfo ENOTFOUND"')
      .and.to.contain('second');
  });

  it('keeps the values that mongoose refused out of the log', async () => {
    const schema = new mongoose.Schema({ text: { type: String, maxLength: 3 } });
    const Story = mongoose.createConnection().model('Story', schema);
    const refused = await new Story({ text: 'a secret story' }).validate().catch((error: unknown) => error);

    const logged = JSON.stringify(serializeError(refused));

    expect(logged).to.contain('ValidationError').and.not.to.contain('secret');
  });
});

describe('the log', () => {
  /** A program that logs a thousand lines, and says on standard error that it came to the end. */
  const program = `
    import { createLogger } from './src/logger.ts';
    const logger = createLogger('info');
    for (let n = 0; n < 1000; n++) logger.info({ n }, 'a line');
    process.stderr.write('went on');
    process.exit(0);
  `;

  const run = (output: 'pipe' | number) =>
    spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      stdio: ['ignore', output, 'pipe'],
      encoding: 'utf8',
      timeout: 20_000,
    });

  it('has every line by the time the program ends', () => {
    expect(run('pipe').stdout.trim().split('\n')).to.have.length(1000);
  }).timeout(30_000);

  it('holds nobody up when its disk is full', function () {
    if (process.platform !== 'linux') this.skip();
    const full = openSync('/dev/full', 'w');

    const { stderr, status } = run(full);

    closeSync(full);
    expect([status, stderr]).to.deep.equal([0, 'went on']);
  }).timeout(30_000);
});

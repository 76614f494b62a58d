import { expect } from 'chai';
import { readConfig, secretsIn } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

const good = { SLACK_BOT_TOKEN: 'xoxb-secret', SLACK_APP_TOKEN: 'xapp-secret' };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
};

describe('reading the configuration', () => {
  it('uses Socket Mode when there is an app token, and HTTP otherwise', () => {
    expect(readConfig(good).transport).to.deep.equal({ kind: 'socket', appToken: 'xapp-secret' });
    expect(
      readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: '8080', HOST: '::1' })
        .transport,
    ).to.deep.equal({ kind: 'http', signingSecret: 's', port: 8080, host: '::1' });
  });

  it('has defaults for everything but the tokens', () => {
    const { slackApiUrl, mongodbUri, dataDir, wallChannelId, logLevel } = readConfig(good);

    expect({ slackApiUrl, mongodbUri, dataDir, wallChannelId, logLevel }).to.deep.equal({
      slackApiUrl: undefined,
      mongodbUri: undefined,
      dataDir: './data',
      wallChannelId: undefined,
      logLevel: 'info',
    });
  });

  it('has pages where there is an address for them', () => {
    const pagesOf = (env: Record<string, string>) => readConfig({ ...good, ...env }).pages;

    expect(pagesOf({ PORT: '8080' })).to.equal(undefined);
    expect(pagesOf({ PUBLIC_URL: 'https://Brag.example.com/', HOST: '127.0.0.1' })).to.deep.equal({
      publicUrl: 'https://brag.example.com',
      port: 3000,
      host: '127.0.0.1',
      trustedProxies: undefined,
    });
    expect(
      pagesOf({ PUBLIC_URL: 'http://localhost:3000', PORT: '8080', TRUSTED_PROXIES: '0' }),
    ).to.deep.equal({
      publicUrl: 'http://localhost:3000',
      port: 8080,
      host: undefined,
      trustedProxies: 0,
    });
  });

  it('says how it is where there is a port for it, on this machine alone unless told otherwise', () => {
    const healthOf = (env: Record<string, string>) => readConfig({ ...good, ...env }).health;

    expect(healthOf({})).to.equal(undefined);
    expect(healthOf({ HEALTH_PORT: '9464' })).to.deep.equal({ port: 9464, host: '127.0.0.1' });
    expect(healthOf({ HEALTH_PORT: '9464', HEALTH_HOST: '::' })).to.deep.equal({ port: 9464, host: '::' });
    // In Socket Mode without pages nothing else listens.
    expect(healthOf({ HEALTH_PORT: '3000' })?.port).to.equal(3000);
    const twice = { HEALTH_PORT: '3000', PUBLIC_URL: 'https://brag.example.com' };
    expect(faultsOf({ ...good, ...twice }).join()).to.include('HEALTH_PORT must be another number than PORT');
    expect(faultsOf({ ...good, HEALTH_PORT: 'yes', TRUSTED_PROXIES: 'all' })).to.have.length(2);
  });

  for (const url of [
    'http://brag.example.com',
    'https://brag.example.com/wall',
    'https://brag.example.com/?a=b',
    'https://jo:secret@brag.example.com',
    'ftp://localhost',
    'brag.example.com',
  ])
    it(`refuses ${url} for the pages`, () => {
      const faults = faultsOf({ ...good, PUBLIC_URL: url });

      expect(faults).to.have.length(1);
      expect(faults[0]).to.match(/^PUBLIC_URL must be an https address without a path/);
      expect(faults[0]).not.to.include('secret');
    });

  it('tells what to do when nothing is set', () => {
    const faults = faultsOf({});

    expect(faults).to.have.length(2);
    expect(faults[0]).to.match(
      /^SLACK_BOT_TOKEN is missing: create the app from manifest\.yml .*npm run sandbox/,
    );
    expect(faults[1]).to.match(/^SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing/);
  });

  it('takes an empty value for a missing one', () => {
    expect(faultsOf({ ...good, SLACK_BOT_TOKEN: ' ' })[0]).to.match(/is missing/);
    expect(readConfig({ ...good, MONGODB_URI: '' }).mongodbUri).to.equal(undefined);
  });

  it('takes no notice of blanks around a value', () => {
    const { transport, botToken } = readConfig({
      SLACK_BOT_TOKEN: 'xoxb-1\n',
      SLACK_APP_TOKEN: ' xapp-1\r\n',
    });

    expect({ transport, botToken }).to.deep.equal({
      transport: { kind: 'socket', appToken: 'xapp-1' },
      botToken: 'xoxb-1',
    });
  });

  const torn: Record<string, string>[] = [
    { SLACK_BOT_TOKEN: 'xoxb-hunter\nhunter' },
    { SLACK_APP_TOKEN: 'xapp-hunter hunter' },
    { SLACK_SIGNING_SECRET: 'hunter\u200bhunter' },
    { SLACK_BOT_TOKEN: 'xoxb-hunter”' },
  ];
  for (const env of torn)
    it(`refuses a character that no token has: ${JSON.stringify(env)}`, () => {
      const faults = faultsOf({ ...good, ...env });

      expect(faults).to.have.length(1);
      expect(faults[0])
        .to.match(new RegExp(`^${Object.keys(env).join()} holds a space, a line break or another character`))
        .and.not.to.contain('hunter');
    });

  it('knows what is secret in it', () => {
    const { SLACK_BOT_TOKEN } = good;
    const secrets = (env: Record<string, string>) => secretsIn(readConfig({ SLACK_BOT_TOKEN, ...env }));

    expect(
      secrets({ SLACK_APP_TOKEN: 'xapp-1', MONGODB_URI: 'mongodb://u:p%40ss:w/rd@h1,h2/db' }),
    ).to.deep.equal([SLACK_BOT_TOKEN, 'xapp-1', 'p%40ss:w/rd', 'p@ss:w/rd']);
    expect(secrets({ SLACK_SIGNING_SECRET: 's3', MONGODB_URI: 'mongodb://h1/db' })).to.deep.equal([
      SLACK_BOT_TOKEN,
      's3',
    ]);
  });

  it('reports all faults at once, and repeats no secret', () => {
    const faults = faultsOf({
      SLACK_BOT_TOKEN: 'hunter2',
      SLACK_APP_TOKEN: 'hunter3',
      PORT: '70000',
      SLACK_API_URL: 'ftp://hunter4',
      MONGODB_URI: 'postgres://hunter5',
      WALL_CHANNEL: '#brag-wall',
      LOG_LEVEL: 'loud',
    });

    expect(faults.map((fault) => fault.split(' ')[0])).to.deep.equal([
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'PORT',
      'SLACK_API_URL',
      'MONGODB_URI',
      'WALL_CHANNEL',
      'LOG_LEVEL',
    ]);
    expect(faults.join()).not.to.contain('hunter');
  });
});

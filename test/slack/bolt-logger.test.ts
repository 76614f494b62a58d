import { expect } from 'chai';
import { pino } from 'pino';
import { serializeError } from '../../src/logger.ts';
import { boltLogger } from '../../src/slack/bolt-logger.ts';

describe("the log of Slack's libraries", () => {
  let lines: Record<string, unknown>[];
  const logger = pino(
    { level: 'debug', base: null, timestamp: false, serializers: { err: serializeError } },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  beforeEach(() => {
    lines = [];
  });

  it('keeps the cause of a fault', () => {
    const error = new TypeError('outer', { cause: new Error('inner') });
    boltLogger(logger).error('Slack API error:', error);
    boltLogger(logger).error(error);

    expect(lines.map(({ msg }) => msg)).to.deep.equal([
      'Slack API error:',
      "a fault in one of Slack's libraries",
    ]);
    for (const { err, level } of lines) {
      expect(err).to.have.nested.property('cause.message', 'inner');
      expect(level).to.equal(50);
    }
  });

  it('leaves out what may hold payloads, and is quiet where somebody else tells it', () => {
    boltLogger(logger).info('a payload');
    boltLogger(logger).debug('a payload');
    boltLogger(logger, { quiet: true }).error('told elsewhere');

    expect(lines).to.deep.equal([{ level: 20, feature: 'slack', msg: 'told elsewhere' }]);
  });
});

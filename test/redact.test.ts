import { expect } from 'chai';
import { pino } from 'pino';
import { serializeError } from '../src/logger.ts';
import { createRedactor } from '../src/redact.ts';

describe('hiding secrets', () => {
  const redact = createRedactor(['a1b2c3d4e5f60718', 'p@ss "word"', 'short']);

  const cases: [string, string][] = [
    ['Bearer xoxb-12-34-AbC is', 'Bearer [hidden] is'],
    ['"xapp-1-A0-9-fe"', '"[hidden]"'],
    ['xoxp-1, xoxe-1-x, xoxe.xoxb-1-Mi0yLT', '[hidden], [hidden], [hidden]'],
    ['sign with a1b2c3d4e5f60718.', 'sign with [hidden].'],
    ['{"m":"p@ss \\"word\\""} p%40ss%20%22word%22', '{"m":"[hidden]"} [hidden]'],
    ['mongodb://ann:s3c/r@t@h1:1,h2/db?x=1', 'mongodb://ann:[hidden]@h1:1,h2/db?x=1'],
    ['mongodb+srv://ann:secret@h1/db', 'mongodb+srv://ann:[hidden]@h1/db'],
    ['http://ann:secret@proxy:3128/', 'http://ann:[hidden]@proxy:3128/'],
    ['POST https://hooks.slack.com/commands/T1/2/abc failed', 'POST https://hooks.slack.com/[hidden] failed'],
    ['wss://wss.slack.com/link/?ticket=abc&app_id=1 failed', 'wss://wss.slack.com/link/?[hidden] failed'],
    [
      'short words, mongodb://h1:27017/db, https://slack.com/api/',
      'short words, mongodb://h1:27017/db, https://slack.com/api/',
    ],
  ];
  for (const [text, expected] of cases)
    it(`writes ${expected}`, () => {
      expect(redact(text)).to.equal(expected);
    });

  it('stands before every line of the log, those of its children too', () => {
    const lines: string[] = [];
    const logger = pino(
      { hooks: { streamWrite: redact }, serializers: { err: serializeError } },
      { write: (line) => lines.push(line) },
    );
    const error = new TypeError('Headers.append: "Bearer xoxb-1-secret" is an invalid header value', {
      cause: new Error('a1b2c3d4e5f60718'),
    });

    logger.error({ err: error, url: 'https://hooks.slack.com/commands/secret' }, 'xapp-1-secret');
    logger.child({ feature: 'slack' }).warn({ deep: { er: ['xoxb-1-secret'] } });

    expect(lines).to.have.length(2);
    expect(lines.join()).not.to.match(/secret|a1b2/);
    for (const line of lines) expect(JSON.parse(line)).to.be.an('object');
  });
});

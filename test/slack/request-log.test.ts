import { expect } from 'chai';
import { pino } from 'pino';
import type { Deps } from '../../src/deps.ts';
import { createRoutes } from '../../src/handlers/routes.ts';
import { createBackground } from '../../src/slack/background.ts';
import { createBoltApp } from '../../src/slack/bolt-app.ts';
import { registerRequestLog } from '../../src/slack/request-log.ts';
import { apology } from '../../src/views/apology.ts';
import { acknowledgement } from '../support/acknowledgement.ts';
import { expectValidModal } from '../support/block-kit.ts';
import { createFakeSlack, type FakeSlack } from '../support/fake-slack.ts';

type Acknowledge = () => Promise<void>;

const responseUrl = 'https://hooks.slack.com/commands/1';
const input = { type: 'input', block_id: 'win_text' };
const paragraph = { type: 'section', block_id: 'words' };

describe('a request that fails unexpectedly', () => {
  let slack: FakeSlack;
  let lines: Record<string, unknown>[];
  beforeEach(() => {
    slack = createFakeSlack([]);
    lines = [];
  });
  afterEach(() => slack.restore());

  /** Sends a request to an app whose one handler of each kind is this one. */
  const send = async (body: object, handle: (ack: Acknowledge) => Promise<void>) => {
    const logger = pino({}, { write: (line) => lines.push(JSON.parse(line)) });
    const app = createBoltApp({
      transport: { kind: 'http', signingSecret: 'secret', port: 0 },
      slackApiUrl: undefined,
      authorize: async () => ({ botToken: 'xoxb-test', botId: 'BBOT', botUserId: 'UBOT', teamId: 'T1' }),
      logger: pino({ level: 'silent' }),
    });
    const background = createBackground(logger);
    registerRequestLog(app, { logger, background, apology, clock: { now: () => new Date() } });
    const routes = createRoutes(app, async () => ({}) as Deps);
    routes.view(
      'win.compose',
      () =>
        ({ ack }) =>
          handle(ack),
    );
    routes.command(
      '/brag',
      () =>
        ({ ack }) =>
          handle(ack),
    );
    const ack = acknowledgement();
    await app.processEvent({ body: { team: { id: 'T1' }, user: { id: 'UANN' }, ...body }, ack });
    return ack;
  };
  const submission = (blocks: object[]) => ({
    type: 'view_submission',
    view: { type: 'modal', callback_id: 'win.compose', blocks, state: { values: {} } },
  });
  const command = { command: '/brag', text: 'a secret', response_url: responseUrl };
  const failing = async (): Promise<never> => {
    throw new Error('the roof is leaking');
  };
  const failingLater = async (ack: Acknowledge): Promise<never> => {
    await ack();
    return failing();
  };

  context('when it is a form', () => {
    it('stays open, and says so beside its first field', async () => {
      const ack = await send(submission([paragraph, input, { ...input, block_id: 'other' }]), failing);

      expect(ack.args).to.deep.equal([[{ response_action: 'errors', errors: { win_text: apology.inForm } }]]);
      expect(apology.inForm).to.contain('still here');
    });

    it('says so in place of a form that has no field', async () => {
      const ack = await send(submission([paragraph]), failing);

      expect(ack.args).to.deep.equal([[{ response_action: 'update', view: apology.modal }]]);
      expectValidModal(apology.modal);
    });

    it('stays closed when it was acknowledged already', async () => {
      const ack = await send(submission([input]), failingLater);

      expect(ack.args).to.deep.equal([[]]);
    });
  });

  context('when it is a command', () => {
    for (const [when, handle] of [
      ['before', failing],
      ['after', failingLater],
    ] as const)
      it(`is acknowledged once and apologized for when it fails ${when} that`, async () => {
        const ack = await send(command, handle);

        expect(ack.args).to.deep.equal([[]]);
        expect(slack.answers.map(({ message }) => message)).to.deep.equal([
          { text: apology.message, response_type: 'ephemeral', replace_original: false },
        ]);
      });

    it('is logged with its cause, and without its text', async () => {
      await send(command, failing);

      expect(lines).to.have.length(1);
      expect(lines[0]).to.include({ feature: '/brag', teamId: 'T1', msg: 'failed' });
      expect(JSON.stringify(lines)).to.contain('roof is leaking').and.not.to.contain('a secret');
    });
  });
});

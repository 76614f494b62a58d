import { expect } from 'chai';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

describe('the first minute in the sandbox', () => {
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ isForVisitors: true });
  });

  after(() => sandbox.stop());

  for (const channel of ['general', 'support']) {
    it(`takes a reaction in #${channel}, and shows the win on #brag-wall`, async () => {
      const text = `carried it over from ${channel}`;
      const { ts } = await sandbox.act('/message', { user: 'lee', channel, text });

      await sandbox.react('sam', ts!, true, 'trophy', channel);

      await sandbox.waitForWin(text);
      expect((await sandbox.messagesIn(channel)).map((message) => message.text)).to.deep.equal([text]);
    });
  }

  it('is the same in a new workspace', async () => {
    await sandbox.act('/reset', {});

    const { channels, bot } = await sandbox.state();
    const where = channels.filter(({ members }) => members.includes(bot.userId)).map(({ name }) => name);
    expect(where).to.deep.equal(['general', 'brag-wall', 'support']);
    expect(await sandbox.violations()).to.deep.equal([]);
  });
});

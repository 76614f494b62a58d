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

import { expect } from 'chai';
import { closeForm } from '../../src/handlers/form-answer.ts';
import { acknowledgement } from '../support/acknowledgement.ts';

describe('closing a form', () => {
  const atLast = Promise.resolve(undefined);
  const errorsOf = (outcome: string) => (outcome === 'blank' ? { text: 'Say something.' } : undefined);

  it('closes it with what was stored', async () => {
    const ack = acknowledgement();

    const closed = await closeForm(
      ack,
      { kind: 'stored', outcome: 'w1', atLast },
      { errorsOf, silentAt: 'text' },
    );

    expect(closed).to.equal('w1');
    expect(ack.args).to.deep.equal([[]]);
  });

  it('keeps it open with what is wrong beside its block', async () => {
    const ack = acknowledgement();
    const stored = { kind: 'stored', outcome: 'blank', atLast } as const;

    const closed = await closeForm(ack, stored, { errorsOf, silentAt: 'text' });

    expect(closed).to.equal(undefined);
    expect(ack.args).to.deep.equal([[{ response_action: 'errors', errors: { text: 'Say something.' } }]]);
  });

  for (const kind of ['failed', 'under-way'] as const)
    it(`keeps it open with its text when storing is ${kind}`, async () => {
      const ack = acknowledgement();

      const closed = await closeForm(ack, { kind, atLast }, { errorsOf, silentAt: 'text' });

      expect(closed).to.equal(undefined);
      expect(ack.callCount).to.equal(1);
      expect(JSON.stringify(ack.args)).to.contain('Your text is still here');
    });
});

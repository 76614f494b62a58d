import type { ModalView, Overflow } from '@slack/types';
import { expect } from 'chai';
import { maxWinLength, noDetails } from '../../../src/domain/win.ts';
import { emptyComposer, winForm } from '../../../src/views/win/win-form.ts';
import { expectValidModal } from '../../support/block-kit.ts';

const empty = {
  kind: 'compose',
  metadata: '{}',
  principleNames: {},
  typed: '',
  userIds: [],
  customerData: [],
  ...noDetails,
} as const;

describe('the form for a win', () => {
  it('asks for all that a win can carry', () => {
    const { blocks } = winForm(empty);

    const [menu, ...fields] = blocks;
    expect(menu).to.have.nested.property('accessory.action_id', 'brag.menu');
    expect(fields.map((block) => block.block_id)).to.deep.equal([
      'win_text',
      'win_people',
      'win_only_to_them',
      'win_helpers',
      'win_customer',
      'win_rung',
      'win_principle',
    ]);
    expectValidModal(winForm(empty));
  });

  it('leads to what is not a win while nothing was typed, and never from a win that exists', () => {
    const menuOf = (view: ModalView) => JSON.stringify(view).includes('brag.menu');

    expect(menuOf(emptyComposer('{}', {}))).to.equal(true);
    expect(menuOf(winForm({ ...empty, customerData: ['email'] }))).to.equal(false);
    for (const kind of ['change', 'message'] as const)
      expect(menuOf(winForm({ ...empty, kind })), kind).to.equal(false);
  });

  it('says in its menu what each other thing is', () => {
    const { accessory } = emptyComposer('{}', {}).blocks[0] as { accessory: Overflow };

    const choices = accessory.options.map(({ value, text }) => [value, text.text]);
    expect(choices).to.deep.equal([
      ['idea', 'Little extra: a small kindness to try today'],
      ['plan', 'Plan a treat: surprise one customer'],
      ['recover', 'Make it right: when something went wrong'],
      ['lesson', 'Silver lining: what you learnt as a customer'],
    ]);
  });

  it('offers words to them alone while it is composed, and not once it is on the wall', () => {
    const composed = JSON.stringify(winForm({ ...empty, isOnlyToThem: true }));
    const changed = JSON.stringify(winForm({ ...empty, kind: 'change', isOnlyToThem: true }));

    expect(composed).to.contain('"initial_options"').and.to.contain('win_only_to_them');
    expect(changed).not.to.contain('win_only_to_them');
  });

  it('asks what to do with customer data before it posts', () => {
    const view = winForm({ ...empty, customerData: ['email', 'phone', 'email'] });

    expect(JSON.stringify(view.blocks[0])).to.contain('an e-mail address and a phone number');
    expect(view.blocks[1]?.block_id).to.equal('win_customer_data');
    expectValidModal(view);
  });

  it('is filled in with what the win holds', () => {
    const view = winForm({
      kind: 'change',
      principleNames: {},
      metadata: '{}',
      typed: 'x'.repeat(maxWinLength),
      userIds: ['U1'],
      customerAlias: 'Mrs Lee',
      rung: 'hugger',
      principle: 'respect',
      customerData: [],
    });

    const shown = JSON.stringify(view.blocks);
    for (const value of ['x'.repeat(maxWinLength), '"initial_users":["U1"]', 'Mrs Lee', 'hugger', 'respect'])
      expect(shown).to.contain(value);
    expectValidModal(view);
  });
});

describe('the form for a win of a team with principles of its own', () => {
  it('offers them by their names, and keeps their ids', () => {
    const view = winForm({ ...empty, principleNames: { respect: 'Respect & <care>', 'with-them': '' } });

    const principle = JSON.stringify(view.blocks.find(({ block_id }) => block_id === 'win_principle'));
    expect(principle).to.contain(
      '{"text":{"type":"plain_text","text":"Respect & <care>","emoji":true},"value":"respect"}',
    );
    expect(principle).to.contain('Done with them, not to them');
    expectValidModal(view);
  });
});

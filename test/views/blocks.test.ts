import { expect } from 'chai';
import { button, checkbox, option, select, textInput } from '../../src/views/blocks.ts';

const field = { blockId: 'colour', label: 'Which colour?' };
const options = [option('red', 'Red'), option('blue', 'Blue')];

describe('blocks', () => {
  it('leave out what is not said, since Slack takes no null', () => {
    const blocks = [button('a', 'Go'), textInput(field, { maxLength: 80 }), select(field, { options })];

    for (const block of blocks) expect(block).to.deep.equal(JSON.parse(JSON.stringify(block)));
    expect(blocks[0]).to.deep.equal({
      type: 'button',
      action_id: 'a',
      text: { type: 'plain_text', text: 'Go', emoji: true },
    });
  });

  it('show what is chosen already, and nothing that is no longer offered', () => {
    expect(select(field, { options, chosen: 'blue' }).element).to.deep.include({
      initial_option: options[1],
    });
    expect(select(field, { options, chosen: 'green' }).element).not.to.have.property('initial_option');
  });

  it('tick a box, or leave it empty', () => {
    const [box] = options;

    expect(checkbox(field, box!, true).element).to.deep.include({ initial_options: [box] });
    expect(checkbox(field, box!, false).element).not.to.have.property('initial_options');
  });
});

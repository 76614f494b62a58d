import { expect } from 'chai';
import { wallQuestion } from '../../../src/views/wall.ts';
import { textReturned, winAnswer } from '../../../src/views/win/win-answer.ts';
import { expectValidMessage } from '../../support/block-kit.ts';

const stored = {
  winId: 'w1',
  link: undefined,
  noLink: undefined,
  leftOut: [],
  fellBackToAuthor: false,
  customerData: [],
};

describe('the answer to the author', () => {
  it('links to the win and offers Edit and Undo', () => {
    const message = winAnswer({ ...stored, link: 'https://demo.slack.com/archives/C1/p1' });

    expect(message.text).to.contain('<https://demo.slack.com/archives/C1/p1|see it there>');
    expect(JSON.stringify(message.blocks)).to.contain('"Edit"').and.to.contain('"Undo"');
    expectValidMessage(message);
  });

  it('says who was left out and why, with names as text', () => {
    const message = winAnswer({
      ...stored,
      leftOut: [
        { userId: 'U1', name: '<!channel>', why: 'bot' },
        { userId: 'U2', name: undefined, why: 'unknown' },
      ],
    });

    expect(message.text).to.contain('Not credited: &lt;!channel&gt; (is an app).');
    expect(message.text).to.contain('Not credited: somebody you mentioned (nobody here goes by that name).');
  });

  it('says that a win waits for a wall', () => {
    expect(winAnswer({ ...stored, noLink: 'no-wall' }).text).to.match(
      /stored. It waits until there is a wall/,
    );
    expectValidMessage(wallQuestion());
  });
});

describe('giving a text back', () => {
  it('gives all of it back, however long, as it was typed', () => {
    const typed = `${'<&>*'.repeat(2000)}end`;

    const message = textReturned('Too long.', typed);

    const quoted = message.blocks
      .slice(1)
      .map((block) => (block.type === 'section' ? block.text?.text : ''))
      .join('');
    expect(quoted).to.equal(typed);
    expectValidMessage(message);
  });
});

import { expect } from 'chai';
import type { CreditReport } from '../../../src/domain/credit-report.ts';
import { wallQuestion } from '../../../src/views/wall.ts';
import { changeAnswer, textReturned, winAnswer } from '../../../src/views/win/win-answer.ts';
import { expectValidMessage } from '../../support/block-kit.ts';

const credit: CreditReport = {
  isAuthorCredited: true,
  names: [],
  leftOut: [],
  helperNames: [],
  helpersLeftOut: [],
  fellBackToAuthor: false,
  groups: [],
  mentionedNames: [],
  unrecognised: [],
};
const stored = {
  winId: 'w1',
  words: 'found the lost *parcel*',
  link: undefined,
  noLink: undefined,
  credit,
  customerData: [],
};

describe('the answer to the author', () => {
  it('says whom it credits and its first words, links to it, and offers to change it', () => {
    const message = winAnswer({ ...stored, link: 'https://demo.slack.com/archives/C1/p1' });

    expect(message.text).to.equal(
      ':raised_hands: On the wall for you: ‘found the lost ∗parcel∗’. <https://demo.slack.com/archives/C1/p1|See it there>.',
    );
    expect(JSON.stringify(message.blocks)).to.contain('"Add details"').and.to.contain('"Edit"');
    expect(JSON.stringify(message.blocks)).to.contain('"Undo"');
    expectValidMessage(message);
  });

  it('says who was left out and why, with names as text', () => {
    const message = winAnswer({
      ...stored,
      credit: {
        ...credit,
        names: ['<@U3>'],
        leftOut: [
          { userId: 'U1', name: '<!channel>', why: 'bot' },
          { userId: 'U2', name: undefined, why: 'unknown' },
        ],
        groups: [{ name: '<!here>', outcome: 'by-name', memberCount: 60 }],
        mentionedNames: ['<&>'],
        unrecognised: ['@<x>'],
      },
    });

    expect(message.text).to.contain('Not credited: &lt;!channel&gt; (an app).');
    expect(message.text).to.contain('Not credited: somebody you mentioned (nobody here goes by that name).');
    expect(message.text).to.contain(' for you and &lt;@U3&gt;: ').and.to.contain('&lt;!here&gt; has 60');
    expect(message.text.indexOf('for you and')).to.be.below(message.text.indexOf('Not credited'));
    expect(message.text).to.contain('not credited: &lt;&amp;&gt;').and.to.contain('recognised: @&lt;x&gt;');
    expect(message.text).not.to.match(/<[^>]*>/);
  });

  it("stays within Slack's limits, however many names there are and however long", () => {
    const names = Array.from({ length: 60 }, () => '&'.repeat(80));
    const leftOut = (['unknown', 'bot', 'deactivated', 'stranger', 'too-many'] as const).flatMap((why) =>
      names.map((name) => ({ userId: 'U1', name, why })),
    );
    const groups = names.map((name) => ({ name, outcome: 'by-name', memberCount: 60 }) as const);

    const message = winAnswer({
      ...stored,
      credit: {
        ...credit,
        names: names.slice(0, 10),
        leftOut,
        helperNames: names,
        helpersLeftOut: leftOut,
        groups,
        mentionedNames: names,
        unrecognised: names,
      },
      customerData: ['email', 'phone', 'card', 'account'],
    });

    expectValidMessage(message);
    expect(message.blocks.filter(({ type }) => type === 'section').length).to.be.above(1);
    expectValidMessage(changeAnswer('w1', { ...credit, leftOut, helpersLeftOut: leftOut }));
  });

  it('says that a win waits for a wall', () => {
    expect(winAnswer({ ...stored, noLink: 'no-wall' }).text).to.match(
      /stored for you: .* It waits until there is a wall/,
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

  it('introduces it once in plain text', () => {
    expect(textReturned('Please shorten it:', 'a win').text).to.equal('Please shorten it. Your text: a win');
  });

  it('gives back nothing of a text that nobody can see', () => {
    for (const typed of ['', ' ', '\uFE0F', '\u3164\u2800'])
      expect(textReturned('There are no words in this.', typed).text).to.equal('There are no words in this.');
  });
});

import { expect } from 'chai';
import { maxWinLength, noDetails } from '../../../src/domain/win.ts';
import { settingsDefaults } from '../../../src/domain/workspace.ts';
import { mostUpdated } from '../../../src/views/message.ts';
import { type WinCard, winCard } from '../../../src/views/win/win-card.ts';
import { expectValidMessage } from '../../support/block-kit.ts';

const card = (fields: Partial<WinCard> = {}): WinCard => ({
  winId: 'w1',
  authorId: 'U1',
  heroIds: ['U1'],
  helperIds: [],
  groupNames: [],
  text: 'drove the parcel over',
  names: new Map([
    ['U1', 'Jo Demo'],
    ['U2', 'Ann Demo'],
  ]),
  postedAt: new Date('2026-10-05T09:00:00Z'),
  nominationCount: 0,
  exceptionalThreshold: 3,
  nominationEmoji: settingsDefaults.nominationEmoji,
  principleNames: {},
  original: undefined,
  workspaceUrl: 'https://demo.slack.com/',
  ...noDetails,
  ...fields,
});

describe('a win on the wall', () => {
  it('says everything in its plain text', () => {
    const { text } = winCard(
      card({ customerAlias: 'Mrs Lee', rung: 'hugger', principle: 'respect', nominationCount: 1 }),
    );

    expect(text).to.equal(
      '<@U1>: drove the parcel over (For Mrs Lee, who could have hugged us. Principle: Respect. 1 nomination)',
    );
  });

  it('tells in steps how something was made right, however long that is', () => {
    const steps = Array.from({ length: 6 }, () => 'said what we did and that we were sorry');
    const madeRight = { cause: 'how we do it', steps, change: '&'.repeat(500) };

    const message = winCard(card({ madeRight, text: '&amp;'.repeat(maxWinLength) }));

    expectValidMessage(message);
    expect(JSON.stringify(message.blocks)).to.contain('6. said what we did').and.to.contain('What we change');
    expect(message.text).to.contain('Made right: it came of how we do it');
  });

  it('says what its customer says, exactly as typed and however long, with everything else', () => {
    const words = '&'.repeat(500);
    const madeRight = { cause: 'how we do it', steps: [], change: words };
    const details = { customerAlias: '&'.repeat(80), rung: 'hugger', principle: 'respect' } as const;

    const message = winCard(
      card({
        ...details,
        madeRight,
        customer: { answer: 'helped', words },
        text: '&amp;'.repeat(maxWinLength),
      }),
    );
    const short = winCard(card({ customer: { answer: 'made-my-day', words: '*so* kind, <@U2>' } }));

    expectValidMessage(message);
    expect(message.text.length).to.be.at.most(mostUpdated);
    expect(JSON.stringify(message.blocks)).to.contain(words);
    expect(JSON.stringify(short.blocks))
      .to.contain('"text":"*so* kind, <@U2>"')
      .and.not.contain('"user_id":"U2"');
    expect(short.text).to.equal(
      '<@U1>: drove the parcel over (The customer says: it made my day. “*so* kind, &lt;@U2&gt;”. No nominations yet)',
    );
  });

  it('has those who helped in a line of their own, and in its text', () => {
    const message = winCard(card({ helperIds: ['U2', 'U3'], customerAlias: 'Mrs Lee' }));

    expect(message.blocks[2]).to.deep.equal({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: ':handshake: Helped: <@U2> and <@U3>', verbatim: true }],
    });
    expect(message.text).to.equal(
      '<@U1>: drove the parcel over (Helped: <@U2> and <@U3>. For Mrs Lee. No nominations yet)',
    );
  });

  const standings: [number, string][] = [
    [0, 'No nominations yet'],
    [1, '1 nomination'],
    [2, '2 nominations'],
    [3, 'Exceptional: 3 nominations'],
  ];
  for (const [count, words] of standings)
    it(`shows ${count} nominations as "${words}"`, () => {
      const message = winCard(card({ nominationCount: count }));

      expect(message.text).to.contain(`(${words})`);
      expect(JSON.stringify(message.blocks)).to.contain(words);
    });

  it('shows markup, links and mass mentions as they were typed, and mentions heroes alone', () => {
    const text = '*x* &lt;!channel&gt; @here &lt;https://evil.example|https://bank.example&gt; <@U1> <@U2>';

    const message = winCard(card({ text }));

    const [, story] = message.blocks;
    expect(story).to.deep.equal({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '*x* <!channel> @here <https://evil.example|https://bank.example> ' },
            { type: 'user', user_id: 'U1' },
            { type: 'text', text: ' ' },
            { type: 'text', text: '@Ann Demo' },
          ],
        },
      ],
    });
    expect(message.text).to.contain(
      '*x* &lt;!channel&gt; @here &lt;https://evil.example|https://bank.example&gt; <@U1> @Ann Demo',
    );
    expect(message.text).not.to.match(/<[!#]/);
  });

  it('shows emoji as emoji, and times as times', () => {
    const message = winCard(card({ text: 'done :tada: at 10:30:45 :+1::skin-tone-3:' }));

    expect(JSON.stringify(message.blocks[1])).to.contain('{"type":"emoji","name":"tada"}');
    expect(JSON.stringify(message.blocks[1])).to.contain('at 10:30:45 ');
    expect(JSON.stringify(message.blocks[1])).to.contain('{"type":"emoji","name":"+1::skin-tone-3"}');
  });

  it('names the teller and the nominator without mentioning them', () => {
    expect(winCard(card({ heroIds: ['U2'] })).text).to.match(/^<@U2>, as told by Jo Demo: /);

    const original = {
      channelId: 'C1',
      ts: '1700000000.000100',
      threadTs: undefined,
      hasPicture: false,
      nominatedBy: 'U2',
    };
    const message = winCard(card({ original }));

    expect(message.text).to.match(/^<@U1>, nominated by Ann Demo: /);
    expect(JSON.stringify(message.blocks)).to.contain(
      '<https://demo.slack.com/archives/C1/p1700000000000100|original message>',
    );
  });

  it('keeps its heading bold, whatever people are called', () => {
    const names = new Map([['U1', '*Jo* \u202e_x_']]);
    const [heading] = winCard(card({ heroIds: ['U2'], names })).blocks;

    expect(heading).to.deep.include({
      text: { type: 'mrkdwn', text: ':raised_hands: *<@U2>, as told by ∗Jo∗ ˍxˍ*', verbatim: true },
    });
  });

  it('says that there are no words rather than send nothing', () => {
    const message = winCard(card({ text: '\u2066\u202e' }));

    expect(JSON.stringify(message.blocks[1])).to.contain('(without words)');
    expectValidMessage(message);
  });

  it("stays within Slack's limits with the longest text and ten heroes", () => {
    const heroIds = Array.from({ length: 10 }, (_, index) => `U${index}`);
    const message = winCard(
      card({
        text: '&amp;'.repeat(maxWinLength),
        heroIds,
        customerAlias: 'x'.repeat(80),
        rung: 'raving-fan',
        principle: 'everybodys-job',
      }),
    );

    expectValidMessage(message);
    expect(message.text).to.have.length.at.most(4000);
    expect(message.text).to.match(/&amp;… \(For x+, .*No nominations yet\)$/);
    expect(JSON.stringify(message.blocks)).to.contain('&'.repeat(maxWinLength));
  });
});

describe('a win on the wall of a team that decided otherwise', () => {
  const shown = (fields: Partial<WinCard>) => JSON.stringify(winCard(card(fields)).blocks);

  const emoji: [string, string[], mark: string, exceptional: string][] = [
    ['two', ['tada', 'our_logo'], ':tada:', ':our_logo:'],
    ['one', ['heart'], ':heart:', ':heart:'],
    ['many', ['+1', 'clap', 'heart'], ':+1:', ':clap:'],
  ];
  for (const [many, names, mark, exceptional] of emoji)
    it(`is marked with the emoji that nominate when there are ${many}`, () => {
      const nominationEmoji = new Set(names);

      expect(shown({ nominationEmoji }))
        .to.contain(`${mark} Nominate`)
        .and.to.contain(`${mark} No nominations`);
      expect(shown({ nominationEmoji, nominationCount: 3 })).to.contain(`${exceptional} *Exceptional`);
      expect(shown({ nominationEmoji })).not.to.match(/trophy|star2/);
    });

  it('leaves an emoji off the button that has too long a name for it', () => {
    expect(shown({ nominationEmoji: new Set(['x'.repeat(100)]) })).to.contain('"text":"Nominate"');
  });

  const names: [string, string | undefined, string, string][] = [
    ['its own', 'Care <first> & *last*', 'Principle: Care <first> & *last*', 'Care &lt;first&gt; &amp; '],
    ['no name', undefined, 'Principle: Respect', 'Principle: Respect'],
    ['an empty one', ' ', 'Principle: Respect', 'Principle: Respect'],
    ['one that nobody can see', '\u200b', 'Principle: Respect', 'Principle: Respect'],
  ];
  for (const [what, own, inBlocks, inText] of names)
    it(`names a principle that has ${what}`, () => {
      const principleNames = own === undefined ? {} : { respect: own };

      const message = winCard(card({ principle: 'respect', principleNames }));

      expect(JSON.stringify(message.blocks)).to.contain(inBlocks);
      expect(message.text).to.contain(inText);
      expectValidMessage(message);
    });
});

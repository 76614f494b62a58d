import { expect } from 'chai';
import { blockFaults } from 'slack-sandbox';
import { addWeeks } from '../../../src/domain/calendar.ts';
import type { Digest } from '../../../src/domain/digest.ts';
import { noticedIn, withoutPersons } from '../../../src/domain/digest-shown.ts';
import { settingsDefaults } from '../../../src/domain/workspace.ts';
import { digestAnswer, digestMessage } from '../../../src/views/digest/digest.ts';
import { managerDigest } from '../../../src/views/digest/manager-digest.ts';
import { digest, digestStory } from '../../support/digest.ts';

const workspaceUrl = 'https://demo.slack.com/';
const view = (fields = {}, isSoFar = false) => ({
  digest: digest(fields),
  look: settingsDefaults,
  workspaceUrl,
  isSoFar,
  isTotalsOnly: false,
});
const challenge = {
  name: 'Five days',
  participantCount: 9,
  finishedCount: 3,
  days: [
    { theme: 'Be reachable', doneCount: 8 },
    { theme: 'Be there', doneCount: 4 },
  ],
};
const full: Partial<Digest> = {
  winCount: 12,
  heroIds: ['U1', 'U2'],
  nominationCount: 31,
  exceptionalCount: 1,
  exceptional: [digestStory('w1', { text: 'drove <it> over' })],
  story: digestStory('w1', { text: 'drove <it> over :tada:' }),
  trend: [
    { week: '2026-W40', winCount: 9, exceptionalCount: 0 },
    { week: '2026-W41', winCount: 12, exceptionalCount: 1 },
  ],
  ladder: [
    { rung: 'smiler', count: 2 },
    { rung: 'raving-fan', count: 1 },
  ],
  principles: [{ principle: 'respect', count: 4 }],
  firstTimerCount: 2,
  firstTimers: [
    { userId: 'U2', name: 'Sam' },
    { userId: 'U3', name: '<!channel>' },
  ],
  challenge,
};

/** As bad as what people type can get. */
const nasty = '&<!channel> *b* `c` '.repeat(99).slice(0, 2000);
const nastyName = '&'.repeat(80);
const nastyPeople = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ userId: `U${index}`, name: nastyName }));
const nastyStory = (winId: string) =>
  digestStory(winId, { text: nasty, heroes: nastyPeople(10), nominationCount: 400 });
const worst = digest({
  ...full,
  exceptionalCount: 50,
  exceptional: Array.from({ length: 10 }, (_, index) => nastyStory(`w${index}`)),
  story: nastyStory('w0'),
  trend: Array.from({ length: 8 }, (_, index) => ({
    week: `2026-W${34 + index}`,
    winCount: 999,
    exceptionalCount: 99,
  })),
  firstTimerCount: 700,
  firstTimers: nastyPeople(30),
  challenge: { ...challenge, days: challenge.days.map((day) => ({ ...day, theme: nastyName })) },
  team: {
    memberCount: 900,
    tookPartCount: 3,
    unseenCount: 800,
    unseen: nastyPeople(8).map((person, index) => ({
      person,
      wins: [nastyStory(`a${index}`), nastyStory(`b${index}`)],
    })),
    withoutWins: nastyPeople(30),
    withoutWinsCount: 700,
  },
});

describe('the digest for everybody', () => {
  it('says every fact in its text', () => {
    const { text } = digestMessage(view(full)).message;

    expect(text.split('\n')).to.deep.equal([
      '*The week on the wall: 5 to 11 October 2026*',
      '12 wins by 2 people, 31 nominations, 1 exceptional win.',
      ':star2: *Exceptional*:',
      '• Jo: drove &lt;it&gt; over (3 nominations) <https://demo.slack.com/archives/C1/p1790000000000100|See it on the wall>',
      '*One story in full*, of Jo (<https://demo.slack.com/archives/C1/p1790000000000100|on the wall>): drove &lt;it&gt; over :tada:',
      'Wins in the last 2 weeks, by the Monday they began: 28 Sep: 9, 5 Oct: 12 (1 exceptional).',
      ':ladder: *How customers left:* 2 smilers, 1 raving fan.',
      ':compass: *Principles shown:* Respect (4).',
      ':wave: *On the wall for the first time:* welcome, Sam and &lt;!channel&gt;!',
      ':calendar: *Five days:* 9 people took part. 3 people did every day.',
      '`/brag digest 2026-W41` shows this again, any time.',
    ]);
  });

  it('shows the trend as a chart with a title, and as a table where Slack has none', () => {
    const { message, fallbackBlocks } = digestMessage(view(full));

    const chart = message.blocks.find(({ type }) => (type as string) === 'data_visualization');
    expect(chart).to.have.property('title', 'Wins a week, and how many were exceptional');
    expect(fallbackBlocks).to.have.length(message.blocks.length);
    expect(JSON.stringify(fallbackBlocks)).to.contain('5 Oct   12 (1 exceptional)');
    expect(fallbackBlocks.map(({ type }) => type as string)).not.to.contain('data_visualization');
  });

  it('shows emoji as emoji, and cuts none in half', () => {
    const text = `:fire: ${'x'.repeat(150)} 🎉🎉🎉🎉🎉🎉`;
    const { message } = digestMessage(view({ ...full, exceptional: [digestStory('w1', { text })] }));

    const blocks = JSON.stringify(message.blocks);
    expect(blocks).to.contain('{"type":"emoji","name":"fire"}').and.not.contain(':fire:');
    for (const shown of [message.text, blocks]) expect(shown).to.contain('x 🎉🎉🎉🎉🎉🎉 (3');
    expect(blocks).to.match(/"text":" x{150} 🎉{6} \(3 nominations\) "/u);
  });

  it('keeps bold what is bold, whatever people are called', () => {
    const story = digestStory('w1', { heroes: [{ userId: 'U1', name: '*Jo*' }] });
    const { text } = digestMessage(view({ ...full, story, exceptional: [story] })).message;

    expect(text).to.contain('• ∗Jo∗: story of w1').and.to.contain('*One story in full*, of ∗Jo∗ (');
  });

  it('is kind and useful about a quiet week', () => {
    const { message } = digestMessage(view());

    expect(message.text).to.contain('quiet week').and.to.contain('`/brag @name and what they did`');
    expect(message.text).not.to.match(/\b0\b|no wins/);
  });

  it('calls no week quiet in which something was planned or done, and says that no win was posted', () => {
    const plans = { plannedCount: 2, doneCount: 0, confirmedCount: 0, guessedCount: 0, sharedCount: 0 };
    const { text } = digestMessage(view({ plans })).message;

    expect(text).to.contain('Nobody posted a win.').and.not.match(/quiet/i);
  });

  it('tells of a quiet week in other words than of those before and after it', () => {
    const weeks = Array.from({ length: 60 }, (_, index) => addWeeks('2026-W30', index));
    const texts = weeks.map((week) => digestMessage(view({ week })).message.text.split('\n')[1] ?? '');

    for (const [index, text] of texts.entries()) {
      expect(text)
        .to.match(/quiet week/i)
        .and.to.contain('`/brag @name and what they did`');
      expect(texts.slice(index + 1, index + 4)).not.to.include(text);
    }
  });

  it('says that it is back after more quiet weeks than it told of', () => {
    const textAfter = (counts: number[]) =>
      digestMessage(
        view({
          ...full,
          trend: counts.map((winCount, index) => ({
            week: addWeeks('2026-W41', index + 1 - counts.length),
            winCount,
            exceptionalCount: 0,
          })),
        }),
      ).message.text;

    expect(textAfter([3, 0, 0, 0, 0, 12])).to.contain('again, after some quiet weeks');
    expect(textAfter([3, 0, 0, 0, 12])).not.to.contain('quiet weeks');
  });

  it('welcomes first-timers without their names in team mode', () => {
    const { text } = digestMessage({ ...view(), digest: withoutPersons(digest(full)) }).message;

    expect(text)
      .to.contain('12 wins by 2 people, 31 nominations')
      .and.to.contain('• Jo: drove &lt;it&gt; over <https')
      .and.to.contain('*On the wall for the first time:* 2 people. Welcome!')
      .and.not.contain('Sam');
  });

  const helped: [how: string, help: Digest['help'], line: string | undefined][] = [
    [
      'by name',
      { personCount: 32, people: [{ userId: 'U2', name: '<Sam>' }], places: [] },
      ':handshake: *Helped* (32 people): &lt;Sam&gt; and 31 others.',
    ],
    ['by number alone', { personCount: 2, people: [], places: [] }, ':handshake: *Helped:* 2 people.'],
    ['not at all where nobody is named', null, undefined],
  ];
  for (const [how, help, line] of helped)
    it(`tells of those who helped ${how}`, () => {
      const lines = digestMessage(view({ ...full, ...(help && { help }) })).message.text.split('\n');

      expect(lines.find((each) => each.includes(':handshake:'))).to.equal(line);
    });

  it('compares no quiet week with the one before', () => {
    const blocks = (winCount: number) =>
      JSON.stringify(digestMessage(view({ ...full, winCount, wholeWeeks: 8 })).message.blocks);

    expect(blocks(12)).to.contain('than in the week before');
    expect(blocks(0)).not.to.contain('in the week before');
  });

  it('says that it is numbers only where there are stories to keep', () => {
    const toldTo = (fields: Partial<Digest>) =>
      digestMessage({ ...view(fields), isTotalsOnly: true }).message.text;

    expect(toldTo({ ...full, exceptional: [], story: null })).to.contain('numbers only');
    expect(toldTo({})).to.contain('quiet week').and.not.contain('numbers only');
  });

  it('says that a week is not finished', () => {
    expect(digestMessage(view(full, true)).message.text).to.match(/^\*This week so far \(not finished\)/);
    expect(digestMessage(view(full, true)).message.text).to.contain(
      '9 people are in. 3 people did every day.',
    );
    expect(digestMessage(view({}, true)).message.text).to.contain('Nothing on the wall yet this week');
  });

  it("offers the managers' edition to managers", () => {
    expect(JSON.stringify(digestAnswer(view(full), true).message.blocks)).to.contain('digest.managers');
    expect(JSON.stringify(digestAnswer(view(full), false).message.blocks)).not.to.contain('digest.managers');
  });

  it("keeps to Slack's limits and calls nobody, whatever people type", () => {
    for (const each of [view(), view(full), view(full, true), view(worst)]) {
      const { message, fallbackBlocks } = digestAnswer(each, true);

      expect(blockFaults(message.blocks, 'message')).to.deep.equal([]);
      expect(blockFaults(fallbackBlocks, 'message')).to.deep.equal([]);
      expect(message.text).to.have.length.within(1, 40_000);
      expect(message.text).not.to.match(/<[@!]/);
    }
  });
});

describe("the managers' edition", () => {
  const team = {
    memberCount: 12,
    tookPartCount: 7,
    unseenCount: 3,
    unseen: [{ person: { userId: 'U5', name: 'Ria' }, wins: [digestStory('w9', { nominationCount: 0 })] }],
    withoutWins: [
      { userId: 'U6', name: 'Tom' },
      { userId: 'U7', name: 'Lee' },
    ],
    withoutWinsCount: 2,
  };

  it('tells who takes part, who goes unseen, and what they did', () => {
    const { text, blocks } = managerDigest(view({ ...full, team }), 'UANN');

    expect(text).to.contain("7 of the 12 people in the wall's channel (58%)");
    expect(text).to.contain('3 people without a nomination');
    expect(text).to.contain(':star2: *Exceptional*').and.to.contain('drove &lt;it&gt; over');
    expect(text)
      .to.contain('What Ria did and nobody has nominated')
      .and.to.contain('• Jo: story of w9 <https');
    expect(text).to.contain('Tom and Lee');
    expect(text).to.contain(
      '9 people took part. Done by day: Be reachable (8) and Be there (4). Every day: 3.',
    );
    expect(JSON.stringify(blocks)).to.contain('"action_id":"nomination.toggle"').and.to.contain('"w9"');
  });

  it('tells managers of a challenge that some have joined and none has done a day of', () => {
    const challenge = { ...full.challenge!, tookPartCount: 0 };

    const { text } = managerDigest(view({ ...full, challenge, team }), 'UANN');

    expect(text).to.contain('9 people are in. Nobody has done a day yet.').and.not.to.contain('Done by day');
  });

  it('names those who are new, and the others in one line with all of it a click away', () => {
    const before = { ...team, withoutWins: [team.withoutWins[0]!], withoutWinsCount: 1, unseenCount: 2 };

    const { text, blocks } = managerDigest(view({ team }), 'UANN', { noticed: noticedIn({ team: before }) });

    expect(text)
      .to.contain('3 people without a nomination')
      .and.to.contain('weeks: Lee. Quiet')
      .and.to.contain('Still the same as last week: 2 people and 1 win that nobody has nominated.')
      .and.not.match(/Ria|Tom|story of w9/);
    expect(JSON.stringify(blocks)).to.contain('"action_id":"digest.managers"').and.to.contain('"2026-W41"');
  });

  it('shows as many wins as it has room for, of everybody first, and the rest a click away', () => {
    const unseen = ['Ria', 'Max'].map((name, index) => ({
      person: { userId: `U${5 + index}`, name },
      wins: ['first', 'second'].map((which) => digestStory(`${which} of ${name}`)),
    }));

    const shown = managerDigest(view({ team: { ...team, unseen } }), 'UANN', { mostWins: 2 });
    const all = managerDigest(view({ team: { ...team, unseen } }), 'UANN');

    expect(shown.text)
      .to.contain('first of Ria')
      .and.to.contain('first of Max')
      .and.to.contain('And 2 wins more of theirs.')
      .and.not.to.contain('second of');
    expect(JSON.stringify(shown.blocks)).to.contain('"action_id":"digest.managers"');
    expect(all.text).to.contain('second of Max').and.not.to.contain('more of theirs');
  });

  it('names nobody again where nothing has changed', () => {
    const { text } = managerDigest(view({ team }), 'UANN', { noticed: noticedIn({ team }) });

    expect(text)
      .to.contain('Still the same as last week: 3 people and 1 win that nobody has nominated.')
      .and.not.match(/Ria|Tom|Lee|press Nominate/);
  });

  it('names nobody in team mode, and says why', () => {
    const shown = withoutPersons(digest({ ...full, team }));

    const { text } = managerDigest({ ...view(), digest: shown }, 'UANN');

    expect(text)
      .to.contain("7 of the 12 people in the wall's channel (58%)")
      .and.to.contain('3 people without a nomination')
      .and.to.contain('Team mode keeps out who they are')
      .and.not.match(/Ria|Tom|Lee|press Nominate|3 nominations|Still the same/);
  });

  it("says nothing of team mode where the only win to nominate is the reader's", () => {
    const mine = { ...team, unseenCount: 1, withoutWins: [], withoutWinsCount: 0 };

    expect(managerDigest(view({ team: mine }), 'U1').text).not.to.contain('Team mode');
  });

  it('counts nobody in a week without a win', () => {
    const { text } = managerDigest(view({ team: { ...team, tookPartCount: 0 } }), 'UANN');

    expect(text).to.contain('Nobody posted a win.').and.not.contain('0 of the');
  });

  it('says how long ago its reader recognised each, and offers to', () => {
    const now = new Date('2026-10-12T09:00Z');
    const since = new Date('2026-08-01T00:00Z');
    const wins = [digestStory('w9', { nominationCount: 0 }), digestStory('w8', { nominationCount: 0 })];
    const unseen = [
      { person: { userId: 'U5', name: 'Ria' }, wins },
      { person: { userId: 'U8', name: 'Bo' }, wins: [digestStory('w7', { nominationCount: 0 })] },
    ];
    const lastAt = new Map([['U5', new Date('2026-09-05T09:00Z')]]);

    const { text, blocks } = managerDigest(view({ team: { ...team, unseen } }), 'UANN', {
      words: { now, since, lastAt },
    });

    expect(text).to.contain(
      'You have not recognised Bo yet in the 10 weeks that I know of. You last recognised Ria 5 weeks ago.',
    );
    const values = JSON.stringify(blocks).match(/"digest.recognise"[^}]*}[^}]*"value":"[^"]*"/g) ?? [];
    expect(values.map((each) => /"value":"([^"]*)"/.exec(each)?.[1])).to.deep.equal(['w9,w8', 'w8,w9', 'w7']);
  });

  it('shows no manager their own win to nominate', () => {
    const { text } = managerDigest(view({ team }), 'U1');

    expect(text).not.to.contain('press Nominate');
    expect(text).to.contain('3 people without a nomination');
  });

  it('counts a manager who goes unseen, says so, and asks nothing of them about themselves', () => {
    const alone = {
      ...team,
      unseenCount: 1,
      unseen: [],
      withoutWins: [team.withoutWins[0]!],
      withoutWinsCount: 1,
    };
    const withEvidence = managerDigest(view({ team }), 'U5').text;
    const withoutWins = managerDigest(view({ team }), 'U6').text;
    const onlyThem = managerDigest(view({ team: alone }), 'U6').text;

    expect(withEvidence).to.contain('3 people without a nomination in that time, you among them.');
    expect(withoutWins)
      .to.contain('3 people without a nomination in that time, you among them.')
      .and.to.contain('weeks: Lee. Quiet');
    expect(onlyThem)
      .to.contain('1 person without a nomination in that time: you.')
      .and.not.contain('No win in');
  });

  it('says nothing about weeks in which it was not there', () => {
    const new3 = managerDigest(view({ team, wholeWeeks: 3 }), 'UANN').text;
    const new5 = managerDigest(view({ team, wholeWeeks: 5 }), 'UANN').text;

    expect(new3)
      .to.contain('I have not been here for four whole weeks')
      .and.not.contain('without a nomination');
    expect(new5).to.contain('No win in the last 5 weeks');
  });

  it('thanks a team in which nobody goes unseen', () => {
    const seen = { ...team, unseenCount: 0, unseen: [], withoutWins: [], withoutWinsCount: 0 };

    expect(managerDigest(view({ team: seen }), 'UANN').text)
      .to.contain('Everybody')
      .and.contain('Nobody posted a win.');
  });

  it('says so when nobody saw who the team was', () => {
    expect(managerDigest(view(), 'UANN').text).to.contain('I cannot tell who took part');
  });

  it("keeps to Slack's limits and calls nobody, whatever people type", () => {
    for (const each of [view(), view({ ...full, team }), view(worst)]) {
      const message = managerDigest(each, 'UANN');

      expect(blockFaults(message.blocks, 'message')).to.deep.equal([]);
      expect(message.text).to.have.length.within(1, 40_000);
      expect(message.text).not.to.match(/<[@!]/);
    }
  });
});

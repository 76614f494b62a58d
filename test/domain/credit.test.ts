import { expect } from 'chai';
import {
  creditedBy,
  creditHelpers,
  creditPeople,
  namesSomebody,
  saysSomething,
} from '../../src/domain/credit.ts';
import { parseSlackText } from '../../src/domain/slack-text.ts';
import { person } from '../support/person.ts';

describe('whom a text credits', () => {
  const cases: [what: string, text: string, userIds: string[], groupIds?: string[]][] = [
    ['nobody else', 'called a customer back', ['UA']],
    ['people mentioned later on', 'drove with <@U1> and <@U2>', ['UA', 'U1', 'U2']],
    ['a person it begins with', '<@U1> drove the parcel over', ['U1']],
    ['people it begins with', '<@U1>, <@U2> and <@U3> stayed late', ['U1', 'U2', 'U3']],
    ['people it begins with, not those it mentions', '<@U1> drove to meet <@U2>', ['U1']],
    ['the author by name', '<@UA> drove', ['UA']],
    ['one person named twice', 'with <@U1> and <@U1>', ['UA', 'U1']],
    ['a mention after a blank', '  <@U1> drove', ['U1']],
    ['people joined by a stroke', '<@U1>/<@U2> drove', ['U1', 'U2']],
    ['people joined by a bar', '<@U1> | <@U2> drove', ['U1', 'U2']],
    ['people joined by "with"', '<@U1> with <@U2> drove', ['U1', 'U2']],
    ['people joined by "plus"', '<@U1> plus <@U2> drove', ['U1', 'U2']],
    ['people joined in German', '<@U1> und <@U2> fuhren hin', ['U1', 'U2']],
    ['people joined in French', '<@U1> ET <@U2> sont venus', ['U1', 'U2']],
    ['people joined by an emoji', '<@U1> 🤝🏽 <@U2> drove', ['U1', 'U2']],
    ['people joined by an emoji of words', '<@U1> :handshake: :+1: <@U2> drove', ['U1', 'U2']],
    ['people joined by an arrow', '<@U1> -> <@U2> handed it on', ['U1', 'U2']],
    ['people joined by a name that was typed', '<@U1>, @zoe and <@U2> drove', ['U1', 'U2']],
    ['people after a name that was typed', '@zoe und <@U1> drove', ['U1']],
    ['nobody else after a name that was typed', '@zoe drove', ['UA']],
    ['a group it begins with', '<!subteam^S1|@support> stayed late', [], ['S1']],
    ['a group without a name', '<!subteam^S1> stayed late', [], ['S1']],
    ['a group and a person', '<!subteam^S1|@support> and <@U1> stayed late', ['U1'], ['S1']],
    ['a group mentioned later on', 'stayed late with <!subteam^S1|@support>', ['UA'], ['S1']],
    ['no group that it is not about', '<@U1> helped <!subteam^S1|@support>', ['U1']],
    ['nobody of <!channel>', '<!channel> we made it', ['UA']],
  ];
  for (const [what, text, userIds, groupIds = []] of cases)
    it(`finds ${what}`, () => {
      expect(creditedBy(parseSlackText(text), 'UA')).to.deep.equal({ userIds, groupIds });
    });
});

describe('whether a text says something', () => {
  const cases: [text: string, saysIt: boolean][] = [
    ['<@U1>', false],
    ['<@U1> and <@U2>!', false],
    ['<@U1> & <@U2>, ', false],
    ['<@U1>/<@U2>', false],
    ['<@U1> und <@U2>', false],
    ['<!subteam^S1|@support>', false],
    ['@zoe', false],
    ['@zoe and <@U1>', false],
    ['<@U1> \u2800\ufe0f and\u200b <@U2>', false],
    ['<@U1> drove', true],
    ['<@U1> 🎉', true],
    ['@zoe drove', true],
    ['thanks', true],
  ];
  for (const [text, expected] of cases)
    it(`${expected ? 'accepts' : 'refuses'} ${text}`, () => {
      expect(saysSomething(parseSlackText(text))).to.equal(expected);
      if (!expected) expect(namesSomebody(parseSlackText(text))).to.equal(true);
    });

  it('takes long runs of joining words and marks in no time', () => {
    const text = `${'and/:and:'.repeat(20_000)}x`;

    const startedAt = performance.now();
    saysSomething(parseSlackText(`<@U1> ${text} <@U2>`));
    creditedBy(parseSlackText(`<@U1> ${text} <@U2>`), 'UA');

    expect(performance.now() - startedAt).to.be.below(1_000);
  });
});

describe('crediting people', () => {
  const people = new Map(
    [
      person('UA'),
      person('U1'),
      person('UB', { isBot: true }),
      person('UD', { isDeactivated: true }),
      person('US', { isStranger: true }),
      ...Array.from({ length: 12 }, (_, index) => person(`UX${index}`)),
    ].map((somebody) => [somebody.userId, somebody]),
  );

  it('leaves out bots, deactivated people, strangers and unknown ids, and says why', () => {
    const { heroIds, leftOut } = creditPeople(['U1', 'UB', 'UD', 'US', 'U0'], 'UA', people);

    expect(heroIds).to.deep.equal(['U1']);
    expect(leftOut.map(({ userId, why }) => [userId, why])).to.deep.equal([
      ['UB', 'bot'],
      ['UD', 'deactivated'],
      ['US', 'stranger'],
      ['U0', 'unknown'],
    ]);
  });

  it('credits ten people at most', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `UX${index}`);

    const { heroIds, leftOut } = creditPeople(ids, 'UA', people);

    expect(heroIds).to.have.length(10);
    expect(leftOut.map(({ why }) => why)).to.deep.equal(['too-many', 'too-many']);
  });

  it('keeps whom the win credits already', () => {
    const { heroIds, leftOut } = creditPeople(['U1', 'UD', 'UB'], 'UA', people, new Set(['UD']));

    expect(heroIds).to.deep.equal(['U1', 'UD']);
    expect(leftOut.map(({ userId }) => userId)).to.deep.equal(['UB']);
  });

  it('falls back to the author when nobody named can be credited', () => {
    expect(creditPeople(['UB'], 'UA', people))
      .to.include({ fellBackToAuthor: true })
      .and.to.deep.include({
        heroIds: ['UA'],
      });
  });
});

describe('naming those who helped', () => {
  const people = new Map(
    [
      person('U1'),
      person('U2'),
      person('UB', { isBot: true }),
      person('UD', { isDeactivated: true }),
      person('US', { isStranger: true }),
      ...Array.from({ length: 12 }, (_, index) => person(`UX${index}`)),
    ].map((somebody) => [somebody.userId, somebody]),
  );
  const crowd = Array.from({ length: 12 }, (_, index) => `UX${index}`);
  const cases: [what: string, chosen: string[], named: string[], helperIds: string[], why: string[]][] = [
    ['nobody when nobody is chosen', [], [], [], []],
    ['who can be a hero, and is none', ['U2'], [], ['U2'], []],
    ['nobody twice', ['U2', 'U2'], [], ['U2'], []],
    ['no hero', ['U1', 'U2'], [], ['U2'], ['hero']],
    ['no hero, whom it named as helping before neither', ['U1'], ['U1'], [], ['hero']],
    [
      'none who cannot be a hero',
      ['UB', 'UD', 'US', 'U0'],
      [],
      [],
      ['bot', 'deactivated', 'stranger', 'unknown'],
    ],
    ['who is deactivated since it named them', ['UD'], ['UD'], ['UD'], []],
    ['ten at most', crowd, [], crowd.slice(0, 10), ['too-many', 'too-many']],
  ];
  for (const [what, chosen, named, helperIds, why] of cases)
    it(`takes ${what}`, () => {
      const help = creditHelpers(chosen, ['U1'], people, new Set(named));

      expect(help.helperIds).to.deep.equal(helperIds);
      expect(help.leftOut.map((each) => each.why)).to.deep.equal(why);
    });
});

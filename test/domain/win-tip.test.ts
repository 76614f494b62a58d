import { expect } from 'chai';
import { parseSlackText } from '../../src/domain/slack-text.ts';
import { gapsIn } from '../../src/domain/win-tip.ts';

const names = ['Jo', 'Ria Smith'];
const all = ['what', 'for-whom', 'how-left'];
const small = ['for-whom', 'how-left'];

/** By what a text says, whatever shape it has. */
const rows: [gaps: string[], texts: string[]][] = [
  [
    all,
    [
      'great job <@UJO>',
      'Great job @Jo!',
      '<@UJO> <@USAM> well done both of you :tada: 🎉',
      'Thank you so much, @Ria Smith :heart::skin-tone-2:',
      'helped a customer today',
      'helped <@UJO>',
      'You’re AMAZING, all of you. Really. Best team ever!!!',
      'went above and beyond for a client',
      'kudos',
      '🎉🎉🎉',
      'https://example.com/thread/17',
      'merci',
      '<!subteam^S1|@support> you rock',
      'great great great great great great great great great great great great',
    ],
  ],
  [small, ['fixed printer', '<@UJO> stayed late', 'called back', '••• zurückgerufen, getröstet']],
  [
    ['what', 'how-left'],
    [
      'great job for Lee',
      'helped Mrs Lee',
      'thanks for helping Mr. Ono',
      'nice work for Dr Who',
      'saved the day for a bride',
    ],
  ],
  [
    [],
    [
      'called Mrs Lee back on my lunch break',
      'found the lost parcel',
      'mended the bell',
      'great job <@UJO> with the refund for Mrs Lee',
      'thank you <@UJO> for staying late',
      '<@UJO> drove the parcel over',
      'Kundin zurückgerufen, bis sie lachte',
      '李さんに電話をかけ直して、荷物を届けた',
      'сама отвезла посылку клиентке',
      'sat with 3 guests until the locksmith came',
    ],
  ],
];

describe('what a win does not say yet', () => {
  for (const [gaps, texts] of rows)
    for (const text of texts)
      it(`is ${gaps.join(', ') || 'nothing'} in "${text}"`, () => {
        const nothing = { customerAlias: undefined, rung: undefined };

        expect(gapsIn(parseSlackText(text), nothing, names)).to.deep.equal(gaps);
      });

  const details: [customerAlias: string | undefined, rung: 'hugger' | undefined, gaps: string[]][] = [
    ['Mrs Lee', undefined, ['how-left']],
    [undefined, 'hugger', ['for-whom']],
    ['Mrs Lee', 'hugger', []],
  ];
  for (const [customerAlias, rung, gaps] of details)
    it(`leaves out what its details say: ${customerAlias ?? ''} ${rung ?? ''}`, () => {
      expect(gapsIn(parseSlackText('fixed printer'), { customerAlias, rung })).to.deep.equal(gaps);
      expect(gapsIn(parseSlackText('great job'), { customerAlias, rung })).to.deep.equal(['what', ...gaps]);
    });
});

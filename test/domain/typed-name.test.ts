import { expect } from 'chai';
import { parseSlackText } from '../../src/domain/slack-text.ts';
import { typedNames } from '../../src/domain/typed-name.ts';

describe('finding names that were typed', () => {
  const cases: [text: string, names: string[]][] = [
    ['@zoe drove', ['@zoe']],
    ['thanks @zoe, @Ria.', ['@zoe', '@Ria']],
    ['@sam/@ria drove', ['@sam', '@ria']],
    ['<@U1|sam>/@ria drove', ['@ria']],
    ['@zoe and @Zoe again', ['@zoe']],
    ["@zoe's idea, said @jo.smith-lee_", ['@zoe', '@jo.smith-lee']],
    ['(@Zoë) met @田中', ['@Zoë', '@田中']],
    ['mail zoe@example.com', []],
    ['at @ 5, @5pm', []],
    ['<!here> <!channel> <!everyone> @channel', []],
    ['<!subteam^S1|@support> stayed', []],
    ['see <https://medium.com/@zoe/story> and youtube.com/@zoe', []],
    ['@sam and @Ann Lee helped', []],
  ];
  for (const [text, names] of cases)
    it(`finds ${names.join(' and ') || 'none'} in "${text}"`, () => {
      expect(typedNames(parseSlackText(text), ['Sam', 'Ann Lee'])).to.deep.equal(
        names.filter((name) => name !== '@sam'),
      );
    });
});

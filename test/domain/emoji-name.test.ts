import { expect } from 'chai';
import { loadContent } from '../../src/content/index.ts';
import { isStandardEmoji, readEmoji } from '../../src/domain/emoji-name.ts';

const { emojiNames } = loadContent();

describe('the names of emoji', () => {
  const read: [typed: string, names: string[]][] = [
    [':trophy: :star2:', ['trophy', 'star2']],
    ['trophy star2', ['trophy', 'star2']],
    [':trophy::star2:', ['trophy', 'star2']],
    ['trophy, star2;\n:tada:', ['trophy', 'star2', 'tada']],
    [':Trophy:', ['trophy']],
    [':trophy: :trophy:', ['trophy']],
    // Slack sends the first of an emoji's names, whichever was typed.
    [':thumbsup:', ['+1']],
    [':+1: :thumbsup:', ['+1']],
    [':clap::skin-tone-3:', ['clap']],
    ['clap::skin-tone-3', ['clap']],
    ['🏆 🌟', ['trophy', 'star2']],
    ['🏆🌟', ['trophy', 'star2']],
    ['👏🏽', ['clap']],
    ['❤️', ['heart']],
    ['🇩🇪', ['de']],
    [':our-own_emoji+1:', ['our-own_emoji+1']],
    [':100:', ['100']],
    ['', []],
    [' : ', []],
  ];
  for (const [typed, names] of read)
    it(`are ${names.join(' and ') || 'none'} in ${JSON.stringify(typed)}`, () => {
      expect(readEmoji(typed, emojiNames)).to.deep.equal({ kind: 'emoji', names });
    });

  const unreadable: [typed: string, words: string[]][] = [
    ['trophy!', ['trophy!']],
    ['ä', ['ä']],
    ['our.logo :$money: a$b', ['our.logo', '$money', 'a$b']],
    [':trophy: <!channel>', ['<!channel>']],
    [`:${'a'.repeat(101)}:`, ['a'.repeat(101)]],
  ];
  for (const [typed, words] of unreadable)
    it(`are not to be read in ${JSON.stringify(typed.slice(0, 30))}`, () => {
      expect(readEmoji(typed, emojiNames)).to.deep.equal({ kind: 'unreadable', words });
    });

  it("are Slack's own or not", () => {
    expect(isStandardEmoji('trophy', emojiNames)).to.equal(true);
    expect(isStandardEmoji('our-own', emojiNames)).to.equal(false);
  });
});

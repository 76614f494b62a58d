import { expect } from 'chai';
import { settingsDefaults } from '../../src/domain/workspace.ts';
import { emojiChoice } from '../../src/views/emoji-words.ts';
import { help } from '../../src/views/help.ts';
import { nominationAnswer } from '../../src/views/nomination-answer.ts';
import { wallWelcome } from '../../src/views/wall-start.ts';

describe('the emoji that nominate, in words', () => {
  const cases: [string[], string][] = [
    [['trophy', 'star2'], ':trophy: or :star2:'],
    [['heart'], ':heart:'],
    [['+1', 'our_logo', 'tada'], ':+1:, :our_logo: or :tada:'],
    [['<x>'], ':&lt;x&gt;:'],
  ];
  for (const [names, words] of cases)
    it(`are ${words}`, () => {
      expect(emojiChoice({ nominationEmoji: new Set(names) })).to.equal(words);
    });

  const decided = {
    nominationEmoji: new Set(['heart', 'our_logo']),
    wallChannelId: 'CWALL',
  };
  const texts: [string, string][] = [
    ['help', help({ ...decided, exceptionalThreshold: 5 }, []).text],
    ['the hello on the wall', wallWelcome({ ...settingsDefaults, zone: 'UTC', ...decided }, undefined).text],
    ['the answer to a nomination', nominationAnswer('nominated', decided)!.text],
  ];
  for (const [where, text] of texts)
    it(`are those that the team chose in ${where}`, () => {
      expect(text)
        .to.contain(':heart:')
        .and.not.to.match(/trophy|star2/);
    });

  const people: [number, string][] = [
    [1, 'One person makes it exceptional'],
    [2, '2 people make it exceptional'],
    [20, '20 people make it exceptional'],
  ];
  for (const [exceptionalThreshold, words] of people)
    it(`are told of with how many it takes: ${exceptionalThreshold}`, () => {
      expect(help({ ...decided, exceptionalThreshold }, []).text).to.contain(words);
    });
});

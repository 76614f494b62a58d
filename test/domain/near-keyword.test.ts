import { expect } from 'chai';
import { nearKeyword } from '../../src/domain/near-keyword.ts';

const keywords = [
  'help',
  'mine',
  'top',
  'digest',
  'digest last',
  'challenge',
  'challenge join',
  'challenge leave',
  'plan',
  'ask',
  'recover',
  'settings',
  'privacy',
  'undo',
];

const near: Record<string, string[]> = {
  help: ['hepl', 'hlep', 'halp', 'HELP ME', 'help please', 'commands', 'hel'],
  digest: ['digets', 'digset', 'Diget', 'show digest', 'the digest', 'dig', 'summary', 'didgets'],
  'digest last': ['digets last', 'digest lats', 'digest-last'],
  challenge: ['chalenge', 'challange', 'chall'],
  'challenge join': ['challenge joim', 'chalenge join', 'join', 'join challenge'],
  'challenge leave': ['challenge leav'],
  settings: ['setings', 'setting', 'config', 'my settings'],
  privacy: ['privcay', 'privacity'],
  top: ['tpo', 'topp', 'leaderboard'],
  mine: ['mien', 'my wins'],
  undo: ['undo', 'unod', 'delete', 'edit', 'remove it'],
};

const far = [
  'helped Sam',
  'helped',
  'hello',
  'thanks',
  'kudos',
  'top work',
  'top job',
  'digest biscuits',
  'challenge accepted',
  'challenge won',
  'help Sam',
  'plan b',
  'fixed printer',
  'calmed Lee',
  'stayed late',
  'undo button mended',
  'help came for Mrs Lee',
  'digets of the week',
  'to',
  'he',
  '',
  '<@UJO|jo> helped',
  '助けた',
  ':tada:',
];

describe('what is near to a keyword', () => {
  for (const [keyword, texts] of Object.entries(near))
    for (const text of texts)
      it(`is "${text}" to ${keyword}`, () => {
        expect(nearKeyword(text, keywords)).to.equal(keyword);
      });

  for (const text of far)
    it(`is not "${text}"`, () => {
      expect(nearKeyword(text, keywords)).to.equal(undefined);
    });

  it('is no keyword that there is not', () => {
    expect(nearKeyword('summary', ['help'])).to.equal(undefined);
  });
});

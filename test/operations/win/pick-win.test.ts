import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { isPickedByChance } from '../../../src/operations/win/pick-win.ts';

describe('picking one win in N', () => {
  for (const every of [2, 7, 20])
    it(`picks about one in ${every}, the same ones each time`, () => {
      const winIds = Array.from({ length: 20_000 }, () => randomUUID());

      const picked = winIds.filter((winId) => isPickedByChance(winId, every));

      const expected = winIds.length / every;
      expect(picked.length).to.be.within(expected * 0.85, expected * 1.15);
      expect(picked.every((winId) => isPickedByChance(winId, every))).to.equal(true);
    });
});

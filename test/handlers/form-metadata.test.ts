import { expect } from 'chai';
import { changeMetadata } from '../../src/handlers/win/win-form-values.ts';

describe('what travels with a form', () => {
  it('comes back as it was', () => {
    const value = { winId: 'w1', edition: 3 };

    expect(changeMetadata.read(changeMetadata.write(value))).to.deep.equal(value);
  });

  it('is read without what a later version adds', () => {
    const metadata = '{"winId":"w1","edition":3,"mood":"sunny"}';

    expect(changeMetadata.read(metadata)).to.deep.equal({ winId: 'w1', edition: 3 });
  });

  for (const metadata of ['', 'winId', 'null', '[]', '{}', '{"winId":"w1"}', '{"winId":"w1","edition":"3"}'])
    it(`is not made up from ${metadata || 'nothing'}`, () => {
      expect(changeMetadata.read(metadata)).to.equal(undefined);
    });
});

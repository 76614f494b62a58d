import { expect } from 'chai';
import {
  chosenIn,
  dayIn,
  type FormState,
  isTicked,
  peopleIn,
  textIn,
  timeIn,
} from '../../src/handlers/form-field.ts';

const state = (value: object): FormState => ({ block: { value: { type: 'any', ...value } } });

describe('reading a field of a form', () => {
  const fields: [string, (state: FormState, blockId: string) => unknown, object, unknown, unknown][] = [
    ['text', textIn, { value: 'a story' }, 'a story', ''],
    ['a choice', chosenIn, { selected_option: { value: 'mask' } }, 'mask', undefined],
    ['people', peopleIn, { selected_users: ['UJO'] }, ['UJO'], []],
    ['a day', dayIn, { selected_date: '2026-10-05' }, '2026-10-05', ''],
    ['a time', timeIn, { selected_time: '09:00' }, '09:00', ''],
    ['a tick', isTicked, { selected_options: [{ value: 'yes' }] }, true, false],
  ];
  for (const [what, read, value, filled, empty] of fields) {
    it(`reads ${what} as filled in`, () => {
      expect(read(state(value), 'block')).to.deep.equal(filled);
    });

    it(`reads ${what} as none when it was left out, or the form is an older one`, () => {
      const nulls = Object.fromEntries(Object.keys(value).map((name) => [name, null]));

      expect(read(state(nulls), 'block')).to.deep.equal(empty);
      expect(read({}, 'block')).to.deep.equal(empty);
    });
  }
});

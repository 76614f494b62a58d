import type { Person } from '../../src/domain/person.ts';

export const person = (userId: string, fields: Partial<Person> = {}): Person => ({
  userId,
  name: `Name of ${userId}`,
  isBot: false,
  isDeactivated: false,
  isStranger: false,
  isGuest: false,
  isAdmin: false,
  timeZone: undefined,
  changedAtS: undefined,
  ...fields,
});

/** What a person is given of a stored document: plain values. */
export type PersonRow = Readonly<Record<string, unknown>>;

/** Whose data is deleted, and the id that stands for them where something counts for others. */
export interface Erased {
  userId: string;
  standIn: string;
}

/** A document as its person is given it, without what is nobody's and what is told to somebody else. */
export const personRow = (document: object, hidden: readonly string[] = []): PersonRow =>
  Object.fromEntries(
    Object.entries(document).filter(([field]) => field !== 'teamId' && !hidden.includes(field)),
  );

/** A key made of ids: the same with the person's replaced. */
export const keyWithStandIn = (key: string, { userId, standIn }: Erased): string =>
  key
    .split(':')
    .map((part) => (part === userId ? standIn : part))
    .join(':');

/** For a list of ids: the same with the person's replaced. */
export const withStandIn = (ids: readonly string[], { userId, standIn }: Erased): string[] =>
  ids.map((each) => (each === userId ? standIn : each));

import { isSameSetting } from './setting-change.ts';

type Kept = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const recordOf = (value: unknown): Kept => (isRecord(value) ? value : {});

/** What I took out of a list is out, what I put in is in, and so is what others put in. */
const mergedList = (base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]) => {
  const kept = theirs.filter((item) => mine.includes(item) || !base.includes(item));
  return [...kept, ...mine.filter((item) => !base.includes(item) && !kept.includes(item))];
};

const mergedRecord = (base: Kept, mine: Kept, theirs: Kept): Kept => {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const entries = [...names].map((name) => [name, merged(base[name], mine[name], theirs[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

const merged = (base: unknown, mine: unknown, theirs: unknown): unknown => {
  if (isSameSetting(base, mine)) return theirs;
  if (isSameSetting(base, theirs)) return mine;
  if (isRecord(mine) && isRecord(theirs)) return mergedRecord(recordOf(base), mine, theirs);
  if (Array.isArray(mine) && Array.isArray(theirs)) return mergedList(listOf(base), mine, theirs);
  return mine;
};

/**
 * What I changed of a value, on top of what others made of it meanwhile: parts of it that only one of us touched are as
 * that one wants them.
 */
export const mergedSetting = <T>(base: T, mine: T, theirs: T): T => merged(base, mine, theirs) as T;

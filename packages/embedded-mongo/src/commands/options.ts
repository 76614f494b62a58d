import { badValue, failedToParse, MongoError, notSupported } from '../errors.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, truthy } from '../values/bson-document.ts';
import { sortOrder } from '../values/sort-order.ts';
import { object, typed } from '../values/typed.ts';

const array = typed('array', (value): value is unknown[] => Array.isArray(value));
const numeric = typed('number', isNumeric);

/** What an option may be. Each checks a value and gives it as commands want it. */
const KINDS = {
  action: oneOf('error', 'warn'),
  any: (value: unknown): unknown => value,
  array,
  collation,
  count,
  cursor: (value: unknown, at: string): { batchSize?: number } => readCursor(at, object(value, at)),
  flag: (value: unknown, at: string) => (typeof value === 'boolean' ? value : truthy(numeric(value, at))),
  hint,
  level: oneOf('off', 'strict', 'moderate'),
  number: (value: unknown, at: string) => toNumber(numeric(value, at)) ?? 0,
  object,
  objects,
  readConcern,
  /** Known to MongoDB and not built in: ignoring one that is set could change the answer. */
  refused: (value: unknown, at: string) => {
    if (truthy(value)) throw notSupported(`does not offer '${at}'`);
  },
  sort: sortOrder,
  string: typed('string', (value) => typeof value === 'string'),
  /** Retryable writes and transactions belong to replica sets. `hello` says this is a standalone server, so
   * drivers do not ask for them, and who asks all the same hears what a standalone MongoDB says. */
  transaction: () => {
    throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  },
  writeConcern,
};

function objects(value: unknown, at: string): Doc[] {
  const list = array(value, at);
  const wrong = list.findIndex((item) => !isDoc(item));
  if (wrong >= 0) object(list[wrong], `${at}.${wrong}`);
  return list as Doc[];
}

function oneOf<const T extends string>(...values: T[]) {
  return (value: unknown, at: string): T => {
    const found = values.find((known) => known === value);
    if (found !== undefined) return found;
    throw badValue(`Enumeration value ${show(value)} for field '${at}' is not a valid value.`);
  };
}

const readLevel = oneOf('local', 'available', 'majority', 'linearizable', 'snapshot');

/** With one server every read sees what is written, but only a replica set has more than that to offer. */
function readConcern(value: unknown, at: string): void {
  const { level = 'local' } = object(value, at);
  if (['linearizable', 'snapshot'].includes(readLevel(level, `${at}.level`)))
    throw new MongoError(123, 'node needs to be a replica set member to use this read concern');
}

/** Every write is on the one disk before it is answered. */
function writeConcern(value: unknown, at: string): void {
  const { w = 1 } = object(value, at);
  if (w === 'majority' || [0, 1].includes(toNumber(w) ?? -1)) return;
  throw badValue(
    isNumeric(w)
      ? "cannot use 'w' > 1 when a host is not replicated"
      : `cannot use non-majority 'w' mode ${show(w)} when a host is not a member of a replica set`,
  );
}

/** Zero or more. */
function count(value: unknown, at: string): number {
  const number = Math.trunc(toNumber(numeric(value, at)) ?? 0) || 0;
  if (number < 0)
    throw new MongoError(51024, `BSON field '${at}' value must be >= 0, actual value '${number}'`);
  return number;
}

function hint(value: unknown): string | Doc | undefined {
  if (typeof value !== 'string' && !isDoc(value)) throw failedToParse('Hint must be a string or an object');
  return isDoc(value) && Object.keys(value).length === 0 ? undefined : value;
}

/** Only the plain comparison of strings is built in. */
function collation(value: unknown, at: string): void {
  if (object(value, at).locale !== 'simple')
    throw notSupported('compares strings byte by byte: collations are not available');
}

/** Of commands that choose documents. */
export const CHOICE = { hint: ['hint'], collation: ['collation'] } as const;

type Kind = keyof typeof KINDS;
type Names<F, K extends string> = F extends { readonly [P in K]: readonly (infer N extends string)[] }
  ? N
  : never;
type Values<F> = { [K in Kind as Names<F, K>]: ReturnType<(typeof KINDS)[K]> };

/** The options of a command by kind. Those named `required` as well must be there. */
export type Fields = { readonly [K in Kind | 'required']?: readonly string[] };
export type Given<F> = Partial<Values<F>> & Pick<Values<F>, Names<F, 'required'> & keyof Values<F>>;

const unknownField = (at: string) => new MongoError(40415, `BSON field '${at}' is an unknown field.`);

/** Checks options and gives those that are set; null is as good as missing. What is not known is refused. */
export function reader<const F extends Fields>(fields: F, common: Fields = {}, refusal = unknownField) {
  const { required = [], ...own }: Fields = fields;
  const kinds = new Map(
    [own, common].flatMap((byKind) =>
      (Object.entries(byKind) as [Kind, string[]][]).flatMap(([kind, names]) =>
        names.map((name) => [name, kind] as const),
      ),
    ),
  );
  return (where: string, options: Doc): Given<F> => {
    const read: Doc = {};
    for (const [name, value] of Object.entries(options)) {
      const kind = kinds.get(name);
      if (!kind) throw refusal(`${where}.${name}`);
      if (value !== null && value !== undefined) read[name] = KINDS[kind](value, `${where}.${name}`);
    }
    const missing = required.find((name) => read[name] === undefined);
    if (missing)
      throw new MongoError(40414, `BSON field '${where}.${missing}' is missing but a required field`);
    return read as Given<F>;
  };
}

const readCursor = reader({ count: ['batchSize'] });

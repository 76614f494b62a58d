import { type Doc, isDoc, show, toNumber } from './bson-document.ts';
import { sortOption } from './command.ts';
import { MongoError } from './errors.ts';
import { matcher } from './match.ts';
import type { StageContext, Stream } from './pipeline.ts';
import { sortKey } from './sort-key.ts';

export function stageNumber(name: string, operand: unknown): number {
  const number = toNumber(operand);
  if (number === undefined || !Number.isInteger(number)) {
    throw new MongoError(
      5107200,
      `invalid argument to ${name} stage: Expected an integer, but found: ${show(operand)}`,
    );
  }
  if (number < 0)
    throw new MongoError(
      name === '$limit' ? 5107201 : 5107200,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${number}`,
    );
  if (name === '$limit' && number === 0) throw new MongoError(15958, 'the limit must be positive');
  return number;
}

export async function* filtered(input: Stream, operand: unknown, { variables }: StageContext): Stream {
  if (!isDoc(operand)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const match = matcher(operand, variables);
  for await (const doc of input) if (match(doc)) yield doc;
}

export async function* sorted(input: Stream, operand: unknown): Stream {
  const sort = sortOption({ sort: operand });
  if (!sort || Object.keys(sort).length === 0)
    throw new MongoError(15976, '$sort stage must have at least one sort key');
  const keyOf = sortKey(sort);
  const rows: { key: Buffer; doc: Doc }[] = [];
  for await (const doc of input) rows.push({ key: keyOf(doc), doc });
  for (const { doc } of rows.sort((a, b) => Buffer.compare(a.key, b.key))) yield doc;
}

export async function* limited(input: Stream, operand: unknown): Stream {
  const most = operand === Number.POSITIVE_INFINITY ? operand : stageNumber('$limit', operand);
  let given = 0;
  for await (const doc of input) {
    yield doc;
    if (++given >= most) return;
  }
}

export async function* skipped(input: Stream, operand: unknown): Stream {
  let left = stageNumber('$skip', operand);
  for await (const doc of input) if (--left < 0) yield doc;
}

export async function* counted(input: Stream, operand: unknown): Stream {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) {
    throw new MongoError(
      40156,
      'the count field must be a non-empty string that does not start with $ or contain a dot',
    );
  }
  let count = 0;
  for await (const _ of input) count++;
  if (count > 0) yield { [operand]: count };
}

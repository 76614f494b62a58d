import { Aggregator } from 'mingo/aggregator';
import { type Doc, isDoc } from './bson-document.ts';
import { MongoError } from './errors.ts';
import { checkedSpec, context, guarded, toPlain } from './expression.ts';
import type { StageContext, Stream } from './pipeline.ts';
import { projection } from './projection.ts';

/** These look at one document at a time, so they can be given any number of them. */
export const ONE_BY_ONE = [
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
  '$unwind',
  '$redact',
];

export const ALL_AT_ONCE = ['$bucket', '$bucketAuto', '$setWindowFields', '$densify', '$fill', '$sample'];

export const BATCH = 100;

export const stageName = (stage: Doc) => Object.keys(stage)[0] ?? '';

/** Where a stage's operand is made of expressions, they are checked like any other. */
const checkedOperand = (name: string, operand: unknown) =>
  ['$set', '$addFields', '$replaceRoot', '$replaceWith', '$bucket', '$group'].includes(name)
    ? checkedSpec(operand)
    : operand;

/** Everything else is mingo's, which works on arrays and plain values. */
export async function* throughMingo(input: Stream, stage: Doc, at: StageContext, batchSize: number): Stream {
  const name = stageName(stage);
  if (name === '$project' || name === '$unset') {
    const spec =
      name === '$project' ? stage[name] : Object.fromEntries([stage[name]].flat().map((path) => [path, 0]));
    if (!isDoc(spec) || Object.keys(spec).length === 0)
      throw new MongoError(51272, 'projection specification must have at least one field');
    const project = projection(spec, { variables: at.variables, inPipeline: true });
    for await (const doc of input) yield project(doc);
    return;
  }
  const options = { context, variables: toPlain(at.variables) as Doc } as never;
  const plain = [{ [name]: checkedOperand(name, toPlain(stage[name])) }];
  const run = (docs: Doc[]) =>
    guarded(() => new Aggregator(plain, options).run(docs.map((doc) => toPlain(doc) as Doc))) as Doc[];
  let batch: Doc[] = [];
  for await (const doc of input) {
    batch.push(doc);
    if (batch.length < batchSize) continue;
    yield* run(batch);
    batch = [];
  }
  if (batch.length > 0) yield* run(batch);
}

import { type Doc, isDoc } from './bson-document.ts';
import { checkedNamespace } from './command.ts';
import { MongoError } from './errors.ts';
import { expression } from './expression.ts';
import { splitPath, valuesAt } from './path.ts';
import { collected, type StageContext, type Stream } from './pipeline.ts';

/** Both forms: by equal fields, and by a pipeline with variables. The equality goes by an index when there is one. */
export async function* lookup(
  input: Stream,
  operand: unknown,
  { source, variables, run }: StageContext,
): Stream {
  const { from, localField, foreignField, as, pipeline, let: bindings } = checked(operand);
  const ns = checkedNamespace(source.db, from);
  const values = Object.entries(isDoc(bindings) ? bindings : {}).map(
    ([name, spec]) => [name, expression(spec, variables)] as const,
  );
  for await (const doc of input) {
    const bound = Object.fromEntries(values.map(([name, evaluate]) => [name, evaluate(doc) ?? null]));
    const equality =
      localField === undefined
        ? []
        : [{ $match: { [String(foreignField)]: { $in: keysOf(doc, localField) } } }];
    const stages = [...equality, ...(Array.isArray(pipeline) ? (pipeline as Doc[]) : [])];
    const found = await collected(run(ns, stages, { ...variables, ...bound }));
    yield withField(doc, splitPath(as), found);
  }
}

function checked(operand: unknown) {
  if (!isDoc(operand)) throw new MongoError(9, 'the $lookup specification must be an Object');
  const { from, localField, foreignField, as, pipeline, let: bindings } = operand;
  if (typeof from !== 'string') throw new MongoError(9, "must specify 'from' field for a $lookup");
  if (typeof as !== 'string') throw new MongoError(9, "must specify 'as' field for a $lookup");
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw new MongoError(
      9,
      '$lookup requires both or neither of localField and foreignField to be specified',
    );
  }
  if (localField === undefined && pipeline === undefined) {
    throw new MongoError(
      9,
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  return { from, localField, foreignField, as, pipeline, let: bindings };
}

function keysOf(doc: Doc, localField: unknown): unknown[] {
  const found = valuesAt(doc, splitPath(String(localField))).flat();
  return found.length === 0 ? [null] : found.map((value) => value ?? null);
}

function withField(doc: Doc, [part = '', ...rest]: string[], value: unknown): Doc {
  if (rest.length === 0) return { ...doc, [part]: value };
  const inner = doc[part];
  return { ...doc, [part]: withField(isDoc(inner) ? inner : {}, rest, value) };
}

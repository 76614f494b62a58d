import { BSONRegExp } from 'bson';
import { failedToParse } from '../errors.ts';
import { withField } from '../expression/document-stages.ts';
import { checkedVariable, expression } from '../expression/expression.ts';
import { checkedNamespace } from '../storage/namespace.ts';
import { type Doc, isDoc, isOperatorDoc } from '../values/bson-document.ts';
import { splitPath, valuesAt } from '../values/path.ts';
import { collected, type StageContext, type Stream } from './stages.ts';

/** Both forms: by equal fields, and by a pipeline with variables. The equality goes by an index when there is one. */
export async function* lookup(
  input: Stream,
  operand: unknown,
  { source, variables, run, check }: StageContext,
): Stream {
  const { from, fields, as, pipeline = [], bindings } = checked(operand);
  const ns = checkedNamespace(source.db, from);
  const bind = binder(bindings, variables);
  await check(pipeline as Doc[], { ...variables, ...unset(bindings) });
  for await (const doc of input) {
    const equality = fields ? [{ $match: equalTo(fields.foreignField, keysOf(doc, fields.localField)) }] : [];
    const found = await collected(run(ns, [...equality, ...(pipeline as Doc[])], bind(doc)));
    yield withField(doc, splitPath(as), found);
  }
}

const unset = (bindings: unknown): Doc =>
  Object.fromEntries(Object.keys(isDoc(bindings) ? bindings : {}).map((name) => [name, null]));

/** Compiles `let`: the variables of a pipeline inside, as a document of the one outside sets them. */
function binder(bindings: unknown, variables: Doc): (doc: Doc) => Doc {
  const values = Object.entries(isDoc(bindings) ? bindings : {}).map(
    ([name, spec]) => [checkedVariable(name), expression(spec, variables)] as const,
  );
  return (doc) => ({
    ...variables,
    ...Object.fromEntries(values.map(([name, evaluate]) => [name, evaluate(doc) ?? null])),
  });
}

function checked(operand: unknown) {
  const { from, localField, foreignField, as, pipeline, let: bindings } = operand as Doc;
  if (typeof from !== 'string') throw failedToParse("must specify 'from' field for a $lookup");
  if (typeof as !== 'string') throw failedToParse("must specify 'as' field for a $lookup");
  const equality = typeof localField === 'string' && typeof foreignField === 'string';
  if (!equality && (localField ?? foreignField) !== undefined)
    throw failedToParse('$lookup requires both or neither of localField and foreignField to be specified');
  if (!equality && !Array.isArray(pipeline))
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  const fields = equality ? { localField, foreignField } : undefined;
  return { from, fields, as, pipeline, bindings };
}

/** Here a pattern, or what looks like an operator, is a value like any other. */
function equalTo(foreignField: string, keys: unknown[]): Doc {
  const isSpecial = (key: unknown) => key instanceof BSONRegExp || isOperatorDoc(key);
  const plain = { [foreignField]: { $in: keys.filter((key) => !isSpecial(key)) } };
  const special = keys.filter(isSpecial).map((key) => ({ [foreignField]: { $eq: key } }));
  return special.length === 0 ? plain : { $or: [plain, ...special] };
}

function keysOf(doc: Doc, localField: string): unknown[] {
  const found = valuesAt(doc, splitPath(localField)).flat();
  return found.length === 0 ? [null] : found.map((value) => value ?? null);
}

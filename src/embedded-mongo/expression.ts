import { BSONRegExp, Double, Int32, Long, Timestamp } from 'bson';
import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import * as projection from 'mingo/operators/projection';
import * as query from 'mingo/operators/query';
import * as window from 'mingo/operators/window';
import { type Doc, isDoc } from './bson-document.ts';
import { dateExpressions } from './date-operators.ts';
import { dateTextExpressions } from './date-text.ts';
import { MongoError } from './errors.ts';
import { evaluate, exactAccumulators, exactExpressions, type Options } from './exact-operators.ts';
import { checkArguments, ONE_ARGUMENT } from './operator-arguments.ts';
import { toRegExp } from './regex.ts';
import { textExpressions } from './text-operators.ts';

const corrected = { ...exactExpressions, ...dateExpressions, ...dateTextExpressions, ...textExpressions };

export const context = Context.init({
  accumulator: { ...accumulators, ...exactAccumulators },
  expression: { ...expressions, ...corrected },
  pipeline,
  projection,
  query,
  window,
} as unknown as Parameters<typeof Context.init>[0]);

/** What mingo works on: numbers as JavaScript numbers. Longs that a number cannot hold stay as they are. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long && !(value instanceof Timestamp)) return plainLong(value);
  if (value instanceof BSONRegExp) return toRegExp(value);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toPlain(item)]));
}

function plainLong(value: Long): number | Long {
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value;
}

type Evaluate = (doc: Doc) => unknown;

/**
 * Compiles an aggregation expression for documents as `decode` makes them. Paths and constants keep their BSON
 * types; operators are mingo's and work on plain values.
 */
export function expression(spec: unknown, variables: Doc = {}): Evaluate {
  if (typeof spec === 'string') {
    if (!spec.startsWith('$')) return () => spec;
    return spec.startsWith('$$') ? computed(spec, variables) : fieldPath(spec.slice(1).split('.'));
  }
  if (Array.isArray(spec)) {
    const items = spec.map((item) => expression(item, variables));
    return (doc) => items.map((evaluate) => evaluate(doc) ?? null);
  }
  if (!isDoc(spec)) return () => spec;
  if ('$literal' in spec) return () => spec.$literal;
  if (Object.keys(spec).some((name) => name.startsWith('$'))) return computed(spec, variables);
  const fields = Object.entries(spec).map(([name, item]) => [name, expression(item, variables)] as const);
  return (doc) => {
    const made: Doc = {};
    for (const [name, evaluate] of fields) {
      const value = evaluate(doc);
      if (value !== undefined) made[name] = value;
    }
    return made;
  };
}

function fieldPath(parts: string[]): Evaluate {
  const walk = (value: unknown, at: number): unknown => {
    if (at === parts.length) return value;
    if (Array.isArray(value)) return value.map((item) => walk(item, at)).filter((item) => item !== undefined);
    const part = parts[at] as string;
    return isDoc(value) && Object.hasOwn(value, part) ? walk(value[part], at + 1) : undefined;
  };
  return (doc) => walk(doc, 0);
}

let latest: { doc: Doc; plain: Doc } | undefined;

function plainDoc(doc: Doc): Doc {
  if (latest?.doc !== doc) latest = { doc, plain: toPlain(doc) as Doc };
  return latest.plain;
}

function computed(spec: unknown, variables: Doc): Evaluate {
  const plain = checkedSpec(toPlain(spec));
  const options = { context, variables: toPlain(variables) as Doc } as unknown as Options;
  return (doc) => guarded(() => evaluate(plainDoc(doc), plain, options));
}

/** mingo's own errors become MongoDB's; what it cannot do is refused and never guessed. */
export function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof MongoError) throw error;
    throw new MongoError(17276, error instanceof Error ? error.message : String(error));
  }
}

/** Refuses operators that are unknown, and gives every one its arguments in the form that mingo takes. */
export function checkedSpec(spec: unknown): unknown {
  if (Array.isArray(spec)) return spec.map(checkedSpec);
  if (!isDoc(spec)) return spec;
  const names = Object.keys(spec);
  const operator = names.find((name) => name.startsWith('$'));
  if (operator === undefined) {
    return Object.fromEntries(Object.entries(spec).map(([name, item]) => [name, checkedSpec(item)]));
  }
  if (names.length > 1) {
    const shown = JSON.stringify(spec);
    throw new MongoError(15983, `An object representing an expression must have exactly one field: ${shown}`);
  }
  if (!(operator in expressions) && !(operator in accumulators) && !(operator in corrected)) {
    throw new MongoError(168, `Unrecognized expression '${operator}'`);
  }
  const operand = spec[operator];
  if (operator === '$literal') return spec;
  checkArguments(operator, operand);
  const alone = ONE_ARGUMENT.has(operator) && Array.isArray(operand) && operand.length === 1;
  const checked = checkedSpec(alone ? operand[0] : operand);
  return { [operator]: checked };
}

import { Context } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import { type Doc, isDoc } from './bson-document.ts';
import { conversions } from './conversions.ts';
import { dateExpressions } from './date-operators.ts';
import { dateTextExpressions } from './date-text.ts';
import { MongoError } from './errors.ts';
import { evaluate, exactExpressions, type Options, toPlain } from './exact-operators.ts';
import { checkedArguments } from './operator-arguments.ts';
import { textExpressions } from './text-operators.ts';

/** Without server-side JavaScript. */
const { $function: _, ...theirs } = expressions as unknown as Record<string, unknown>;
const operators = {
  ...theirs,
  ...exactExpressions,
  ...conversions,
  ...dateExpressions,
  ...dateTextExpressions,
  ...textExpressions,
  $_fieldPath: (obj: unknown, parts: string[], options: Options) =>
    fieldPath(parts)(evaluate(obj, '$$ROOT', options) as Doc),
};

const context = Context.init({ expression: operators } as never);

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

/** mingo's own errors become MongoDB's; what it cannot do is refused and never guessed. */
function computed(spec: unknown, variables: Doc): Evaluate {
  const plain = checkedSpec(toPlain(spec));
  const options = { context, variables: toPlain(variables) as Doc } as Options;
  return (doc) => {
    try {
      return evaluate(plainDoc(doc), plain, options);
    } catch (error) {
      if (error instanceof MongoError) throw error;
      throw new MongoError(17276, error instanceof Error ? error.message : String(error));
    }
  };
}

/** Refuses operators that are unknown, and gives every one its arguments in the form that mingo takes. */
function checkedSpec(spec: unknown): unknown {
  if (Array.isArray(spec)) return spec.map(checkedSpec);
  // mingo would look at the clock anew for every document.
  if (spec === '$$NOW') return new Date();
  // mingo would take a number for the position of an element; here it names a field.
  if (typeof spec === 'string' && /^\$[^$].*\.\d/.test(spec))
    return { $_fieldPath: spec.slice(1).split('.') };
  if (!isDoc(spec) || spec instanceof RegExp) return spec;
  const names = Object.keys(spec);
  const operator = names.find((name) => name.startsWith('$'));
  if (operator === undefined) {
    return Object.fromEntries(Object.entries(spec).map(([name, item]) => [name, checkedSpec(item)]));
  }
  if (names.length > 1)
    throw new MongoError(15983, `An expression must have exactly one field: ${names.join(', ')}`);
  if (!Object.hasOwn(operators, operator)) throw new MongoError(168, `Unrecognized expression '${operator}'`);
  if (operator === '$literal') return spec;
  return { [operator]: checkedSpec(checkedArguments(operator, spec[operator])) };
}

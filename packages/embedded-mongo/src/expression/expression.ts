import { failedToParse, MongoError, notSupported } from '../errors.ts';
import { type Doc, isDoc } from '../values/bson-document.ts';
import { ABSENT_OPERATORS } from './absent-operators.ts';
import { arrayOperators } from './array-operators.ts';
import { controlOperators } from './control-operators.ts';
import { conversions } from './conversions.ts';
import { dateExpressions } from './date-operators.ts';
import { dateTextExpressions } from './date-text.ts';
import { exactExpressions } from './exact-operators.ts';
import type { Compile, Operator, Run } from './operator-arguments.ts';
import { setOperators } from './set-operators.ts';
import { textExpressions } from './text-operators.ts';

/** The operators that are known to answer as MongoDB's do; every other one is refused. */
const OPERATORS: Record<string, Operator> = {
  ...exactExpressions,
  ...arrayOperators,
  ...controlOperators,
  ...conversions,
  ...dateExpressions,
  ...dateTextExpressions,
  ...setOperators,
  ...textExpressions,
};

type IsKnown = (name: string) => boolean;

/** For expressions that are only checked: what they are given is not known yet. */
export const ANY_VARIABLES: Doc = {};

const SYSTEM_VARIABLES = ['ROOT', 'CURRENT', 'REMOVE', 'NOW'];

/** Compiles an aggregation expression for documents as `decode` makes them: values keep their BSON types. */
export function expression(spec: unknown, variables: Doc = {}): (doc: Doc) => unknown {
  const isKnown = (name: string) => variables === ANY_VARIABLES || Object.hasOwn(variables, name);
  const run = compiled(spec, isKnown);
  return (doc) => run({ ...variables, ROOT: doc, CURRENT: doc });
}

/** What `let` of a command sets, computed once; and what time it is for all of the command. */
export function commandVariables(bindings: Doc = {}, NOW = new Date()): Doc {
  const values = Object.entries(bindings).map(([name, spec]) => {
    const run = compiled(spec, () => false);
    return [checkedVariable(name), run({ NOW }) ?? null];
  });
  return { ...Object.fromEntries(values), NOW };
}

function compiled(spec: unknown, isKnown: IsKnown): Run {
  if (typeof spec === 'string') return spec.startsWith('$') ? reference(spec, isKnown) : () => spec;
  if (Array.isArray(spec)) {
    const items = spec.map((item) => compiled(item, isKnown));
    return (scope) => items.map((run) => run(scope) ?? null);
  }
  if (!isDoc(spec)) return () => spec;
  const operator = Object.keys(spec).find((name) => name.startsWith('$'));
  return operator === undefined ? object(spec, isKnown) : computed(operator, spec, isKnown);
}

function object(spec: Doc, isKnown: IsKnown): Run {
  const fields = Object.entries(spec).map(([name, item]) => [name, compiled(item, isKnown)] as const);
  return (scope) => {
    const made = fields.map(([name, run]) => [name, run(scope)] as const);
    return Object.fromEntries(made.filter(([, value]) => value !== undefined));
  };
}

function computed(name: string, spec: Doc, isKnown: IsKnown): Run {
  const others = Object.keys(spec).filter((other) => other !== name);
  if (others.length > 0)
    throw new MongoError(15983, `An expression must have exactly one field: ${name}, ${others.join(', ')}`);
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (ABSENT_OPERATORS.has(name)) throw notSupported(`has no expression ${name}`);
  if (!operator) throw new MongoError(168, `Unrecognized expression '${name}'`);
  const compile: Compile = (inner, bound = []) =>
    compiled(inner, withNames(isKnown, bound.map(checkedVariable)));
  return operator(spec[name], compile, name);
}

const withNames =
  (isKnown: IsKnown, names: string[]): IsKnown =>
  (name) =>
    names.includes(name) || isKnown(name);

/** Of the system's own variables CURRENT alone may be set: paths such as `$a` begin there. */
export function checkedVariable(name: string): string {
  if (name === 'CURRENT' || /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return name;
  throw failedToParse(`'${name}' is not a valid name for a user variable`);
}

/** A field such as `$a.b`, or a variable such as `$$x.a.b`. */
function reference(text: string, isKnown: IsKnown): Run {
  const isVariable = text.startsWith('$$');
  const [name = '', ...parts] = isVariable
    ? text.slice(2).split('.')
    : ['CURRENT', ...text.slice(1).split('.')];
  if (parts.includes(''))
    throw new MongoError(text === '$' ? 16872 : 15998, `'${text}' is not a valid field path`);
  if (!SYSTEM_VARIABLES.includes(name) && !isKnown(name))
    throw new MongoError(17276, `Use of undefined variable: ${name}`);
  if (name === 'NOW') return (scope) => valueAt(scope.NOW ?? new Date(), parts, 0);
  if (name !== 'CURRENT' && name !== 'ROOT') return (scope) => valueAt(scope[name], parts, 0);
  return (scope) => {
    if (Object.hasOwn(scope, name)) return valueAt(scope[name], parts, 0);
    throw new MongoError(
      4890500,
      'Command let Expression tried to access a field, but this is not allowed here',
    );
  };
}

/** Through the documents of an array, but not through arrays in arrays. */
function valueAt(value: unknown, parts: string[], at: number): unknown {
  if (at === parts.length) return value;
  if (Array.isArray(value)) {
    const found = value.filter(isDoc).map((item) => valueAt(item, parts, at));
    return found.filter((item) => item !== undefined);
  }
  const part = parts[at] as string;
  return isDoc(value) && Object.hasOwn(value, part) ? valueAt(value[part], parts, at + 1) : undefined;
}

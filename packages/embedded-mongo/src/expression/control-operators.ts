import { MongoError } from '../errors.ts';
import { type Doc, isDoc, isNil, isOperatorDoc, show, truthy, typeName } from '../values/bson-document.ts';
import { checkedNames, int32, type Operator, onlyArgument, type Run } from './operator-arguments.ts';

const asList = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

function partsOfCond(operand: unknown): unknown[] {
  if (isDoc(operand)) {
    const spec = checkedNames('$cond', operand);
    return [spec.if, spec.then, spec.else];
  }
  const given = asList(operand);
  if (given.length === 3) return given;
  throw new MongoError(16020, `Expression $cond takes exactly 3 arguments. ${given.length} were passed in.`);
}

const cond: Operator = (operand, compile) => {
  const [test, yes, no] = partsOfCond(operand);
  const [condition, whenTrue, whenFalse] = [compile(test), compile(yes), compile(no)];
  return (scope) => (truthy(condition(scope)) ? whenTrue(scope) : whenFalse(scope));
};

const ifNull: Operator = (operand, compile) => {
  const runs = asList(operand).map((spec) => compile(spec));
  if (runs.length < 2) throw new MongoError(1257300, '$ifNull needs at least two arguments');
  return (scope) => {
    let value: unknown;
    for (const run of runs) {
      value = run(scope);
      if (!isNil(value)) return value;
    }
    return value;
  };
};

const switched: Operator = (operand, compile, name) => {
  const { branches, ...spec } = checkedNames(name, operand);
  if (!Array.isArray(branches))
    throw new MongoError(40061, `$switch expected an array for 'branches', found: ${typeName(branches)}`);
  if (branches.length === 0) throw new MongoError(40068, '$switch requires at least one branch.');
  const cases = branches.map((branch) => {
    const { case: condition, then } = checkedBranch(branch);
    return { test: compile(condition), result: compile(then) };
  });
  const otherwise = 'default' in spec ? compile(spec.default) : noBranch;
  return (scope) => (cases.find(({ test }) => truthy(test(scope)))?.result ?? otherwise)(scope);
};

function checkedBranch(branch: unknown): Doc {
  if (!isDoc(branch))
    throw new MongoError(40062, `$switch expected each branch to be an object, found: ${typeName(branch)}`);
  const unknown = Object.keys(branch).find((name) => name !== 'case' && name !== 'then');
  if (unknown !== undefined)
    throw new MongoError(40063, `$switch found an unknown argument to a branch: ${unknown}`);
  if (!('case' in branch))
    throw new MongoError(40064, "$switch requires each branch have a 'case' expression");
  if (!('then' in branch))
    throw new MongoError(40065, "$switch requires each branch have a 'then' expression.");
  return branch;
}

function noBranch(): never {
  throw new MongoError(40066, '$switch could not find a matching branch, and no default was specified.');
}

const letIn: Operator = (operand, compile, name) => {
  const { vars, in: inner } = checkedNames(name, operand);
  if (!isDoc(vars)) throw new MongoError(10065, "invalid parameter: expected an object ('vars')");
  const values = Object.entries(vars).map(([variable, spec]) => [variable, compile(spec)] as const);
  const run = compile(inner, Object.keys(vars));
  return (scope) =>
    run({ ...scope, ...Object.fromEntries(values.map(([variable, value]) => [variable, value(scope)])) });
};

/** The array that is to be gone through; undefined where there is null. */
function arrayFrom(input: unknown, code: number, name: string): unknown[] | undefined {
  if (isNil(input)) return undefined;
  if (Array.isArray(input)) return input;
  throw new MongoError(code, `input to ${name} must be an array not ${typeName(input)}`);
}

const variableOf = ({ as = 'this' }: Doc) => String(as);

const map: Operator = (operand, compile, name) => {
  const spec = checkedNames(name, operand);
  const variable = variableOf(spec);
  const [input, each] = [compile(spec.input), compile(spec.in, [variable])];
  return (scope) => {
    const items = arrayFrom(input(scope), 16883, name);
    return items?.map((item) => each({ ...scope, [variable]: item }) ?? null) ?? null;
  };
};

const filter: Operator = (operand, compile, name) => {
  const spec = checkedNames(name, operand);
  const variable = variableOf(spec);
  const [input, test, most] = [compile(spec.input), compile(spec.cond, [variable]), compile(spec.limit)];
  return (scope) => {
    const items = arrayFrom(input(scope), 28651, name);
    const limit = most(scope);
    const count = isNil(limit) ? Number.POSITIVE_INFINITY : int32(limit, [327391, 327391], '$filter: limit');
    if (count < 1) throw new MongoError(327392, `$filter: limit must be greater than 0: ${show(limit)}`);
    const found = items?.filter((item) => truthy(test({ ...scope, [variable]: item })));
    return found?.slice(0, count) ?? null;
  };
};

const reduce: Operator = (operand, compile, name) => {
  const spec = checkedNames(name, operand);
  const [input, initial] = [compile(spec.input), compile(spec.initialValue)];
  const each: Run = compile(spec.in, ['this', 'value']);
  return (scope) => {
    const items = arrayFrom(input(scope), 40080, name);
    return items?.reduce((value, item) => each({ ...scope, this: item, value }), initial(scope)) ?? null;
  };
};

const getField: Operator = (operand, compile, name) => {
  const isName = typeof operand === 'string' || isOperatorDoc(operand);
  const spec = isName ? { field: operand, input: '$$CURRENT' } : checkedNames(name, operand);
  const [field, input] = [compile(spec.field), compile(spec.input)];
  return (scope) => {
    const [key, doc] = [field(scope), input(scope)];
    if (typeof key !== 'string') throw new MongoError(5654602, `${name} requires 'field' to be a string`);
    if (doc === null) return null;
    return isDoc(doc) && Object.hasOwn(doc, key) ? doc[key] : undefined;
  };
};

/** These compute an argument only where it is needed, or many times with other variables. */
export const controlOperators: Record<string, Operator> = {
  $literal: (operand) => () => operand,
  $and: (operand, compile) => {
    const runs = asList(operand).map((spec) => compile(spec));
    return (scope) => runs.every((run) => truthy(run(scope)));
  },
  $or: (operand, compile) => {
    const runs = asList(operand).map((spec) => compile(spec));
    return (scope) => runs.some((run) => truthy(run(scope)));
  },
  $not: (operand, compile, name) => {
    const run = compile(onlyArgument(operand, name));
    return (scope) => !truthy(run(scope));
  },
  $cond: cond,
  $ifNull: ifNull,
  $switch: switched,
  $let: letIn,
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $getField: getField,
};

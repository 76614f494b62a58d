import { type Doc, isDoc, isNumeric, toNumber, truthy } from './bson-document.ts';
import { badValue, MongoError } from './errors.ts';
import { expression } from './expression.ts';
import { elementTest } from './match.ts';
import { matchedIndex } from './update.ts';
import { isOperatorDoc } from './value-tests.ts';

type Step = true | false | ((value: unknown, doc: Doc) => unknown) | Tree;
interface Tree {
  [name: string]: Step;
}

interface Surroundings {
  /** The filter, for `.$`. */
  query?: Doc;
  variables?: Doc;
  /** In a pipeline `$slice` and its like are expressions. */
  inPipeline?: boolean;
}

/** Without a prototype, so that a field may be called `__proto__`. */
const emptyTree = (): Tree => Object.create(null);

/** Compiles a find projection: inclusion or exclusion, `$slice`, `$elemMatch`, `.$` and expressions. */
export function projection(
  spec: Doc,
  { query = {}, variables = {}, inPipeline = false }: Surroundings = {},
): (doc: Doc) => Doc {
  const tree = emptyTree();
  let mode: boolean | undefined;
  const computed: [string, (doc: Doc) => unknown][] = [];
  const setMode = (including: boolean, path: string) => {
    if (mode !== undefined && mode !== including) {
      throw new MongoError(
        including ? 31253 : 31254,
        `Cannot do ${including ? 'inclusion' : 'exclusion'} on field ${path} in ${including ? 'exclusion' : 'inclusion'} projection`,
      );
    }
    mode = including;
  };
  for (const [path, value] of flattened(spec)) {
    if (inPipeline && isOperatorDoc(value)) {
      setMode(true, path);
      computed.push([path, fieldExpression(value, variables)]);
    } else if (path.endsWith('.$')) {
      setMode(true, path);
      plant(tree, path.slice(0, -2), positional(path.slice(0, -2), query));
    } else if (isOperatorDoc(value) && '$elemMatch' in value) {
      plant(tree, path, firstElement(value.$elemMatch));
      setMode(true, path);
    } else if (isOperatorDoc(value) && '$slice' in value) {
      plant(tree, path, slice(value.$slice));
    } else if (isOperatorDoc(value) || typeof value === 'string' || Array.isArray(value)) {
      if (isOperatorDoc(value) && '$meta' in value)
        throw badValue('$meta projections are not supported by the built-in database');
      setMode(true, path);
      computed.push([path, fieldExpression(value, variables)]);
    } else if (isNumeric(value) || typeof value === 'boolean') {
      const included = truthy(value);
      if (path !== '_id') setMode(included, path);
      plant(tree, path, included);
    } else {
      setMode(true, path);
      computed.push([path, expression({ $literal: value })]);
    }
  }
  if (mode === undefined) mode = tree._id === true && Object.keys(tree).length === 1;
  if (mode && !('_id' in tree)) tree._id = true;
  const including = mode;
  return (doc) => {
    const result = including ? include(doc, tree, doc) : exclude(doc, tree, doc);
    for (const [path, evaluate] of computed) setPath(result, path.split('.'), evaluate(doc));
    return result;
  };
}

function fieldExpression(value: unknown, variables: Doc): (doc: Doc) => unknown {
  try {
    return expression(value, variables);
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== 168) throw error;
    throw new MongoError(
      31325,
      `Invalid $project :: caused by :: ${error.message.replace('Unrecognized', 'Unknown')}`,
    );
  }
}

function* flattened(spec: Doc, prefix = ''): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(spec)) {
    if (name === '' || name.startsWith('$'))
      throw badValue(`FieldPath field names may not start with '$' or be empty: '${name}'`);
    if (isDoc(value) && !isOperatorDoc(value) && Object.keys(value).length > 0)
      yield* flattened(value, `${prefix}${name}.`);
    else yield [prefix + name, value];
  }
}

function plant(tree: Tree, path: string, step: Step): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = tree;
  for (const part of parts) {
    const next = node[part] ?? emptyTree();
    if (typeof next !== 'object') throw new MongoError(31249, `Path collision at ${path}`);
    node[part] = next;
    node = next;
  }
  if (node[last] !== undefined) throw new MongoError(31250, `Path collision at ${path}`);
  node[last] = step;
}

function include(value: unknown, tree: Tree, root: Doc): Doc {
  const result: Doc = {};
  for (const [name, item] of Object.entries(value as Doc)) {
    const step = Object.hasOwn(tree, name) ? tree[name] : undefined;
    const kept =
      step === true
        ? item
        : typeof step === 'function'
          ? step(item, root)
          : step
            ? inside(item, step, root, include)
            : undefined;
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

function exclude(value: unknown, tree: Tree, root: Doc): Doc {
  const result: Doc = {};
  for (const [name, item] of Object.entries(value as Doc)) {
    const step = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (step === undefined || step === true) result[name] = item;
    else if (typeof step === 'function') result[name] = step(item, root);
    else if (step) result[name] = inside(item, step, root, exclude) ?? item;
  }
  return result;
}

/** Through arrays; what is neither document nor array is left out of an inclusion. */
function inside(value: unknown, tree: Tree, root: Doc, project: typeof include): unknown {
  if (isDoc(value)) return project(value, tree, root);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((item) => {
    const kept = inside(item, tree, root, project);
    return kept === undefined ? (project === exclude ? [item] : []) : [kept];
  });
}

function slice(argument: unknown): Step {
  const [first, second] = Array.isArray(argument) ? argument.map(toNumber) : [toNumber(argument)];
  if (first === undefined || (Array.isArray(argument) && (second ?? 0) <= 0)) {
    throw new MongoError(28724, 'First argument to $slice must be an array or a number');
  }
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (second === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
    const start = first < 0 ? Math.max(value.length + first, 0) : first;
    return value.slice(start, start + second);
  };
}

function firstElement(condition: unknown): Step {
  const test = elementTest(condition);
  return (value) => {
    const index = Array.isArray(value) ? value.findIndex(test) : -1;
    return index < 0 ? undefined : [(value as unknown[])[index]];
  };
}

function positional(path: string, query: Doc): Step {
  return (value, doc) => {
    if (!Array.isArray(value)) return value;
    const index = matchedIndex(doc, query, path);
    if (index === undefined)
      throw new MongoError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return [value[index]];
  };
}

function setPath(target: Doc, [part = '', ...rest]: string[], value: unknown): void {
  if (value === undefined) return;
  const held = Object.hasOwn(target, part) ? target[part] : undefined;
  const inner = rest.length === 0 ? value : isDoc(held) ? held : {};
  if (rest.length > 0) setPath(inner as Doc, rest, value);
  Object.defineProperty(target, part, { value: inner, writable: true, enumerable: true, configurable: true });
}

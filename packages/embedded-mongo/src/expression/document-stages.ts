import { MongoError } from '../errors.ts';
import { type Doc, isDoc, isNumeric, isOperatorDoc, show, truthy } from '../values/bson-document.ts';
import { expression } from './expression.ts';

/** What becomes of a field: kept or left out, changed in its place, computed anew, or a matter of its own fields. */
type Step = boolean | { reshape(value: unknown, doc: Doc): unknown } | { compute(doc: Doc): unknown } | Tree;
type Tree = Map<string, Step>;

/** One field of a projection; what only keeps to itself leaves open whether the others are included. */
interface Field {
  path: string;
  step: Step;
  includes?: boolean | undefined;
}

export type Change = (doc: Doc) => Doc;

/** Compiles `$project`; `special` knows what find's projections have in addition. */
export function projector(
  spec: Doc,
  variables: Doc,
  special: (path: string, value: unknown) => Field | undefined = () => undefined,
): Change {
  const tree: Tree = new Map();
  let including: boolean | undefined;
  for (const [path, value] of leaves(spec, 51270)) {
    const field = special(path, value) ?? plainField(path, value, variables);
    const { includes } = field;
    if (includes !== undefined && including !== undefined && includes !== including) {
      const [kind, other] = includes ? ['inclusion', 'exclusion'] : ['exclusion', 'inclusion'];
      throw new MongoError(
        includes ? 31253 : 31254,
        `Cannot do ${kind} on field ${path} in ${other} projection`,
      );
    }
    including ??= includes;
    plant(tree, field.path, field.step);
  }
  including ??= tree.get('_id') === true;
  if (including && !tree.has('_id')) tree.set('_id', true);
  const keepsOthers = !including;
  return (doc) => changed(doc, tree, doc, keepsOthers);
}

function plainField(path: string, value: unknown, variables: Doc): Field {
  if (!isNumeric(value) && typeof value !== 'boolean') {
    return { path, step: { compute: fieldExpression(value, variables) }, includes: true };
  }
  const step = truthy(value);
  return { path, step, includes: path === '_id' ? undefined : step };
}

function fieldExpression(value: unknown, variables: Doc): (doc: Doc) => unknown {
  try {
    return expression(value, variables);
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== 168) throw error;
    const message = error.message.replace('Unrecognized', 'Unknown');
    throw new MongoError(31325, `Invalid $project :: caused by :: ${message}`);
  }
}

/** The stages that look at one document at a time; an update may be made of them too. */
export const DOCUMENT_STAGES: Record<string, (operand: unknown, variables: Doc) => Change> = {
  $project: (operand, variables) => {
    if (!isDoc(operand)) throw new MongoError(15969, '$project specification must be an object');
    if (Object.keys(operand).length === 0)
      throw new MongoError(51272, 'projection specification must have at least one field');
    return projector(operand, variables);
  },
  $set: setter,
  $addFields: setter,
  $unset: unsetter,
  $replaceRoot: (operand, variables) => replacer((operand as Doc).newRoot, variables),
  $replaceWith: replacer,
};

function setter(operand: unknown, variables: Doc): Change {
  if (!isDoc(operand))
    throw new MongoError(40272, `$set specification stage must be an object, got ${show(operand)}`);
  const steps = [...leaves(operand, 40180)].map(
    ([path, value]) => [path, { compute: expression(value, variables) }] as const,
  );
  return changing(steps, 40176);
}

function unsetter(operand: unknown): Change {
  const paths = [operand].flat();
  const isPath = (path: unknown): path is string => typeof path === 'string' && path !== '';
  if (paths.length === 0 || !paths.every(isPath))
    throw new MongoError(31120, '$unset specification must be a string or an array of strings');
  return changing(paths.map((path) => [path, false] as const));
}

function changing(steps: (readonly [path: string, step: Step])[], collisionCode?: number): Change {
  const tree: Tree = new Map();
  for (const [path, step] of steps) plant(tree, path, step, collisionCode);
  return (doc) => changed(doc, tree, doc, true);
}

function replacer(newRoot: unknown, variables: Doc): Change {
  const evaluate = expression(newRoot, variables);
  return (doc) => {
    const root = evaluate(doc);
    if (isDoc(root)) return root;
    throw new MongoError(40228, `'newRoot' expression must evaluate to an object, not ${show(root)}`);
  };
}

function* leaves(spec: Doc, emptyCode: number, prefix = ''): Generator<[path: string, value: unknown]> {
  for (const [name, value] of Object.entries(spec)) {
    if (name === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.');
    if (name.startsWith('$'))
      throw new MongoError(16410, `FieldPath field names may not start with '$': '${name}'`);
    if (!isDoc(value) || isOperatorDoc(value)) yield [prefix + name, value];
    else if (Object.keys(value).length > 0) yield* leaves(value, emptyCode, `${prefix}${name}.`);
    else throw new MongoError(emptyCode, `An empty object is not a valid value: ${prefix}${name}`);
  }
}

function plant(tree: Tree, path: string, step: Step, collisionCode?: number): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = tree;
  for (const part of parts) {
    const next = node.get(part) ?? new Map();
    if (!(next instanceof Map)) throw new MongoError(collisionCode ?? 31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  if (node.has(last)) throw new MongoError(collisionCode ?? 31250, `Path collision at ${path}`);
  node.set(last, step);
}

const isComputed = (step: Step | undefined) => typeof step === 'object' && 'compute' in step;
const computes = (tree: Tree): boolean =>
  [...tree.values()].some((step) => (step instanceof Map ? computes(step) : isComputed(step)));

/** Computed fields come last, except where they take the place of a field that is there. */
function changed(doc: Doc, tree: Tree, root: Doc, keepsOthers: boolean): Doc {
  const result = new Map<string, unknown>();
  const set = (name: string, value: unknown) =>
    value === undefined ? result.delete(name) : result.set(name, value);
  for (const [name, item] of Object.entries(doc)) {
    const step = tree.get(name);
    if (step instanceof Map) set(name, changedInside(item, step, root, keepsOthers));
    else if (typeof step === 'object' && 'reshape' in step) set(name, step.reshape(item, root));
    else if (typeof step === 'boolean' ? step : keepsOthers) set(name, item);
  }
  for (const [name, step] of tree) {
    if (typeof step === 'object' && 'compute' in step) set(name, step.compute(root));
    else if (step instanceof Map && !Object.hasOwn(doc, name) && computes(step))
      set(name, changed({}, step, root, keepsOthers));
  }
  return Object.fromEntries(result);
}

/** Through arrays; what has no fields gives way to computed ones. */
function changedInside(value: unknown, tree: Tree, root: Doc, keepsOthers: boolean): unknown {
  if (isDoc(value)) return changed(value, tree, root, keepsOthers);
  if (Array.isArray(value)) {
    return value
      .map((item) => changedInside(item, tree, root, keepsOthers))
      .filter((item) => item !== undefined);
  }
  if (computes(tree)) return changed({}, tree, root, keepsOthers);
  return keepsOthers ? value : undefined;
}

/** A copy with a field set, as stages that add one result do; without a value the field goes. */
export function withField(doc: Doc, [part = '', ...rest]: string[], value: unknown): Doc {
  const inner = doc[part];
  const made = rest.length === 0 ? value : withField(isDoc(inner) ? inner : {}, rest, value);
  const copy = new Map(Object.entries(doc));
  if (made === undefined) copy.delete(part);
  else copy.set(part, made);
  return Object.fromEntries(copy);
}

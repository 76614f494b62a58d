import { leadingQuery } from '../aggregate/stages.ts';
import { badValue, notSupported, typeMismatch } from '../errors.ts';
import { commandVariables } from '../expression/expression.ts';
import type { Plan } from '../query/plan.ts';
import { planFor, type Query } from '../query/query.ts';
import { type Doc, isDoc } from '../values/bson-document.ts';
import { type CollectionCall, command, namespace } from './command.ts';
import { matching, queryOf } from './find-query.ts';
import { aggregate, count, distinct, find } from './read-commands.ts';

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** What is looked for, and how many of those found are passed over. */
type Search = Query & { skip?: number };

/** What an explained command would look for: checked as the command itself is. */
const QUERIES: Record<string, (inner: Doc) => Search> = {
  find: (inner) => {
    const options = find.read(inner);
    const { skip = 0, limit = 0 } = options;
    return { ...queryOf(options), skip, most: limit > 0 ? skip + limit : undefined };
  },
  aggregate: (inner) => {
    const { pipeline, let: bindings } = aggregate.read(inner);
    return { ...leadingQuery(pipeline).query, variables: commandVariables(bindings) };
  },
  count: (inner) => queryOf(count.read(inner)),
  distinct: (inner) => queryOf(distinct.read(inner)),
};

/** Which index a query goes by, in the shape that tools expect. */
export const explain = command(
  { string: ['verbosity'] },
  async (call, { verbosity = 'allPlansExecution' }) => {
    const inner = call.command.explain;
    if (!isDoc(inner)) throw typeMismatch("BSON field 'explain.explain' must be an object");
    if (!VERBOSITIES.includes(verbosity)) throw badValue(`'${verbosity}' is not a verbosity of explain`);
    const name = Object.keys(inner)[0] ?? '';
    const queryIn = Object.hasOwn(QUERIES, name) ? QUERIES[name] : undefined;
    if (!queryIn) throw notSupported(`explains ${Object.keys(QUERIES).join(', ')}, not '${name}'`);
    const target = { ...call, ns: namespace({ ...call, name, command: inner }) };
    const query = queryIn(inner);
    const reply = { explainVersion: '1', queryPlanner: planned(target, query), command: inner, ok: 1 };
    if (verbosity === 'queryPlanner') return reply;
    const started = performance.now();
    const { most, skip = 0 } = query;
    let found = 0;
    for await (const _ of matching(target, query)) if (++found === most) break;
    const nReturned = Math.max(0, found - skip);
    const executionTimeMillis = Math.round(performance.now() - started);
    return { ...reply, executionStats: { executionSuccess: true, nReturned, executionTimeMillis } };
  },
);

function planned({ engine, ns }: CollectionCall, query: Query): Doc {
  const collection = engine.catalog.get(ns);
  const plan = collection && planFor(collection, query);
  const sorts = query.sort && !(plan?.kind === 'index' && plan.sorted);
  const stage = plan ? planStage(plan) : { stage: 'EOF' };
  const winningPlan = sorts ? { stage: 'SORT', sortPattern: query.sort, inputStage: stage } : stage;
  return { namespace: ns, parsedQuery: query.filter, winningPlan, rejectedPlans: [] };
}

function planStage(plan: Plan): Doc {
  if (plan.kind === 'scan') return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
  if (plan.kind === 'union')
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(planStage) } };
  const { index, reverse } = plan;
  return {
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      keyPattern: index.key,
      indexName: index.name,
      isMultiKey: index.multikey,
      direction: reverse ? 'backward' : 'forward',
    },
  };
}

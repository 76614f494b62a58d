import { type Doc, isDoc } from './bson-document.ts';
import { type Call, checkedNamespace } from './command.ts';
import { MongoError } from './errors.ts';
import { findQuery } from './find-query.ts';
import { leadingQuery } from './leading-query.ts';
import type { Plan } from './plan.ts';
import { pausing, planFor, type Query, walk } from './query.ts';

/** Which index a query goes by, in the shape that tools expect. */
export async function explain(call: Call): Promise<Doc> {
  const { engine, db, command } = call;
  const inner = command.explain;
  if (!isDoc(inner))
    throw new MongoError(14, "BSON field 'explain.explain' is the wrong type, expected type 'object'");
  const name = Object.keys(inner)[0] ?? '';
  const ns = checkedNamespace(db, String(inner[name]));
  const query = explainedQuery(name, inner);
  const collection = engine.catalog.get(ns);
  const plan = collection ? planFor(collection, query) : undefined;
  const sorts = query.sort && !(plan?.kind === 'index' && plan.sorted);
  const stage = plan ? planStage(plan) : { stage: 'EOF' };
  const winningPlan = sorts ? { stage: 'SORT', sortPattern: query.sort, inputStage: stage } : stage;
  const reply = {
    explainVersion: '1',
    queryPlanner: { namespace: ns, parsedQuery: query.filter, winningPlan, rejectedPlans: [] },
    command: inner,
    ok: 1,
  };
  if (command.verbosity === 'queryPlanner' || !collection) return reply;
  const started = performance.now();
  let nReturned = 0;
  for await (const _ of pausing(walk(engine, collection, query), call.checkTime)) nReturned++;
  const executionTimeMillis = Math.round(performance.now() - started);
  return { ...reply, executionStats: { executionSuccess: true, nReturned, executionTimeMillis } };
}

function explainedQuery(name: string, inner: Doc): Query {
  if (name === 'find') return findQuery(inner);
  if (name === 'count' || name === 'distinct') return { filter: isDoc(inner.query) ? inner.query : {} };
  if (name === 'aggregate') return leadingQuery((inner.pipeline ?? []) as Doc[]).query;
  if (name === 'findAndModify')
    return {
      filter: isDoc(inner.query) ? inner.query : {},
      sort: isDoc(inner.sort) ? inner.sort : undefined,
    };
  const [statement] = (inner.updates ?? inner.deletes ?? []) as Doc[];
  if (statement) return { filter: isDoc(statement.q) ? statement.q : {} };
  throw new MongoError(59, `Explain failed due to unknown command: ${name}`);
}

function planStage(plan: Plan): Doc {
  if (plan.kind === 'scan') return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
  if (plan.kind === 'union')
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(planStage) } };
  const { index, reverse, ranges } = plan;
  return {
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      keyPattern: index.key,
      indexName: index.name,
      isMultiKey: index.multikey,
      isUnique: index.unique,
      isSparse: index.sparse,
      isPartial: index.partialFilter !== undefined,
      direction: reverse ? 'backward' : 'forward',
      ranges: ranges.length,
    },
  };
}

import { Aggregator } from 'mingo/aggregator';
import { type Doc, isDoc } from './bson-document.ts';
import { failedToParse, MongoError } from './errors.ts';
import { checkedSpec, context, guarded, toPlain } from './expression.ts';
import type { Update } from './update.ts';
import { orderedKey } from './value-order.ts';

const UPDATE_STAGES = ['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith'];

/** An update written as a pipeline: it may read the document that it changes. */
export function updatePipeline(stages: unknown[]): Update {
  for (const stage of stages) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (!name) throw failedToParse('Each element of the pipeline array must be an object');
    if (!UPDATE_STAGES.includes(name)) {
      throw new MongoError(72, `${name} is not allowed to be used within an update`);
    }
  }
  const plain = (toPlain(stages) as Doc[]).map((stage) => {
    const [name = ''] = Object.keys(stage);
    return { [name]: name === '$unset' || name === '$project' ? stage[name] : checkedSpec(stage[name]) };
  });
  return (doc, { variables }) => {
    const options = { context, variables: toPlain(variables) as Doc } as never;
    const [result] = guarded(() => new Aggregator(plain, options).run([toPlain(doc) as Doc])) as Doc[];
    if (!isDoc(result)) throw new MongoError(40228, "'newRoot' expression must evaluate to an object");
    return keepTypes(doc, result);
  };
}

/** mingo sees plain numbers: fields it left as they were keep the type they had. */
function keepTypes(before: Doc, after: Doc): Doc {
  const kept = Object.entries(after).map(([name, value]) => {
    const old = before[name];
    const same = old !== undefined && orderedKey(toPlain(old)) === orderedKey(value);
    return [name, same ? old : value];
  });
  return Object.fromEntries(kept);
}

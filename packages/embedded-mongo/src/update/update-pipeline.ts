import { DOCUMENT_STAGES } from '../aggregate/document-stages.ts';
import { failedToParse, MongoError } from '../errors.ts';
import { ANY_VARIABLES } from '../expression/expression.ts';
import { checkNames } from '../expression/operator-arguments.ts';
import { type Doc, isDoc } from '../values/bson-document.ts';
import type { Update } from './update.ts';

/** An update written as a pipeline: it may read the document that it changes. */
export function updatePipeline(stages: unknown[]): Update {
  const compile = (variables: Doc) => stages.map((stage) => changeOf(stage, variables));
  let latest = { variables: ANY_VARIABLES, changes: compile(ANY_VARIABLES) };
  return (doc, { variables }) => {
    if (latest.variables !== variables) latest = { variables, changes: compile(variables) };
    return latest.changes.reduce((made, change) => change(made), doc);
  };
}

function changeOf(stage: unknown, variables: Doc) {
  const [name, ...others] = isDoc(stage) ? Object.keys(stage) : [];
  if (name === undefined) throw failedToParse('Each element of the pipeline array must be an object');
  if (others.length > 0)
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  if (!Object.hasOwn(DOCUMENT_STAGES, name))
    throw new MongoError(72, `${name} is not allowed to be used within an update`);
  checkNames(name, (stage as Doc)[name]);
  return DOCUMENT_STAGES[name]?.((stage as Doc)[name], variables) ?? ((doc: Doc) => doc);
}

import { failedToParse, MongoError } from '../errors.ts';
import { DOCUMENT_STAGES } from '../expression/document-stages.ts';
import { ANY_VARIABLES } from '../expression/expression.ts';
import { checkNames } from '../expression/operator-arguments.ts';
import { type Doc, isDoc } from '../values/bson-document.ts';

/** An update written as a pipeline: it may read the document that it changes. */
export function updatePipeline(stages: unknown[]): (doc: Doc, context: { variables: Doc }) => Doc {
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

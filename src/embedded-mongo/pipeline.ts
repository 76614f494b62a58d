import type { Doc } from './bson-document.ts';
import type { Engine } from './engine.ts';

export type Stream = AsyncGenerator<Doc>;

/** Where a pipeline reads, and for whom. */
export interface Source {
  engine: Engine;
  db: string;
  now: Date;
  checkTime: () => void;
  hint?: unknown;
}

export interface StageContext {
  source: Source;
  ns: string | undefined;
  variables: Doc;
  /** Runs another pipeline on a collection of the same database. */
  run: (ns: string | undefined, pipeline: Doc[], variables: Doc) => Stream;
  /** Runs stages on documents that are at hand. */
  runOn: (docs: Doc[], pipeline: Doc[], variables: Doc) => Stream;
}

export async function collected(stream: Stream): Promise<Doc[]> {
  const docs: Doc[] = [];
  for await (const doc of stream) docs.push(doc);
  return docs;
}

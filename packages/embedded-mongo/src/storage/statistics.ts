import type { Database, RootDatabase } from 'lmdb';
import { toNumber } from '../values/bson-document.ts';
import type { Tree } from './demand.ts';
import type { Statistics, Table } from './room.ts';

type Bytes = Database<Buffer, Buffer>;
type Counts = Record<string, unknown>;

const NO_TREE: Tree = { depth: 0, branchPages: 0, leafPages: 0, overflowPages: 0 };

/** What LMDB says of its trees. A table that is not open yet counts as empty. */
export function statistics(
  tables: { root: RootDatabase<Buffer, Buffer> } & Partial<Record<Table, Bytes>>,
): Statistics {
  const all: Counts = { ...tables.root.getStats() };
  const treeOf = (table: Bytes | undefined): Tree => (table ? tree({ ...table.getStats() }) : NO_TREE);
  return {
    pageSize: toNumber(all.pageSize) ?? 0,
    lastPage: toNumber(all.lastPageNumber) ?? 0,
    trees: {
      documents: treeOf(tables.documents),
      indexes: treeOf(tables.indexes),
      catalog: treeOf(tables.catalog),
      meta: treeOf(tables.meta),
    },
    main: tree(Object(all.root)),
    free: tree(Object(all.free)),
  };
}

const tree = (counts: Counts): Tree => ({
  depth: toNumber(counts.treeDepth) ?? 0,
  branchPages: toNumber(counts.treeBranchPageCount) ?? 0,
  leafPages: toNumber(counts.treeLeafPageCount) ?? 0,
  overflowPages: toNumber(counts.overflowPages) ?? 0,
});

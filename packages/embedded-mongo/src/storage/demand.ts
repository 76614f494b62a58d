/** How much one tree of LMDB holds, as its statistics say. */
export interface Tree {
  depth: number;
  branchPages: number;
  leafPages: number;
  overflowPages: number;
}

/** What a transaction has done to one tree so far. */
export interface Use {
  puts: number;
  removes: number;
  /** Of keys and values that lie in the tree itself. */
  bytes: number;
  /** Pages for values that are too large for the tree. */
  overflowPages: number;
}

const PAGE_HEADER_BYTES = 24;
const NODE_BYTES = 16;
const PAGE_NUMBER_BYTES = 8;
/** LMDB loads no more of its list of free pages than about this, whose records it may all write anew. */
const MOST_FREE_ENTRIES = 200_000;

export const unused = (): Use => ({ puts: 0, removes: 0, bytes: 0, overflowPages: 0 });

/** A value that would fill about half a page gets pages of its own. */
export function addPut(use: Use, keyBytes: number, valueBytes: number, pageSize: number): void {
  use.puts++;
  const isLarge = keyBytes + valueBytes + NODE_BYTES > (pageSize - PAGE_HEADER_BYTES) / 2 - NODE_BYTES;
  use.bytes += keyBytes + NODE_BYTES + (isLarge ? PAGE_NUMBER_BYTES : valueBytes);
  if (isLarge) use.overflowPages += Math.ceil((valueBytes + PAGE_HEADER_BYTES) / pageSize);
}

/** One more put or removal takes at most this many pages, wherever it falls. */
export const mostPagesOfOne = ({ depth }: Tree): number => 3 * depth + 4;

/**
 * The most pages that one tree takes from the list of free pages or from the end of the file: LMDB copies every page
 * that it changes, once a transaction, and splits what is full. A removal may join a page with the one beside it.
 */
function mostPagesOfTree({ depth, branchPages, leafPages }: Tree, use: Use, pageSize: number): number {
  const changes = use.puts + use.removes;
  if (changes === 0) return 0;
  const paths = use.puts + 2 * use.removes;
  const copied = Math.min(paths, leafPages) + Math.min(paths * depth, branchPages);
  const filled = (4 * use.bytes) / pageSize;
  const split = Math.min(changes * (depth + 2), copied + filled + depth + 2);
  return Math.ceil(copied + split) + use.overflowPages;
}

/** The most pages that a transaction can take, with what its commit adds: the roots, and the list of free pages. */
export function mostPages(
  uses: { tree: Tree; use: Use }[],
  main: Tree,
  free: Tree,
  freePages: number,
  pageSize: number,
): number {
  const own = uses.reduce((sum, { tree, use }) => sum + mostPagesOfTree(tree, use, pageSize), 0);
  const released = uses.reduce(
    (sum, { tree, use }) => sum + (use.removes + use.puts > 0 ? tree.overflowPages : 0),
    0,
  );
  const entries = Math.min(freePages, MOST_FREE_ENTRIES) * 2 + 2 * own + released;
  const records = Math.ceil((entries * PAGE_NUMBER_BYTES) / (pageSize - 2 * PAGE_HEADER_BYTES));
  const freeTree = free.branchPages + free.leafPages + free.overflowPages + 2 * free.depth;
  return own + 2 * main.depth + 2 + 2 * records + freeTree + 8;
}

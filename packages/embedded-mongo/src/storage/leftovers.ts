import { keysOf, NO_VALUE, type Storage } from './storage.ts';

type LeftoverTable = 'documents' | 'indexes';

/** What belongs to nothing any more and is cleared away in pieces. Written down, so that a start goes on with it. */
const PREFIX = Buffer.from('leftover:');
const END = Buffer.from('leftover;');
const LETTERS = { documents: 'd', indexes: 'i' } as const;

/** Only inside a write. */
export function leave(storage: Storage, table: LeftoverTable, id: number): void {
  const key = Buffer.alloc(PREFIX.length + 5);
  PREFIX.copy(key);
  key.write(LETTERS[table], PREFIX.length);
  key.writeUInt32BE(id, PREFIX.length + 1);
  storage.put('meta', key, NO_VALUE);
}

/** Resolves when nothing is left. Others have their turn between the pieces. */
export async function clearLeftovers(storage: Storage): Promise<void> {
  if (leftoversIn(storage).length > 0)
    await storage.inPieces(undefined, clearPiece(storage), { purpose: 'remove' });
}

const leftoversIn = ({ meta }: Storage): Buffer[] => [...meta.getKeys({ start: PREFIX, end: END })];

const clearPiece = (storage: Storage) => (state: undefined, mayGoOn: () => boolean) => {
  for (const key of leftoversIn(storage)) {
    const table = key[PREFIX.length] === LETTERS.documents.charCodeAt(0) ? 'documents' : 'indexes';
    for (const inner of keysOf(storage, table, key.readUInt32BE(PREFIX.length + 1))) {
      if (!mayGoOn()) return { state, isDone: false };
      storage.remove(table, inner);
    }
    storage.remove('meta', key);
  }
  return { state, isDone: true };
};

import { MongoError } from '../errors.ts';
import type { Catalog, Collection } from './catalog.ts';
import type { Index } from './index-keys.ts';
import { clearLeftovers, leave } from './leftovers.ts';
import type { Records } from './records.ts';
import type { Storage } from './storage.ts';

interface Build {
  collectionId: number;
  ids: number[];
}

/** What a build begins with: the collection, and those of the wanted indexes that are not there yet. */
interface Begun {
  collection: Collection;
  added: Index[];
}

/**
 * Builds indexes in pieces, between which others read and write. What is written meanwhile is entered in the new
 * indexes as well, and nobody reads those until every document is in them. All of them are built, or none; after a
 * crash, none.
 */
export class IndexBuilds {
  private turn: Promise<unknown> = Promise.resolve();
  private readonly underWay = new Set<number>();
  private readonly storage: Storage;
  private readonly catalog: Catalog;
  private readonly records: Records;

  constructor(storage: Storage, catalog: Catalog, records: Records) {
    this.storage = storage;
    this.catalog = catalog;
    this.records = records;
  }

  /** One build after the other: a second one for the same index finds it there. */
  run<T extends Begun>(begin: () => T): Promise<T> {
    const running = this.turn.then(() => this.build(begin));
    this.turn = running.catch(() => {});
    return running;
  }

  private async build<T extends Begun>(begin: () => T): Promise<T> {
    const begun = await this.storage.write(() => this.begin(begin()));
    const ids = begun.added.map(({ id }) => id);
    if (begun.isBuilt) return begun.given;
    const build = { collectionId: begun.given.collection.id, ids };
    for (const id of ids) this.underWay.add(id);
    try {
      await this.storage.inPieces(0, (done, mayGoOn) => this.fill(build, done, mayGoOn));
      return begun.given;
    } catch (error) {
      await this.storage
        .write(() => this.abandon(build), 'remove')
        .catch(() => {
          // On a full disk the next sweep does it.
        });
      throw error;
    } finally {
      for (const id of ids) {
        this.underWay.delete(id);
        this.records.forgetSuspects(id);
      }
    }
  }

  /** In a collection without documents there is nothing to be done in pieces. */
  private begin<T extends Begun>(given: T) {
    const { collection, added } = given;
    const isBuilt = added.length === 0 || !this.records.hasAny(collection);
    (isBuilt ? collection.indexes : collection.building).push(...added);
    this.catalog.save(collection);
    return { given, added, isBuilt };
  }

  private fill({ collectionId, ids }: Build, done: number, mayGoOn: () => boolean) {
    const collection = this.catalog.withId(collectionId);
    const indexes = collection?.building.filter(({ id }) => ids.includes(id)) ?? [];
    if (!collection || indexes.length < ids.length)
      throw new MongoError(276, 'Index build aborted: its collection was dropped');
    const piece = this.records.fill(collection, indexes, done, mayGoOn);
    if (piece.isDone) {
      this.records.checkSuspects(collection, indexes);
      collection.building = collection.building.filter((index) => !indexes.includes(index));
      collection.indexes.push(...indexes);
      this.catalog.save(collection);
    }
    return piece;
  }

  private abandon({ collectionId, ids }: Build): void {
    const collection = this.catalog.withId(collectionId);
    const abandoned = collection?.building.filter(({ id }) => ids.includes(id)) ?? [];
    if (!collection || abandoned.length === 0) return;
    collection.building = collection.building.filter((index) => !abandoned.includes(index));
    this.catalog.save(collection);
    for (const { id } of abandoned) leave(this.storage, 'indexes', id);
  }

  /** Does away with what builds left that a crash or a full disk ended, and with what was dropped. */
  async tidy(): Promise<void> {
    for (const { id, building } of this.catalog.list()) {
      const ids = building.map((index) => index.id).filter((index) => !this.underWay.has(index));
      if (ids.length > 0) await this.storage.write(() => this.abandon({ collectionId: id, ids }), 'remove');
    }
    await clearLeftovers(this.storage);
  }
}

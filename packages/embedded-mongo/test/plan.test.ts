import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { createEngine, type Engine } from '../src/commands/engine.ts';
import { planFor, type Query, unpaused, walk } from '../src/query/query.ts';
import type { Collection } from '../src/storage/catalog.ts';
import { Storage } from '../src/storage/storage.ts';
import type { Doc } from '../src/values/bson-document.ts';

const scalar = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom(null, 'a', 'b', true, 0.5));
const field = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }),
  fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 2 }),
);
/** Not both arrays: MongoDB refuses to index two in one document. */
const doc = fc.record({ a: field, b: scalar, c: scalar }, { requiredKeys: [] });
const condition = fc.oneof(
  scalar,
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }, { requiredKeys: ['$gte'] }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $eq: scalar }),
);
const simple = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y'), condition, { maxKeys: 3 });
const filter = fc.oneof(
  simple,
  fc.record({ $or: fc.array(simple, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $and: fc.array(simple, { minLength: 1, maxLength: 2 }) }),
);
const sort = fc.option(
  fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a.x'), fc.constantFrom(1, -1), { minKeys: 1, maxKeys: 2 }),
  { nil: undefined },
);

const INDEXES: Doc[] = [
  { key: { a: 1 } },
  { key: { a: -1, b: 1 } },
  { key: { b: 1, a: 1 } },
  { key: { 'a.x': 1, 'a.y': -1 } },
  { key: { c: 1, b: -1 }, sparse: true },
  { key: { b: 1, c: 1 }, partialFilterExpression: { c: { $gt: 0 } } },
  { key: { c: -1 }, partialFilterExpression: { b: { $exists: true } } },
];

describe('plans', () => {
  let dir: string;
  let storage: Storage;
  let engine: Engine;
  let collections = 0;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plan-'));
    storage = new Storage(dir);
    engine = createEngine(storage);
  });
  after(async () => {
    await storage.close();
    await rm(dir, { recursive: true });
  });

  async function filled(docs: Doc[], indexes: Doc[]): Promise<Collection> {
    const made = await storage.write(() => {
      const collection = engine.catalog.create(`test.c${++collections}`);
      for (const [i, one] of docs.entries()) engine.records.insert(collection, { _id: i, ...one });
      return collection;
    });
    const newIndex = (spec: Doc) => engine.catalog.newIndex({ name: JSON.stringify(spec), ...spec });
    const { collection } = await engine.builds.run(() => ({
      collection: made,
      added: indexes.map(newIndex),
    }));
    return collection;
  }

  const ids = (collection: Collection, query: Query) =>
    [...unpaused(walk(engine, collection, query))].map(({ doc: { _id } }) => Number(_id));

  it('differ from a scan in speed only, whatever the documents, the filter and the order', async function () {
    this.timeout(120_000);
    const cases = fc.tuple(
      fc.array(doc, { maxLength: 12 }),
      fc.array(fc.tuple(filter, sort), { minLength: 5, maxLength: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([docs, queries]) => {
        const plain = await filled(docs, []);
        const indexed = await filled(docs, INDEXES);
        for (const [wanted, order] of queries) {
          const expected = ids(plain, { filter: wanted, sort: order && { ...order, _id: 1 } });
          const found = ids(indexed, { filter: wanted, sort: order && { ...order, _id: 1 } });
          if (order) expect(found, JSON.stringify([wanted, order])).to.deep.equal(expected);
          else expect(found, JSON.stringify(wanted)).to.have.members(expected);
          for (const index of indexed.indexes.slice(1)) {
            if (index.sparse || index.partial) continue;
            const hinted = ids(indexed, { filter: wanted, sort: order, hint: index.name });
            expect(hinted, JSON.stringify([wanted, order, index.key])).to.have.members(expected);
          }
        }
      }),
      { numRuns: Number(process.env.PLAN_RUNS ?? 60) },
    );
  });

  describe('use an index', () => {
    const cases: [
      title: string,
      filter: Doc,
      sort: Doc | undefined,
      index: string | undefined,
      sorted?: boolean,
    ][] = [
      ['for equality', { shopId: 'T', key: 'k' }, undefined, 'key'],
      ['for a range after equality', { shopId: 'T', at: { $gt: 5 } }, undefined, 'at'],
      ['for equality and order', { shopId: 'T' }, { at: -1 }, 'at', true],
      ['backwards', { shopId: 'T' }, { at: 1 }, 'at', true],
      ['for order alone', {}, { shopId: 1, at: -1 }, 'at', true],
      ['for _id', { _id: 5 }, undefined, '_id_'],
      ['for $in', { shopId: 'T', key: { $in: ['a', 'b'] } }, undefined, 'key'],
      [
        'that is partial when the filter implies it',
        { state: 'due', dueAt: { $lte: 5 } },
        { dueAt: 1 },
        'due',
        true,
      ],
      ['that is partial only then', { dueAt: { $lte: 5 } }, undefined, undefined],
      ['not at all for another field', { text: 'x' }, undefined, undefined],
      ['not at all for $ne', { shopId: { $ne: 'T' } }, undefined, undefined],
    ];
    let orders: Collection;
    before(async () => {
      orders = await filled(
        [],
        [
          { name: 'key', key: { shopId: 1, key: 1 }, unique: true },
          { name: 'at', key: { shopId: 1, at: -1 } },
          { name: 'due', key: { state: 1, dueAt: 1 }, partialFilterExpression: { state: 'due' } },
        ],
      );
    });
    for (const [title, wanted, order, index, sorted = false] of cases) {
      it(title, () => {
        const plan = planFor(orders, { filter: wanted, sort: order });
        expect(plan.kind === 'index' ? plan.index.name : undefined).to.equal(index);
        if (order) expect(plan.kind === 'index' && plan.sorted).to.equal(sorted);
      });
    }
  });
});

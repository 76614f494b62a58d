import mongoose, { type Model } from 'mongoose';
import sinon from 'sinon';
import { createGate } from './gate.ts';

type Operation = 'bulkWrite' | 'insertOne' | 'updateOne' | 'findOne' | 'findOneAndUpdate' | 'deleteMany';
type Collection = Pick<Model<unknown>, 'collection'>;

/** Has the database refuse one operation on one collection, until it is restored. */
export const failingDatabase = ({ collection }: Collection, operation: Operation): sinon.SinonStub =>
  sinon.stub(collection, operation).rejects(new mongoose.mongo.MongoNetworkError('connection 1 closed'));

const writes = ['insertOne', 'insertMany', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany'] as const;
const more = ['bulkWrite', 'findOneAndUpdate'] as const;

/** Has the database refuse one write, whatever it is: the one after so many. Says whether there were as many. */
export const failingAfter = (count: number) => {
  let done = 0;
  const { prototype } = mongoose.mongo.Collection;
  const stubs: sinon.SinonStub[] = [...writes, ...more].map((operation) => {
    const stub: sinon.SinonStub = sinon.stub(prototype, operation);
    return stub.callsFake(function (this: unknown, ...args: unknown[]) {
      done += 1;
      return done === count + 1
        ? Promise.reject(new mongoose.mongo.MongoNetworkError('connection 1 closed'))
        : stub.wrappedMethod.apply(this, args);
    });
  });
  return {
    restore(): boolean {
      for (const stub of stubs) stub.restore();
      return done > count;
    },
  };
};

const reads = ['find', 'findOne', 'aggregate', 'distinct', 'countDocuments'] as const;

/**
 * The database as a process sees it that is killed after so many writes: nothing that it wants after that is done. Says
 * whether there was anything.
 */
export const killedAfter = (count: number) => {
  let done = 0;
  const { prototype } = mongoose.mongo.Collection;
  const gone = () => new mongoose.mongo.MongoNetworkError('connection 1 closed');
  const stubs = [...writes, ...more, ...reads].map((operation) => {
    const isRead = reads.some((read) => read === operation);
    const stub: sinon.SinonStub = sinon.stub(prototype, operation);
    return stub.callsFake(function (this: unknown, ...args: unknown[]) {
      if (!isRead) done += 1;
      if (done <= count) return stub.wrappedMethod.apply(this, args);
      // These two answer with a cursor, and so at once.
      if (operation === 'find' || operation === 'aggregate') throw gone();
      return Promise.reject(gone());
    });
  });
  return {
    restore(): boolean {
      for (const stub of stubs) stub.restore();
      return done > count;
    },
  };
};

/** Has the database be silent about one operation on one collection, until it answers all that came meanwhile. */
export const silentDatabase = ({ collection }: Collection, operation: Operation) => {
  const gate = createGate();
  const stub: sinon.SinonStub = sinon.stub(collection, operation);
  stub.callsFake(async (...args: unknown[]) => {
    await gate.opened;
    return stub.wrappedMethod.apply(collection, args);
  });
  return {
    /** How many asked. */
    count: () => stub.callCount,
    answer(): void {
      stub.restore();
      gate.open();
    },
  };
};

import mongoose, { type Model } from 'mongoose';
import sinon from 'sinon';
import { createGate } from './gate.ts';

type Operation = 'bulkWrite' | 'insertOne' | 'updateOne' | 'findOne' | 'findOneAndUpdate' | 'deleteMany';
type Collection = Pick<Model<unknown>, 'collection'>;

/** Has the database refuse one operation on one collection, until it is restored. */
export const failingDatabase = ({ collection }: Collection, operation: Operation): sinon.SinonStub =>
  sinon.stub(collection, operation).rejects(new mongoose.mongo.MongoNetworkError('connection 1 closed'));

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

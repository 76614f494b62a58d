import { startEmbeddedMongo } from 'embedded-mongo';
import mongoose, { type Connection } from 'mongoose';

export interface Database {
  connection: Connection;
  /** This process runs it, and no other can. */
  isOwn: boolean;
  close(): Promise<void>;
}

const connectTo = async (uri: string): Promise<Connection> =>
  mongoose
    .createConnection(uri, {
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 5_000,
    })
    .asPromise();

/** Connects to the MongoDB that is named, or starts the built-in one in the data directory. */
export const connectDatabase = async (
  config: { mongodbUri: string | undefined; dataDir: string },
  onWarning?: (line: string) => void,
): Promise<Database> => {
  if (config.mongodbUri !== undefined) {
    const connection = await connectTo(config.mongodbUri);
    return { connection, isOwn: false, close: () => connection.close() };
  }
  const { dataDir } = config;
  const builtIn = await startEmbeddedMongo({
    dataDir,
    databaseName: 'bragwall',
    ...(onWarning && { onWarning }),
  });
  const connection = await connectTo(builtIn.uri);
  return {
    connection,
    isOwn: true,
    async close() {
      await connection.close();
      await builtIn.stop();
    },
  };
};

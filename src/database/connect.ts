import { startEmbeddedMongo } from 'embedded-mongo';
import mongoose, { type Connection } from 'mongoose';

export interface Database {
  connection: Connection;
  /** This process runs it, and no other can. */
  isOwn: boolean;
  /** Throws when it does not answer. */
  ping: () => Promise<void>;
  close(): Promise<void>;
}

/** Hears how long each command took. */
export type OnCommand = (name: string, isDone: boolean, durationMs: number) => void;

interface ConnectOptions {
  onWarning?: (line: string) => void;
  onCommand?: OnCommand | undefined;
}

const connectTo = async (uri: string, onCommand: OnCommand | undefined): Promise<Connection> => {
  const connection = await mongoose
    .createConnection(uri, {
      monitorCommands: onCommand !== undefined,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 5_000,
    })
    .asPromise();
  const client = connection.getClient();
  client.on('commandSucceeded', ({ commandName, duration }) => onCommand?.(commandName, true, duration));
  client.on('commandFailed', ({ commandName, duration }) => onCommand?.(commandName, false, duration));
  return connection;
};

const pingOf = (connection: Connection) => async (): Promise<void> => {
  await connection.db?.command({ ping: 1 });
};

/** Connects to the MongoDB that is named, or starts the built-in one in the data directory. */
export const connectDatabase = async (
  config: { mongodbUri: string | undefined; dataDir: string },
  { onWarning, onCommand }: ConnectOptions = {},
): Promise<Database> => {
  if (config.mongodbUri !== undefined) {
    const connection = await connectTo(config.mongodbUri, onCommand);
    return { connection, isOwn: false, ping: pingOf(connection), close: () => connection.close() };
  }
  const { dataDir } = config;
  const builtIn = await startEmbeddedMongo({
    dataDir,
    databaseName: 'bragwall',
    ...(onWarning && { onWarning }),
  });
  const connection = await connectTo(builtIn.uri, onCommand);
  return {
    connection,
    isOwn: true,
    ping: pingOf(connection),
    async close() {
      await connection.close();
      await builtIn.stop();
    },
  };
};

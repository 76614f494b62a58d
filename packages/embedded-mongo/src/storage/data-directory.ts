import { accessSync, constants, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const found = (path: string) => statSync(path, { throwIfNoEntry: false });

/** Makes the directory where it is missing, and throws in a few words when it is no place for a database. */
export function prepareDirectory(path: string): void {
  for (const missing of missingFolders(path)) makeFolder(missing);
  if (!statSync(path).isDirectory()) throw new Error('it is a file and not a folder');
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  for (const name of ['data.mdb', 'lock.mdb'])
    if (found(join(path, name))?.isFile() === false) throw new Error(`${name} in it is not a file`);
  if (found(join(path, 'mongo.sock'))?.isDirectory()) throw new Error('mongo.sock in it is a folder');
}

/** One by one, outermost first: Node's recursive `mkdir` never ends below /proc, where none can be made. */
function missingFolders(path: string): string[] {
  const missing: string[] = [];
  for (let at = path; !found(at); at = dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false })) throw new Error(`${at} is a link that leads nowhere`);
    missing.unshift(at);
  }
  return missing;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!found(path)?.isDirectory()) throw error;
  }
}

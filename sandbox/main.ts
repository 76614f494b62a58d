import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

const usage = `Options, all after "--": --port N, --data-dir DIR, --transport socket|http, --no-bot, --people N, --seed N, --open`;

const wholeNumber = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number, not "${text}"`);
};

const transportOf = (text: string): 'socket' | 'http' => {
  if (text === 'socket' || text === 'http') return text;
  throw new Error(`--transport must be socket or http, not "${text}"`);
};

const readOptions = (args: string[]): SandboxOptions & { open: boolean } => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '3900' },
      'data-dir': { type: 'string' },
      transport: { type: 'string', default: 'socket' },
      'no-bot': { type: 'boolean', default: false },
      people: { type: 'string', default: '0' },
      seed: { type: 'string' },
      open: { type: 'boolean', default: false },
    },
  });
  const dataDir = values['data-dir'];
  return {
    port: wholeNumber('port', values.port),
    transport: transportOf(values.transport),
    bot: !values['no-bot'],
    people: wholeNumber('people', values.people),
    open: values.open,
    ...(dataDir !== undefined && { dataDir }),
    ...(values.seed !== undefined && { seed: wholeNumber('seed', values.seed) }),
  };
};

const openers: { [platform: string]: string } = { darwin: 'open', win32: 'explorer', linux: 'xdg-open' };

const openPage = (url: string) => {
  const opener = spawn(openers[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.on('error', () => process.stderr.write(`No browser could be opened: go to ${url} yourself.\n`));
  opener.unref();
};

const print = (line: string) => process.stdout.write(`${line}\n`);

const explained = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'that port is in use; choose another with --port';
  return code?.startsWith('ERR_PARSE_ARGS') ? `${error.message}. ${usage}` : error.message;
};

const fail = (error: unknown): never => {
  process.stderr.write(`The sandbox cannot start: ${explained(error)}\n`);
  process.exit(1);
};

/** One Ctrl-C can come twice: from the terminal, and forwarded by npm. A later one is impatience. */
const ECHO_MS = 500;

const stopOnSignals = (starting: Promise<Sandbox>) => {
  let firstMs: number | undefined;
  const stop = () => {
    if (firstMs !== undefined) {
      if (Date.now() - firstMs > ECHO_MS) process.exit(1);
      return;
    }
    firstMs = Date.now();
    void starting.then((sandbox) => sandbox.stop()).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
};

const run = async () => {
  const { open, ...options } = readOptions(process.argv.slice(2));
  const starting = startSandbox(options);
  stopOnSignals(starting);
  const sandbox = await starting;
  if (options.bot === false) {
    for (const [name, value] of Object.entries(sandbox.botEnv)) print(`${name}=${value}`);
  }
  print(`Sandbox ready at ${sandbox.url}`);
  if (open) openPage(sandbox.url);
};

run().catch(fail);

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bot, type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

const usage =
  'Options: --manifest FILE, --bot COMMAND, --bot-module FILE, --no-bot, --guide FILE, --transport socket|http, --port N, --data-dir DIR, --people N, --also-in CHANNELS, --seed N, --open';

const wholeNumber = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number, not "${text}"`);
};

const transportOf = (text: string): 'socket' | 'http' => {
  if (text === 'socket' || text === 'http') return text;
  throw new Error(`--transport must be socket or http, not "${text}"`);
};

const parse = (args: string[]) =>
  parseArgs({
    args,
    options: {
      port: { type: 'string', default: '3900' },
      'data-dir': { type: 'string' },
      transport: { type: 'string', default: 'socket' },
      manifest: { type: 'string' },
      guide: { type: 'string' },
      bot: { type: 'string' },
      'bot-module': { type: 'string' },
      'no-bot': { type: 'boolean', default: false },
      people: { type: 'string', default: '0' },
      'also-in': { type: 'string' },
      seed: { type: 'string' },
      open: { type: 'boolean', default: false },
    },
  }).values;

type Values = ReturnType<typeof parse>;

/** The usual ones are for the app of the usual manifest. */
const channelsOf = (values: Values, usual: readonly string[] = []): readonly string[] => {
  const named = values['also-in'];
  if (named === undefined) return values.manifest === undefined ? usual : [];
  return named
    .split(',')
    .map((name) => name.trim().replace(/^#/, ''))
    .filter(Boolean);
};

const botOf = (values: Values, usual: Bot | undefined): Bot | undefined => {
  const { bot: command, 'bot-module': module, 'no-bot': none } = values;
  const given = [
    command !== undefined && '--bot',
    module !== undefined && '--bot-module',
    none && '--no-bot',
  ];
  const names = given.filter((name) => name !== false);
  if (names.length > 1) throw new Error(`${names.join(' and ')} exclude each other`);
  if (none) return undefined;
  if (command !== undefined) return { command };
  return module === undefined ? usual : { module: resolve(module) };
};

const readOptions = (values: Values, given: SandboxOptions): SandboxOptions => {
  const { bot: usual, guide: usualGuide, alsoIn: usualChannels, ...defaults } = given;
  const { 'data-dir': dataDir, seed, manifest } = values;
  const bot = botOf(values, usual);
  // The usual guide is about the app of the usual manifest.
  const guide = values.guide === undefined ? manifest === undefined && usualGuide : resolve(values.guide);
  return {
    ...defaults,
    port: wholeNumber('port', values.port),
    transport: transportOf(values.transport),
    people: wholeNumber('people', values.people),
    alsoIn: channelsOf(values, usualChannels),
    ...(bot && { bot }),
    ...(guide && { guide }),
    ...(manifest !== undefined && { manifest: resolve(manifest) }),
    ...(dataDir !== undefined && { dataDir }),
    ...(seed !== undefined && { seed: wholeNumber('seed', seed) }),
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

const run = async (args: string[], defaults: SandboxOptions) => {
  const values = parse(args);
  const options = readOptions(values, defaults);
  // Beside what is printed for programs to read.
  process.stderr.write(
    options.bot ? 'Starting the sandbox, and the bot in it …\n' : 'Starting the sandbox …\n',
  );
  const starting = startSandbox(options);
  stopOnSignals(starting);
  const sandbox = await starting;
  if (!options.bot) {
    for (const [name, value] of Object.entries(sandbox.botEnv)) print(`${name}=${value}`);
  }
  print(`Sandbox ready at ${sandbox.url}`);
  if (values.open) openPage(sandbox.url);
};

/** The command: its options override the defaults. What cannot be done is told in one sentence and ends the process. */
export const runSandbox = (args: string[], defaults: SandboxOptions = {}): Promise<void> =>
  run(args, defaults).catch(fail);

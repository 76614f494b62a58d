import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type BotChild, createBotChild } from './bot/child.ts';
import { openDataDirectory } from './bot/data-directory.ts';
import { botEnvironment, childEnvironment } from './bot/environment.ts';
import { createLifecycle } from './bot/lifecycle.ts';
import { setReady, untilConnected, watchBots } from './bot/welcome.ts';
import { createControl } from './control/control.ts';
import { createWorld } from './create-world.ts';
import { createHttpTransport } from './delivery/http-transport.ts';
import { createSocketTransport } from './delivery/socket-transport.ts';
import { createPageFiles } from './http/page-files.ts';
import { close, freePort, listen, serve } from './http/server.ts';
import { everythingGranted, readManifest } from './manifest.ts';
import { allMethods } from './slack-api/methods.ts';
import { createWorkspace } from './workspace/workspace.ts';
import type { World } from './world.ts';

export type Bot =
  /** The path of a program of Node.js that follows the sandbox's clock: see bot/follow-clock.ts. */
  | { module: string }
  /** The start command of any bot, for a shell. */
  | { command: string };

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** A fresh temporary folder, removed at the end, unless given. */
  dataDir?: string;
  transport?: 'socket' | 'http';
  /** Without one: the workspace only, for bots that are started by themselves. */
  bot?: Bot;
  /** Set for the bot besides what it needs to find the sandbox. */
  botEnv?: { [name: string]: string };
  /** What the bot keeps in its data directory, by name: a reset removes nothing else that was there before. */
  dataFiles?: RegExp;
  people?: number;
  /** Names of channels that the bot is in besides its home: it finds itself there, and hears of no invitation. */
  alsoIn?: readonly string[];
  seed?: number;
  /** The path of the app's manifest, YAML or JSON. Without one everything is granted. */
  manifest?: string;
  /** The path of a module that exports a `guide` (guide.ts) to this bot, for the page. */
  guide?: string;
}

export interface Sandbox {
  /** Without a trailing slash. */
  url: string;
  /** With which any bot can be started against this sandbox. */
  botEnv: { [name: string]: string };
  stop(): Promise<void>;
}

const commandProcess = fileURLToPath(new URL('bot/command-process.ts', import.meta.url));

const createChild = (bot: Bot, world: World, env: () => NodeJS.ProcessEnv): BotChild => {
  const shared = {
    env,
    offsetMs: () => world.clock.offsetMs(),
    onExit: () => setReady(world, false),
  };
  if ('module' in bot) return createBotChild({ ...shared, module: bot.module });
  return createBotChild({
    ...shared,
    module: commandProcess,
    args: [bot.command],
    reached: (signal) => untilConnected(world.gateway.transport, signal),
  });
};

/** Each workspace after the first has ids of its own; the app keeps its ids. */
const workspaceMaker = (world: World, given: { seed: number; people: number; alsoIn: readonly string[] }) => {
  let made = 0;
  return () => {
    made += 1;
    const { clock, manifest, workspace } = world;
    return createWorkspace({
      ...given,
      clock,
      seed: given.seed + made,
      appName: manifest.appName,
      bot: workspace.bot,
    });
  };
};

/** Resolves when workspace and bot are ready; rejects, with nothing left running, when the bot does not start. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { transport = 'socket', people = 0, alsoIn = [], bot, botEnv: extra = {}, dataFiles } = options;
  const manifest = options.manifest === undefined ? everythingGranted : readManifest(options.manifest);
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const server = createServer();
  const stopping = new AbortController();
  const botPort = transport === 'http' ? await freePort() : 0;
  const sockets = createSocketTransport(server, () => world.workspace.bot.appId);
  const world: World = createWorld({ seed, people, alsoIn, manifest }, ({ signingSecret }) =>
    transport === 'http' ? createHttpTransport({ port: botPort, signingSecret }) : sockets,
  );

  const port = await listen(server, options.port ?? 0);
  world.baseUrl = `http://127.0.0.1:${port}`;
  const { credentials, baseUrl } = world;
  const botEnv = botEnvironment({ credentials, transport, port: botPort, baseUrl });
  const dataDirectory =
    bot && (await openDataDirectory(options.dataDir, (name) => dataFiles?.test(name) ?? false));
  const lifecycle = createLifecycle({
    world,
    child:
      bot &&
      dataDirectory &&
      createChild(bot, world, () => childEnvironment(botEnv, dataDirectory.path, extra)),
    dataDirectory,
    newWorkspace: workspaceMaker(world, { seed, people, alsoIn }),
    refreshConnections: () => sockets.refresh(),
    signal: stopping.signal,
  });
  serve(server, {
    world,
    methods: allMethods(() => sockets.newTicket()),
    control: createControl(world, lifecycle),
    files: createPageFiles(options.guide),
  });

  const stop = async () => {
    stopping.abort();
    await lifecycle.stopBot();
    world.clock.cancelAll();
    await Promise.all([world.gateway.transport.close(), sockets.close()]);
    await close(server);
    await dataDirectory?.discard();
  };

  if (!bot) void watchBots(world, stopping.signal);
  else {
    await lifecycle.startBot().catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  }
  return { url: baseUrl, botEnv, stop };
};

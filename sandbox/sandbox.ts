import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type BotChild, createBotChild } from './bot/child.ts';
import { type DataDirectory, openDataDirectory } from './bot/data-directory.ts';
import { botEnvironment, childEnvironment } from './bot/environment.ts';
import { createLifecycle } from './bot/lifecycle.ts';
import { setReady, watchBots } from './bot/welcome.ts';
import { createControl } from './control/control.ts';
import { createWorld } from './create-world.ts';
import { createHttpTransport } from './delivery/http-transport.ts';
import { createSocketTransport } from './delivery/socket-transport.ts';
import { close, freePort, listen, serve } from './http/server.ts';
import { allMethods } from './slack-api/methods.ts';
import { createWorkspace } from './workspace/workspace.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** A fresh temporary folder, removed at the end, unless given. */
  dataDir?: string;
  transport?: 'socket' | 'http';
  /** False: the workspace only, for bots that are started by themselves. */
  bot?: boolean;
  people?: number;
  seed?: number;
  /** A module that exports `runApp`, in place of the project's own. */
  botModule?: string;
  /** Set for the bot besides what it needs to find the sandbox. */
  botEnv?: { [name: string]: string };
  /** The project's own unless given; a path without a file means that everything is granted. */
  manifestPath?: string;
}

export interface Sandbox {
  /** Without a trailing slash. */
  url: string;
  /** With which any bot can be started against this sandbox. */
  botEnv: { [name: string]: string };
  stop(): Promise<void>;
}

const projectManifest = fileURLToPath(new URL('../manifest.yml', import.meta.url));

const createChild = (
  { botModule, botEnv: extra = {} }: SandboxOptions,
  world: World,
  connection: { [name: string]: string },
  dataDirectory: DataDirectory,
): BotChild =>
  createBotChild({
    module: botModule,
    env: () => childEnvironment(connection, dataDirectory.path, extra),
    offsetMs: () => world.clock.offsetMs(),
    onExit: () => setReady(world, false),
  });

/** Each workspace after the first has ids of its own; the app keeps its ids. */
const workspaceMaker = (world: World, seed: number, people: number) => {
  let made = 0;
  return () => {
    made += 1;
    const { clock, manifest, workspace } = world;
    return createWorkspace({
      clock,
      seed: seed + made,
      people,
      appName: manifest.appName,
      bot: workspace.bot,
    });
  };
};

/** Resolves when workspace and bot are ready; rejects, with nothing left running, when the bot does not start. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { transport = 'socket', people = 0, manifestPath = projectManifest } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const server = createServer();
  const stopping = new AbortController();
  const botPort = transport === 'http' ? await freePort() : 0;
  const sockets = createSocketTransport(server, () => world.workspace.bot.appId);
  const world: World = createWorld({ seed, people, manifestPath }, ({ signingSecret }) =>
    transport === 'http' ? createHttpTransport({ port: botPort, signingSecret }) : sockets,
  );

  const port = await listen(server, options.port ?? 0);
  world.baseUrl = `http://127.0.0.1:${port}`;
  const { credentials, baseUrl } = world;
  const botEnv = botEnvironment({ credentials, transport, port: botPort, baseUrl });
  const hasBot = options.bot ?? true;
  const dataDirectory = hasBot ? await openDataDirectory(options.dataDir) : undefined;
  const lifecycle = createLifecycle({
    world,
    child: dataDirectory && createChild(options, world, botEnv, dataDirectory),
    dataDirectory,
    newWorkspace: workspaceMaker(world, seed, people),
    refreshConnections: () => sockets.refresh(),
    signal: stopping.signal,
  });
  serve(server, {
    world,
    methods: allMethods(() => sockets.newTicket()),
    control: createControl(world, lifecycle),
  });

  const stop = async () => {
    stopping.abort();
    await lifecycle.stopBot();
    world.clock.cancelAll();
    await Promise.all([world.gateway.transport.close(), sockets.close()]);
    await close(server);
    await dataDirectory?.discard();
  };

  if (!hasBot) void watchBots(world, stopping.signal);
  else {
    await lifecycle.startBot().catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  }
  return { url: baseUrl, botEnv, stop };
};

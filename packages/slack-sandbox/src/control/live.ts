import type { ServerResponse } from 'node:http';
import type { World } from '../world.ts';
import { changedState, stateOf } from './state.ts';

const KEEP_ALIVE_MS = 15_000;

/**
 * Server-sent events: first `state` with the whole workspace, then `call`, `delivery` and `violation` with one
 * record each, `changes` with what changed in the shape of the state, and `state` anew after a reset or when
 * something is gone from it.
 */
export const streamLive = (world: World, response: ServerResponse): void => {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  const send = (event: string, data: object) => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  let { workspace } = world;
  send('state', stateOf(world));

  const stopRecords = world.journal.listen(send);
  const stopChanges = world.changes.listen((changed) => {
    if (changed && workspace === world.workspace) return send('changes', changedState(world, changed));
    workspace = world.workspace;
    return send('state', stateOf(world));
  });
  const keepAlive = setInterval(() => response.write(': still here\n\n'), KEEP_ALIVE_MS);
  response.once('close', () => {
    clearInterval(keepAlive);
    stopRecords();
    stopChanges();
  });
};
